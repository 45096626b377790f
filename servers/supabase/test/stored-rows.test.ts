import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

test('of many rows that are stored the keys come back', async () => {
  const change = { table: 'tickets', filters: { status: 'open' }, data: { status: 'closed' }, max_rows: 300 };
  const many = Array.from({ length: 300 }, (_, index) => ({ id: index + 1, title: 'x', status: 'closed' }));
  const project = createProject({
    'GET /rest/v1/tickets': () => rows(many),
    'POST /rest/v1/tickets': () => many,
    'PATCH /rest/v1/tickets': () => many,
  });

  const inserted = await project.call('insert_record', { table: 'tickets', data: [{ title: 'x' }] });
  const updated = await project.call('update_record', change);

  for (const { data, count, note } of [inserted, updated]) {
    expect({ data, count }).toEqual({ data: many.map(({ id }) => ({ id })), count: 300 });
    expect(note).toBe('By their keys alone; query_table has the rest of these 300 rows.');
  }
});

test('of many rows that are stored the first come back where nothing tells them apart', async () => {
  const project = createProject({
    'GET /rest/v1/': () => refusal(403, {}),
    'POST /rest/v1/tickets': () => Array.from({ length: 300 }, () => ({ title: 'x' })),
  });

  const { data, omitted, note } = await project.call('insert_record', { table: 'tickets', data: [{ title: 'x' }] });

  expect({ shown: data.length, omitted }).toEqual({ shown: 20, omitted: 280 });
  expect(note).toBe('The first ones alone; query_table has the rest of these 300 rows.');
});

test('an answer that is too long does not make a write fail that was done', async () => {
  const project = createProject({
    'POST /rest/v1/tickets': () => Array.from({ length: 300 }, (_, id) => ({ id: `${'9'.repeat(400)}${id}` })),
  });

  const answer = await project.call('insert_record', { table: 'tickets', data: [{ title: 'New' }] });

  expect(answer.count).toBe(300);
  expect(answer.data.length + answer.omitted).toBe(300);
});

test('of several rows a refusal names those that refer to nothing', async () => {
  const message = 'insert or update on table "tickets" violates foreign key constraint "tickets_organization_id_fkey"';
  const details = 'Key (organization_id)=(4) is not present in table "organizations".';
  const project = createProject({
    'GET /rest/v1/organizations': () => rows([{ id: 3 }]),
    'POST /rest/v1/tickets': () => refusal(409, { code: '23503', message, details }),
  });
  const data = [3, 3, 4].map((id) => ({ title: 'x', organization_id: id }));

  const error = await project.fail('insert_record', { table: 'tickets', data });

  expect(error.message).toContain('organization_id names no row of organizations');
  expect(error.details.hint).toContain('organization_id of row 3: no row of organizations is seen with id 4');
});

test('a list beside a text in a list of texts is told to be stored as one', async () => {
  const previewOf = (tags: unknown[]) =>
    createProject({}).preview('insert_record', { table: 'tickets', data: { title: 'x', tags } });

  expect(await previewOf(['a', ['b']])).toContain('tags [\\"b\\"] is stored as a text');
  expect(await previewOf([['a'], ['b']])).not.toContain('stored otherwise');
});

test('of several rows those are named whose values no row has, or are stored or read otherwise', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => rows(query.get('priority') === 'eq.high' ? [{ priority: 'high' }] : []),
  });
  const odd = { title: 5, priority: 'critical', seen_at: '22.11.2026' };
  const data = [{ title: 'x', priority: 'high' }, odd, { ...odd, title: 6 }];

  const preview = await project.preview('insert_record', { table: 'tickets', data });

  expect(preview).toContain('row 2: title 5 is stored as a text');
  expect(preview).toContain('rows 2, 3: no row that is seen has priority critical');
  expect(preview).toContain('rows 2, 3: seen_at 22.11.2026 is read with the month first');
});

const uneven = 'Multidimensional arrays must have sub-arrays with matching dimensions.';

test.each([
  [{ message: 'malformed JSON array', details: uneven }, 'a list has lists in it'],
  [{ message: `malformed array literal: "{{a},{b,c}}"`, details: uneven }, 'a list has lists in it'],
  [{ message: 'expected JSON array', hint: 'See the array element [1] of key "tags".' }, 'tags has lists in it'],
])('lists in a list that the database does not take are told to be uneven: %j', async (words, told) => {
  const project = createProject({ 'POST /rest/v1/tickets': () => refusal(400, { code: '22P02', ...words }) });

  const error = await project.fail('insert_record', { table: 'tickets', data: { title: 'x', tags: [['a'], 'b'] } });

  const message = expect.stringContaining(`${told} that are not all of one length and depth`);
  expect(error).toMatchObject({ code: 'invalid_input', message });
});
