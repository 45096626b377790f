import { describe, expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const open = [
  { id: 1, status: 'open' },
  { id: 2, status: 'open' },
];
const change = { table: 'tickets', filters: { status: 'open' }, data: { status: 'closed' } };
const writesOf = (project: ReturnType<typeof createProject>) =>
  project.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');

describe.each(['update_record', 'delete_record'])('%s', (tool) => {
  const input = tool === 'update_record' ? change : { table: 'tickets', filters: change.filters };

  test.each([
    {},
    { not: {} },
    { or: [] },
    { tags: { contains: [] } },
    { metadata: { contains: '{}' }, title: { like: '%' } },
    { or: [{ id: 1 }, { not: { tags: { not: { contains: [] } } } }] },
  ])('refuses filters %j, which name no row', async (filters) => {
    const project = createProject({ 'GET /rest/v1/tickets': () => rows(open) });

    const error = await project.fail(tool, { ...input, filters });

    expect(error.code).toBe('invalid_input');
    expect(project.requests.map(({ path }) => path)).not.toContain('/rest/v1/tickets');
  });

  test('counts first and changes nothing when more rows match than it may change', async () => {
    const project = createProject({ 'GET /rest/v1/tickets': () => rows(open, 230) });

    const error = await project.fail(tool, { ...input, max_rows: 20 });

    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('match 230 rows') });
    expect(writesOf(project)).toEqual([]);
  });

  test('names an unknown column before anything is counted', async () => {
    const error = await createProject({}).fail(tool, { ...input, filters: { state: 'open', statu: 1 } });

    expect(error.message).toContain('filters.statu: tickets has no such column; there is status');
  });

  test('refuses to go by a column of another table, and says how to find the rows', async () => {
    const error = await createProject({}).fail(tool, { ...input, filters: { 'organizations.name': 'Acme' } });

    expect(error.message).toContain('find them with query_table, then name their keys');
  });

  test('says that a policy holds back what may be read alone', async () => {
    const none = () => [];
    const project = createProject({
      'GET /rest/v1/tickets': () => rows(open),
      'PATCH /rest/v1/tickets': none,
      'DELETE /rest/v1/tickets': none,
    });

    const error = await project.fail(tool, input);

    expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('2 rows match, and none was') });
  });

  test('nobody is asked where no row matches', async () => {
    const project = createProject({ 'GET /rest/v1/tickets': () => rows([], 0) });

    const question = project.preview(tool, input);

    await expect(question).rejects.toThrow('No row of tickets that these credentials can see matches');
    expect(writesOf(project)).toEqual([]);
  });

  test('is refused where another row came to match since the user said yes', async () => {
    let reads = 0;
    const project = createProject({
      'GET /rest/v1/tickets': () => {
        reads += 1;
        return rows(reads === 1 ? open.slice(0, 1) : open);
      },
      'PATCH /rest/v1/tickets': () => open,
      'DELETE /rest/v1/tickets': () => open,
    });

    const error = await project.fail(tool, input);

    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('Nothing was changed') });
    expect(writesOf(project)).toEqual([]);
  });

  test('names the rows that row level security kept as they were', async () => {
    const done = [{ id: 1, status: 'closed' }];
    const project = createProject({
      'GET /rest/v1/tickets': () => rows(open),
      'PATCH /rest/v1/tickets': () => done,
      'DELETE /rest/v1/tickets': () => done,
    });

    const { count, data, note } = await project.call(tool, input);

    expect({ count, data }).toEqual({ count: 1, data: done });
    expect(note).toContain('Done for 1 of the 2 rows that match');
    expect(note).toContain('kept the others as they were: id=2.');
  });
});

test('a change is bounded by max-affected too, and done without where PostgREST is older than that', async () => {
  const sent: string[] = [];
  const project = createProject({
    'GET /rest/v1/tickets': () => rows(open),
    'PATCH /rest/v1/tickets': ({ headers }) => {
      const prefer = headers.get('prefer') ?? '';
      sent.push(prefer);
      if (prefer.includes('max-affected'))
        return refusal(400, { code: 'PGRST122', message: 'Invalid preferences given with handling=strict' });
      return [
        { id: 1, status: 'closed' },
        { id: 2, status: 'closed' },
      ];
    },
  });

  const first = await project.call('update_record', change);
  await project.call('update_record', { ...change, data: { status: 'open' } });

  expect(first).toMatchObject({ count: 2, data: [{ status: 'closed' }, { status: 'closed' }] });
  expect(sent).toHaveLength(3);
  expect(sent[0]).toContain('max-affected=2');
  expect(sent[0]).toContain('handling=strict');
  expect(sent.slice(1).join()).not.toContain('max-affected');
});

