import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const forbidden = () => refusal(403, { code: '42501', message: 'permission denied for table tickets' });

/** Whose vectors are searched by, and of any length. */
const searched = {
  definitions: {
    tickets: {
      properties: {
        id: { format: 'bigint', description: '<pk/>' },
        summary_embedding: { format: 'double precision[]' },
      },
    },
  },
  paths: { '/rpc/match_tickets_summary_embedding': { post: {} } },
};

test.each([
  [{ code: 'abcdef' }, 'data.code takes at most 5 characters, not 6'],
  [{ order: 2 ** 31 }, 'data.order takes a whole number from -2147483648 to 2147483647'],
  [{ 'unit.price': '1,50' }, 'data.unit.price takes a number'],
  [{ 'unit.price': 12345678901.123457 }, 'data.unit.price has more digits than a number carries'],
  [{ 'due on': '2026-02-30' }, 'data.due on names 2026-02-30, a day that there is not'],
  [{ seen_at: 1_764_500_000 }, 'data.seen_at takes a time in ISO 8601'],
  [{ tags: 'billing' }, 'data.tags takes a list'],
  [{ summary_embedding: '[1,2,3]' }, 'data.summary_embedding takes a list, [...] without quotes'],
  [{ embedding: '1,2,3' }, 'data.embedding takes a list'],
  [{ summary_embedding: [1, 'x'] }, 'data.summary_embedding is a list, of which each takes a number'],
  [{ embedding: [1, 2] }, 'data.embedding takes 3 numbers, not 2'],
  [{ embedding: '[1,2,3,4]' }, 'data.embedding takes 3 numbers, not 4'],
  [[{ status: 'open' }, { status: 'opn' }, { status: 'opn' }], 'data.status of rows 2, 3 takes open, closed'],
  [[{ id: 7 }, { id: 8 }, { id: '7' }], 'rows 1 and 3 have the same key, id=7'],
])('nobody is asked for %j, which its columns do not take', async (data, told) => {
  const question = createProject({}).preview('insert_record', { table: 'tickets', data });

  await expect(question).rejects.toThrow(told);
});

test.each([
  { code: 'abcde   ', order: '12', 'unit.price': 1e12, seen_at: 'now', 'due on': '30 November 2026', tags: '{a,b}' },
  { tags: [['a'], ['b']], embedding: '[1,2,3]', summary_embedding: [1, null], metadata: 'text', notes: [{ by: 1 }] },
  { code: null, order: null, tags: null, embedding: null },
  { tags: '[0:1]={a,b}', summary_embedding: ' [1:1][2] = {{1,2}}' },
])('what the database may take is asked for: %j', async (data) => {
  expect(await createProject({}).preview('insert_record', { table: 'tickets', data })).toContain('rows added: 0 -> 1');
});

test('a text to compare with may be longer than its column', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  expect((await project.call('query_table', { table: 'tickets', filters: { code: 'abcdef' } })).count).toBe(0);
});

test('a length is told with the type', async () => {
  const { tables } = await createProject({}).call('describe_tables', { table: 'tickets' });

  expect(tables[0].columns).toContainEqual({ name: 'code', type: 'character varying(5)' });
});

test('nobody is asked for a new row whose key is taken, nor for on_conflict without upsert', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 7 }]) });
  const preview = (more: object) => project.preview('insert_record', { table: 'tickets', data: { id: 7 }, ...more });

  await expect(preview({})).rejects.toThrow('There is a row with id=7 already');
  await expect(preview({ on_conflict: 'id' })).rejects.toThrow('on_conflict: is for upsert');
});

test('nobody is asked for a row of a project that does not describe itself, and has no such table or column', async () => {
  const hidden = () => refusal(401, { message: 'Access to schema is forbidden' });
  const message = 'column tickets.titel does not exist';
  const project = createProject({
    'GET /rest/v1/': hidden,
    'GET /rest/v1/tickets': ({ query }) =>
      query.get('select') === 'titel' ? refusal(400, { code: '42703', message }) : [],
  });
  const preview = (table: string, data: object) => project.preview('insert_record', { table, data });

  await expect(preview('nope', { title: 'x' })).rejects.toThrow('no table nope');
  await expect(preview('tickets', { titel: 'x' })).rejects.toThrow('no column tickets.titel');
  expect(await preview('tickets', { title: 'x' })).toContain('rows added: 0 -> 1');
});

