import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProject, rows } from './fake-project.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a table that was made meanwhile is found', async () => {
  const made = { definitions: { notes: { properties: { id: { format: 'bigint' } } } } };
  const answers = [{ definitions: {} }, made];
  const project = createProject({ 'GET /rest/v1/': () => answers.shift(), 'GET /rest/v1/notes': () => rows([]) });
  await project.fail('query_table', { table: 'notes' });

  vi.setSystemTime(Date.now() + 5000);

  expect((await project.call('query_table', { table: 'notes' })).count).toBe(0);
});

test('a description that could not be read once is read the next time', async () => {
  const answers = [new Response('<html>', { headers: { 'content-type': 'text/html' } }), { definitions: {} }];
  const project = createProject({ 'GET /rest/v1/': () => answers.shift(), 'GET /rest/v1/notes': () => rows([]) });

  await project.call('query_table', { table: 'notes' });

  vi.setSystemTime(Date.now() + 5000);

  expect((await project.fail('query_table', { table: 'notes' })).code).toBe('not_found');
});

test('a description that cannot be read is not taken for one that is kept to secret keys', async () => {
  const page = () => new Response('<html>', { headers: { 'content-type': 'text/html' } });
  const project = createProject({ 'GET /rest/v1/': page, 'GET /rest/v1/notes': () => rows([{ id: 1 }]) });
  const deletion = project.preview('delete_record', { table: 'notes', filters: { id: 1 } });

  expect((await project.fail('describe_tables', {})).code).toBe('bad_answer');
  expect((await project.fail('describe_tables', { table: 'notes' })).code).toBe('bad_answer');
  await expect(deletion).rejects.toMatchObject({ code: 'bad_answer' });
});

test('a name that does not exist costs one reading of the description', async () => {
  const project = createProject({});

  for (const table of ['nope', 'nope', 'neither']) await project.fail('query_table', { table });

  expect(project.requests.map(({ path }) => path)).toEqual(['/rest/v1/']);
});

test('what is told of a column or function in another form hides neither it nor the others', async () => {
  const odd = { type: ['string', 'null'], format: 'text', description: null, maxLength: null, enum: null };
  const properties = { id: { format: 'bigint' }, body: odd, tags: { format: 'jsonb', default: { a: [1] } } };
  const project = createProject({
    'GET /rest/v1/': () => ({
      definitions: { notes: { description: null, required: null, properties }, views: { properties: null } },
      paths: { '/rpc/tidy': { post: { summary: null, parameters: null } }, '/rpc/sum': { post: null } },
    }),
    'GET /rest/v1/views': () => rows([{ id: 1 }]),
  });

  const all = await project.call('describe_tables', {});
  const { tables } = await project.call('describe_tables', { table: 'notes' });
  const unknown = await project.fail('insert_record', { table: 'notes', data: { bodi: 'x' } });
  const found = await project.call('query_table', { table: 'views', filters: { id: 1 } });

  expect(all.functions.map(({ name }: { name: string }) => name)).toEqual(['sum', 'tidy']);
  expect(tables[0].columns).toEqual([
    { name: 'id', type: 'bigint' },
    { name: 'body', type: 'text' },
    { name: 'tags', type: 'jsonb', default: '{"a":[1]}' },
  ]);
  expect(unknown.message).toContain('body');
  expect(found.count).toBe(1);
});

test('columns are taken on trust where a table is described without any', async () => {
  const project = createProject({
    'GET /rest/v1/': () => ({ definitions: { notes: {} } }),
    'GET /rest/v1/notes': () => rows([]),
    'POST /rest/v1/notes': () => Response.json([{ body: 'x' }], { status: 201 }),
  });

  expect(await project.call('insert_record', { table: 'notes', data: { body: 'x' } })).toMatchObject({ count: 1 });
});

test('a column that is never empty is told as one, also where it has a default', async () => {
  const status = { type: 'string', format: 'text', default: 'open' };
  const project = createProject({
    'GET /rest/v1/': () => ({ definitions: { tickets: { required: ['status'], properties: { status } } } }),
  });

  const { tables } = await project.call('describe_tables', { table: 'tickets' });

  expect(tables[0].columns).toEqual([{ name: 'status', type: 'text', not_null: true, default: 'open' }]);
});