test('the person who is asked sees the rows before and after, without secrets in them', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([{ id: 7, title: 'Old title', metadata: { password: 'hunter2-secret' } }]),
  });

  const preview = await project.preview('update_record', {
    table: 'tickets',
    filters: { id: 7 },
    data: { title: 'New title', metadata: {} },
  });

  expect(preview).toContain('id=7: {"title":"Old title"');
  expect(preview).toContain('-> {"title":"New title"');
  expect(preview).not.toContain('hunter2');
  expect(writesOf(project)).toEqual([]);
});

test('a deletion shows what will be gone', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 7, title: 'Old title' }]) });

  const preview = await project.preview('delete_record', { table: 'tickets', filters: { id: 7 } });

  expect(preview).toContain('id=7: {"id":7,"title":"Old title"} -> "deleted"');
});

test('a deletion shows how many rows refer to those', async () => {
  const project = createProject({
    'GET /rest/v1/organizations': () => rows([{ id: 5, name: 'Acme' }]),
    'GET /rest/v1/tickets': () => rows([{ organization_id: 5 }], 12),
  });

  const preview = await project.preview('delete_record', { table: 'organizations', filters: { name: 'Acme' } });

  expect(preview).toContain('tickets.organization_id: (none) -> "12 rows refer to these');
  expect(project.requests.at(-1)?.query.get('organization_id')).toBe('in.("5")');
});

test('a new row is sent as it is and comes back as stored', async () => {
  const project = createProject({ 'POST /rest/v1/tickets': ({ body }) => [{ id: 9, sent: body }] });

  const answer = await project.call('insert_record', {
    table: 'tickets',
    data: { title: 'New' },
    upsert: true,
    on_conflict: 'id',
  });

  const [sent] = writesOf(project);
  expect(answer).toEqual({ data: [{ id: 9, sent: [{ title: 'New' }] }], count: 1 });
  expect(sent?.headers.get('prefer')).toContain('resolution=merge-duplicates');
  expect(sent?.query.get('on_conflict')).toBe('id');
});

test.each([
  [
    409,
    {
      code: '23505',
      message: 'duplicate key value violates unique constraint "tickets_title_key"',
      details: 'Key (title)=(Bo Lee, bo@x.example) already exists.',
    },
    'conflict',
    'a row with this title exists already',
  ],
  [
    409,
    {
      code: '23503',
      message: 'insert or update on table "tickets" violates foreign key constraint "fk"',
      details: 'Key (organization_id)=(7) is not present in table "organizations".',
    },
    'invalid_input',
    'organization_id names no row of organizations',
  ],
  [
    400,
    {
      code: '23502',
      message: 'null value in column "title" of relation "tickets" violates not-null constraint',
      details: 'Failing row contains (1, secret).',
    },
    'invalid_input',
    'title needs a value',
  ],
  [
    403,
    { code: '42501', message: 'new row violates row-level security policy for table "tickets"' },
    'forbidden',
    'row level security of tickets',
  ],
  [401, { code: 'PGRST303', message: 'JWT expired' }, 'unauthenticated', 'the access token has expired'],
])('a refused row says why and what to do: %i %j', async (status, body, code, told) => {
  const project = createProject({ 'POST /rest/v1/tickets': () => refusal(status, body) });

  const error = await project.fail('insert_record', { table: 'tickets', data: { title: 'New' } });

  expect(error).toMatchObject({ code, message: expect.stringContaining(told) });
  expect(JSON.stringify([error.message, error.details])).not.toMatch(/bo@x|secret/);
});

test('of several rows a refusal names those without a value that the database needs', async () => {
  const message = 'null value in column "title" of relation "tickets" violates not-null constraint';
  const project = createProject({ 'POST /rest/v1/tickets': () => refusal(400, { code: '23502', message }) });
  const data = [{ title: 'a' }, { status: 'open' }, { title: 'b' }, { title: null }];

  const error = await project.fail('insert_record', { table: 'tickets', data });

  expect(error.message).toContain('title needs a value');
  expect(error.details.hint).toContain('title of rows 2, 4 must have a value (not null)');
});

test('of more rows than a call may change, parts are advised', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }], 1500) });

  const error = await project.fail('delete_record', { table: 'tickets', filters: { status: 'open' }, max_rows: 1000 });

  expect(error.message).toContain('a call changes 1000 at most, so more of them take several');
});