test.each([
  ['insert_record', { table: 'tickets', data: { title: 'x' } }],
  ['call_rpc', { function_name: 'close_tickets', args: { days: 3 } }],
])('nobody is asked for a %s whose token has expired', async (tool, input) => {
  const expired = () => refusal(401, { code: 'PGRST303', message: 'JWT expired' });
  const project = createProject({ 'GET /rest/v1/': expired, 'GET /rest/v1/tickets': expired });

  await expect(project.preview(tool, input)).rejects.toThrow('the access token has expired');
});

test.each([
  ['insert_record', { table: 'tickets', data: { title: 'x' } }],
  ['update_record', { table: 'tickets', filters: { id: 1 }, data: { title: 'x' } }],
  ['delete_record', { table: 'tickets', filters: { id: 1 } }],
  ['call_rpc', { function_name: 'close_tickets', args: { days: 3 } }],
  ['upload_file', { bucket: 'a', path: 'a.txt', file_data: 'SGVsbG8=', content_type: 'text/plain' }],
  ['subscribe_to_changes', { table: 'tickets' }],
  ['setup_agent_subscriptions', { agent_id: 'a-1' }],
])('nobody is asked for a %s of a project that answers with a page, or not in full', async (tool, input) => {
  for (const text of ['<html>Maintenance</html>', '[{"id": 1, "ti', '']) {
    const broken = () => new Response(text, { headers: { 'content-type': 'application/json' } });
    const paths = ['', 'tickets', 'agent_workflows', 'user_activities'].map((name) => `GET /rest/v1/${name}`);
    const storage = ['GET /storage/v1/bucket', 'GET /storage/v1/object/info/a/a.txt'];
    const project = createProject(Object.fromEntries([...paths, ...storage].map((path) => [path, broken])));

    await expect(project.preview(tool, input)).rejects.toMatchObject({ code: 'bad_answer' });
  }
});

test('an update that would change nothing is shown as one, in whatever order its columns stand', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1, status: 'open', title: 'x' }]) });
  const update = { table: 'tickets', filters: { id: 1 }, data: { title: 'x', status: 'open' } };

  expect(await project.preview('update_record', update)).toContain('nothing would change');
});

test('who may not read rows is asked for a new one with its key', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': forbidden });

  const preview = await project.preview('insert_record', { table: 'tickets', data: { id: 7, title: 'x' } });

  expect(preview).toContain('rows added: 0 -> 1');
});

test('what may make a write fail, and cannot be known before, is shown', async () => {
  const project = createProject({
    'GET /rest/v1/organizations': () => rows([{ id: 3 }]),
    'GET /rest/v1/tickets': () => rows([{ id: 1 }]),
  });
  const previewOf = (tool: string, more: object) => project.preview(tool, { table: 'tickets', ...more });

  const inserted = await previewOf('insert_record', { data: [{ organization_id: 3 }, { organization_id: 4 }] });
  const updated = await previewOf('update_record', { filters: { id: 1 }, data: { title: null, organization_id: 3 } });
  const deleted = await previewOf('delete_record', { filters: { id: 1 } });

  expect(inserted).toContain(
    'row level security rarely lets the role anon write; title of rows 1, 2 must have a value',
  );
  expect(inserted).toContain('organization_id of row 2: no row of organizations is seen with id 4');
  expect(updated).toContain(
    'anon write; title must have a value (not null), and has none unless a trigger puts one in"',
  );
  expect(deleted).toContain('may fail: (none) -> "nobody is signed in, and row level security rarely lets the');
});

test.each([
  ['critical', 'no row that is seen has priority critical'],
  ['high', undefined],
  ['normal', undefined],
])('a word, %s, that no row has where there are few is shown as a doubt', async (priority, told) => {
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => rows(query.get('priority') === 'eq.high' ? [{ priority }] : []),
  });

  const preview = await project.preview('insert_record', { table: 'tickets', data: { title: 'x', priority } });

  if (told === undefined) expect(preview).not.toContain('no row that is seen');
  else expect(preview).toContain(told);
});

