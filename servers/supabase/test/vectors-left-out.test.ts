import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const list = Array.from({ length: 384 }, (_, index) => index / 1000);
const text = JSON.stringify(list);
const row = { id: 1, title: 'A', embedding: text, summary_embedding: list, tags: ['x'], metadata: { series: list } };

function projectWith(data: readonly unknown[]) {
  return createProject({
    'GET /rest/v1/tickets': () => rows(data),
    'PATCH /rest/v1/tickets': () => rows(data),
    'POST /rest/v1/tickets': () => rows(data),
    'POST /rest/v1/rpc/close_tickets': () => data,
    'POST /rest/v1/rpc/match_tickets': () => data,
  });
}

test('vectors that nobody named are left out, and it is said how to get them', async () => {
  const { data, note } = await projectWith([row]).call('query_table', { table: 'tickets' });

  expect(data).toEqual([{ id: 1, title: 'A', tags: ['x'], metadata: { series: list } }]);
  expect(note).toContain('Left out: embedding (384 numbers), summary_embedding (384 numbers)');
  expect(note).toContain('where select names them');
});

test.each([
  ['id,embedding', { id: 1, embedding: text }],
  ['*,embedding', { id: 1, embedding: text }],
  ['id,v:embedding', { id: 1, v: text }],
  ['id,embedding::text', { id: 1, embedding: text }],
  ['id,metadata->series', { id: 1, series: list }],
  ['id,series:metadata->series', { id: 1, series: list }],
])('select %s has the vector that it names', async (select, shown) => {
  const { data, note } = await projectWith([shown]).call('query_table', { table: 'tickets', select });

  expect(data).toEqual([shown]);
  expect(note ?? '').not.toContain('Left out');
});

test.each([
  ['id,documents(*)', { id: 1, documents: [{ id: 2, embedding: text }] }, { id: 1, documents: [{ id: 2 }] }],
  ['id,d:documents!inner(*)', { id: 1, d: { embedding: text } }, { id: 1, d: {} }],
  ['*,documents(id,parts(*))', { documents: [{ parts: [{ v: list }] }] }, { documents: [{ parts: [{}] }] }],
])('of embedded rows in %s as well', async (select, found, shown) => {
  const { data, note } = await projectWith([found]).call('query_table', { table: 'tickets', select });

  expect(data).toEqual([shown]);
  expect(note).toMatch(/(?:documents|d|parts)\.\w+ \(384 numbers\)/);
});

test('a short list of numbers stays, and so does a list of texts', async () => {
  const plain = { id: 1, readings: list.slice(0, 63), tags: list.map(String), embedding: null };

  expect((await projectWith([plain]).call('query_table', { table: 'tickets' })).data).toEqual([plain]);
});

test('a short list under the name of an embedding is left out', async () => {
  const { data, note } = await projectWith([{ id: 1, embedding: [0.1, 0.2] }]).call('query_table', {
    table: 'tickets',
  });

  expect(data).toEqual([{ id: 1 }]);
  expect(note).toContain('embedding (2 numbers)');
});

test('a write is answered and asked for without them', async () => {
  const project = projectWith([row]);

  const inserted = await project.call('insert_record', { table: 'tickets', data: { title: 'A' } });
  const updated = await project.call('update_record', { table: 'tickets', filters: { id: 1 }, data: { title: 'A' } });
  const question = await project.preview('delete_record', { table: 'tickets', filters: { id: 1 } });

  for (const { data, note } of [inserted, updated]) {
    expect(Object.keys(data[0])).toEqual(['id', 'title', 'tags', 'metadata']);
    expect(note).toContain('embedding (384 numbers)');
  }
  expect(question).not.toContain('0.383,');
});

test('a function gives its vectors as long as they leave room for its rows', async () => {
  const few = await projectWith([row]).call('call_rpc', { function_name: 'close_tickets', args: { days: 30 } });
  const rowsOfIt = Array.from({ length: 30 }, (_, id) => ({ id, embedding: text }));
  const many = await projectWith(rowsOfIt).call('call_rpc', { function_name: 'close_tickets', args: { days: 30 } });

  expect(few.data).toEqual([row]);
  expect(many.data).toHaveLength(30);
  expect(many.note).toContain('embedding (384 numbers)');
});

test('a search by meaning does not give the vectors back', async () => {
  const project = projectWith([{ ...row, similarity: 0.9, metadata: { kind: 'note' } }]);

  const { matches } = await project.call('vector_similarity_search', { table: 'tickets', query_vector: [1, 0, 0] });

  expect(matches[0]).toMatchObject({ metadata: { kind: 'note' }, columns: { title: 'A', tags: ['x'] } });
  expect(matches[0].columns).not.toHaveProperty('embedding');
});

test('columns that are read off a row say which is a vector', async () => {
  const project = createProject({ 'GET /rest/v1/': () => refusal(403, {}), 'GET /rest/v1/tickets': () => rows([row]) });

  const { tables } = await project.call('describe_tables', { table: 'tickets' });

  expect(tables[0].columns).toContainEqual({ name: 'embedding', type: 'vector or array of 384 numbers' });
});

test('a search tells that more rows reach the similarity than it shows', async () => {
  const found = [1, 2, 3].map((id) => ({ id, similarity: 0.9, metadata: {} }));
  const project = createProject({ 'POST /rest/v1/rpc/match_tickets': () => found });
  const search = (limit: number) =>
    project.call('vector_similarity_search', { table: 'tickets', query_vector: [1, 0, 0], limit });

  const two = await search(2);

  expect(two.matches).toHaveLength(2);
  expect(two.note).toBe('More rows than limit reach 0.7.');
  expect((await search(3)).note).toBeUndefined();
});

test('a search for rows that have no vector tells that none finds them', async () => {
  const project = createProject({
    'POST /rest/v1/rpc/match_tickets': () => [],
    'GET /rest/v1/tickets': ({ query }) => rows(query.has('embedding') ? [] : [{ metadata: {} }]),
  });
  const input = { table: 'tickets', query_vector: [1, 0, 0], metadata_filters: { plan: 'pro' } };

  const { note } = await project.call('vector_similarity_search', input);

  expect(note).toContain('No row that metadata_filters let through has embedding, and a row without it is found by no');
});
