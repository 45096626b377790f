import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const cleared = { scopes: ['*'], clearance: 'restricted' } as const;

test.each([
  ['select', { select: 'id,concat' }],
  ['select', { select: 'id,x:"con\\cat"::text' }],
  ['select', { select: 'id,organizations(name,quote_literal)' }],
  ['select', { select: 'max::text' }],
  ['select', { select: 'id,title::bytea' }],
  ['select', { select: 'id,metadata->>note::bytea' }],
  ['filters', { filters: { concat: { like: '%77%' } } }],
  ['filters', { filters: { or: [{ id: 1 }, { quote_nullable: { gt: "'(1" } }] } }],
  ['filters', { filters: { 'o.concat': { like: '%77%' } }, select: 'id,o:organizations!inner(id)' }],
  ['order', { order: 'record_out.desc' }],
  ['order', { order: 'id,organizations(concat).asc.nullslast' }],
])('a row as one text, in which nothing can be masked, is neither given nor asked by: %s %j', async (path, asked) => {
  const replies = { 'GET /rest/v1/tickets': () => rows([{ id: 1, title: 'Ada,77123' }]) };
  const project = createProject(replies);

  const refused = await project.fail('query_table', { table: 'tickets', ...asked });

  expect(refused).toMatchObject({ code: 'invalid_input', details: { fields: [{ path }] } });
  expect(refused.message).toMatch(/masked (?:in )?for your role/);
  expect(project.requests.map((request) => request.path)).not.toContain('/rest/v1/tickets');
  expect(
    (await createProject(replies, undefined, cleared).call('query_table', { table: 'tickets', ...asked })).count,
  ).toBe(1);
});

test('no write goes by it either, and a column of that name is a column', async () => {
  const view = {
    prices: { properties: { id: { format: 'bigint', description: '<pk/>' }, concat: { format: 'text' } } },
  };
  const project = createProject({
    'GET /rest/v1/': () => ({ definitions: view }),
    'GET /rest/v1/prices': () => rows([{ id: 1, concat: 'a' }]),
  });
  const blind = createProject({
    'GET /rest/v1/': () => refusal(403, {}),
    'GET /rest/v1/prices': () => rows([{ id: 1 }]),
  });
  const asked = { table: 'prices', filters: { concat: { like: '%a%' } } };

  const found = await project.call('query_table', { ...asked, select: 'id,concat,max', order: 'concat' });

  expect(found.count).toBe(1);
  await expect(blind.preview('delete_record', asked)).rejects.toThrow('whole row');
  await expect(blind.preview('update_record', { ...asked, data: { id: 2 } })).rejects.toThrow('whole row');
});
