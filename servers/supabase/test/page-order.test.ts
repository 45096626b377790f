import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const view = [
  { status: 'open', count: 3 },
  { status: 'closed', count: 3 },
];

async function noteOf(input: Record<string, unknown>, data: readonly unknown[] = view) {
  const project = createProject({ 'GET /rest/v1/ticket_numbers': () => rows(data, 5) });
  return (await project.call('query_table', { table: 'ticket_numbers', limit: 2, ...input })).note;
}

test('who pages through a view by a column that several rows are alike in is told that rows may be left out', async () => {
  expect(await noteOf({ order: 'count.desc' })).toContain('end order with a column that is unique');
  expect(await noteOf({ order: 'count.desc', offset: 3 })).toContain('end order with a column that is unique');
  expect(await noteOf({ order: 'count.desc,status' })).toBeUndefined();
  expect(await noteOf({ order: 'count.desc' }, [view[0], { status: 'new', count: 2 }])).toBeUndefined();
});

test('a table whose key is known is read in an order of its rows, whatever it is sorted by', async () => {
  const alike = [
    { id: 1, status: 'open' },
    { id: 2, status: 'open' },
  ];
  const project = createProject({ 'GET /rest/v1/tickets': () => rows(alike, 5) });

  expect((await project.call('query_table', { table: 'tickets', order: 'status', limit: 2 })).note).toBeUndefined();
});

test('who wants embedded rows in an order, or sorts by rows that are not embedded, is told what works', async () => {
  const unembedded = { code: 'PGRST108', message: "'links' is not an embedded resource in this request" };
  const project = createProject({ 'GET /rest/v1/tickets': () => refusal(400, unembedded) });
  const fail = (more: object) => project.fail('query_table', { table: 'tickets', ...more });

  const inside = await fail({ select: 'id,links(id)', order: 'links(created_at.desc)' });
  const after = await fail({ select: 'id,links(id).limit(1)' });
  const left = await fail({ order: 'links(created_at).desc' });

  expect(inside.message).toContain('query links itself, sorted by created_at.desc');
  expect(after.message).toContain('query their own table, sorted, by the column that refers to this one');
  expect(left).toMatchObject({
    message: expect.stringMatching(/add links\(\.\.\.\) there;.* a direction is asc or desc/),
    details: {},
  });
  expect(left.details.hint).toBeUndefined();
});

test('who sorts by words such as those of a rank is told that their letters decide', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1, priority: 'high', title: 'a' }]) });
  const note = async (order: string) => (await project.call('query_table', { table: 'tickets', order })).note ?? '';

  expect(await note('priority.desc')).toContain('priority is sorted letter by letter');
  expect(await note('title')).toBe('');
});

test.each([
  ['organizations.rank.desc', { organizations: { rank: null } }, 'Rows without organizations.rank come first'],
  ['organizations(rank).desc', { organizations: null }, 'organizations(rank).desc.nullslast puts them last'],
  ['organizations(rank).desc', { organizations: { rank: 7 } }, undefined],
  ['organizations(rank)', { organizations: null }, undefined],
])('who sorts by a column of another table, %s, is told where rows without it stand', async (order, row, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1, ...row }]) });

  const { note } = await project.call('query_table', { table: 'tickets', select: 'id,organizations(rank)', order });

  if (told === undefined) expect(note).toBeUndefined();
  else expect(note).toContain(told);
});