test.each(['insert_record', 'update_record'])('%s shows a vector that breaks the searches by it', async (tool) => {
  const stored = [{ id: 1, summary_embedding: [1, 2] }];
  const project = createProject({
    'GET /rest/v1/': () => searched,
    'GET /rest/v1/tickets': ({ query }) =>
      rows(tool === 'update_record' || query.has('summary_embedding') ? stored : []),
  });
  const previewOf = (data: object) =>
    project.preview(tool, { table: 'tickets', data, ...(tool === 'update_record' && { filters: { id: 1 } }) });

  expect(await previewOf({ summary_embedding: [1, 2, 3] })).toContain(
    'breaks searches: (none) -> "all searches of tickets by summary_embedding would fail, as its vectors would have 2 or 3 numbers',
  );
  expect(await previewOf({ summary_embedding: [3, 2] })).not.toContain('searches of');
});

test.each([
  [{ data: { title: 'x', seen_at: '22.11.2026' } }, 'seen_at 22.11.2026 is read with the month first as a rule'],
  [{ data: { title: 'x', seen_at: '2026-11-22' } }, undefined],
  [{ data: { title: 'x' }, upsert: true, on_conflict: 'title' }, 'no unique constraint is on exactly title'],
  [{ data: { id: 7, title: 'x' }, upsert: true, on_conflict: 'id' }, undefined],
])('%j shows a day or a key that the database may read otherwise', async (input, told) => {
  const preview = await createProject({}).preview('insert_record', { table: 'tickets', ...input });

  if (told === undefined) expect(preview).not.toMatch(/month first|unique constraint/);
  else expect(preview).toContain(told);
});

test.each([
  [{ tags: '{a,b}' }, 'tags \\"{a,b}\\" is stored as the list that it stands for'],
  [{ tags: ['x', 1, null] }, 'tags 1 is stored as a text'],
  [{ title: 5 }, 'title 5 is stored as a text'],
  [{ is_public: 'yes' }, 'is_public \\"yes\\" is stored as true'],
  [{ 'unit.price': 100.005 }, 'unit.price 100.005 may be rounded'],
  [{ 'unit.price': 9.95 }, undefined],
  [{ is_public: 'off' }, 'is_public \\"off\\" is stored as false'],
  [{ seen_at: 'now()' }, 'seen_at now() is stored as the time that it is then'],
  [
    { seen_at: '2026-10-25T02:30:00 Europe/Berlin' },
    'Europe/Berlin names a zone, of which the database makes an offset',
  ],
  [{ seen_at: '2026-11-22 15:00' }, 'seen_at 2026-11-22 15:00 has no offset, so it is taken for UTC'],
  [{ title: '5', tags: ['x', null], is_public: false, seen_at: '2026-11-22T15:00:00Z', metadata: 5 }, undefined],
])('%j shows what the type of a column makes of a value', async (data, told) => {
  const preview = await createProject({}).preview('insert_record', { table: 'tickets', data: { title: 'x', ...data } });

  if (told === undefined) expect(preview).not.toMatch(/stored|rounded/);
  else expect(preview).toContain(told);
});

test('a change for which no row matches names the word in its filters that no row has', async () => {
  const update = { table: 'tickets', filters: { priority: 'High' }, data: { title: 'x' } };

  await expect(createProject({}).preview('update_record', update)).rejects.toThrow(
    'no row that is seen has priority High',
  );
});

test.each([
  ['insert_record', { data: { status: 'open' } }],
  ['update_record', { filters: { status: 'open' }, data: { status: 'closed' } }],
  ['delete_record', { filters: { status: 'open' } }],
])('nobody is asked for a %s through a view that takes none', async (tool, input) => {
  const question = createProject({}).preview(tool, { table: 'ticket_numbers', ...input });

  await expect(question).rejects.toThrow('a view through which rows cannot be written');
});

test.each([
  ['update_record', { data: { status: 'closed' } }],
  ['delete_record', {}],
])('%s tells of a day that is compared with a time, before it and after', async (tool, more) => {
  const row = { id: 1, status: 'open' };
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => rows(query.get('seen_at') === 'eq.2026-11-20' ? [] : [row]),
    'PATCH /rest/v1/tickets': () => [row],
    'DELETE /rest/v1/tickets': () => [row],
  });
  const input = { table: 'tickets', filters: { seen_at: { lte: '2026-11-20' } }, ...more };
  const told = '2026-11-20 its midnight';

  expect(await project.preview(tool, input)).toContain(told);
  expect((await project.call(tool, input)).note).toContain(told);
  const none = await project.fail(tool, { ...input, filters: { seen_at: '2026-11-20' } });
  expect(none).toMatchObject({ code: 'not_found', message: expect.stringContaining(told) });
});
