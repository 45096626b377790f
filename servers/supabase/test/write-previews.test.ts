import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const open = [
  { id: 1, status: 'open' },
  { id: 2, status: 'open' },
];
const change = { table: 'tickets', filters: { status: 'open' }, data: { status: 'closed' } };

test.each(['update_record', 'delete_record'])(
  'nobody is asked for a %s that more rows match than it may change',
  async (tool) => {
    const project = createProject({ 'GET /rest/v1/tickets': () => rows(open, 230) });
    const { data, ...rest } = change;

    const question = project.preview(tool, { ...(tool === 'update_record' && { data }), ...rest, max_rows: 20 });

    await expect(question).rejects.toThrow('match 230 rows');
  },
);

test('a change shows how many rows match, which have its values already, and which were not found', async () => {
  const found = rows([
    { id: 1, status: 'closed' },
    { id: 2, status: 'open' },
  ]);
  const project = createProject({ 'GET /rest/v1/tickets': () => found.clone() });
  const filters = { id: { in: [1, 2, 99] } };

  const updated = await project.preview('update_record', { ...change, filters });
  const deleted = await project.preview('delete_record', { table: 'tickets', filters });

  expect(updated).toContain(
    'rows that match: (none) -> "2; of which these have the values already: id=1; none of them has id 99"',
  );
  expect(deleted).toContain('rows that match: (none) -> "2; none of them has id 99"');
});

test.each(['update_record', 'delete_record'])(
  '%s tells before a yes what query_table tells of its filters',
  async (tool) => {
    const project = createProject({
      'GET /rest/v1/tickets': ({ query }) =>
        rows(query.get('priority') === 'eq.High' ? [] : [{ id: 1, status: 'closed', priority: 'high' }]),
    });
    const filters = { priority: { in: ['High', 'high', 'urgent'] }, seen_at: { lte: '2026-10-25' } };
    const { data, table } = change;

    const preview = await project.preview(tool, { table, filters, ...(tool === 'update_record' && { data }) });

    expect(preview).toContain('no row that is seen has priority High (there is high)');
    expect(preview).toContain('none of them has priority urgent');
    expect(preview).toContain('up to its end is');
    expect(preview).not.toContain('nothing would change');
  },
);

test('an upsert shows the rows that it would change, and how many it adds', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([{ id: 7, title: 'Old title', metadata: { password: 'hunter2-secret' } }]),
  });

  const preview = await project.preview('insert_record', {
    table: 'tickets',
    data: [
      { id: 7, title: 'New title', metadata: {} },
      { id: 8, title: 'Another', metadata: {} },
    ],
    upsert: true,
  });

  const asked = project.requests.at(-1)?.query;
  expect(asked?.get('id')).toBe('in.("7","8")');
  expect(asked?.get('select')).toBe('id,title,metadata');
  expect(preview).toContain('id=7: {"id":7,"title":"Old title"');
  expect(preview).toContain('-> {"id":7,"title":"New title"');
  expect(preview).toContain('rows added: 0 -> 1');
  expect(preview).toContain(
    'Undo: with delete_record, where row level security allows it; what was there before, with update_record',
  );
  expect(preview).not.toContain('hunter2');
});

test('an upsert tells which rows have its values already', async () => {
  const stored = [
    { id: 7, title: 'Same' },
    { id: 8, title: 'Old' },
  ];
  const project = createProject({ 'GET /rest/v1/tickets': () => rows(stored) });
  const data = stored.map(({ id }) => ({ id, title: 'Same' }));

  const preview = await project.preview('insert_record', { table: 'tickets', data, upsert: true });

  expect(preview).toContain('have the values already: (none) -> "id=7"');
});

test('of an upsert of hundreds of rows all that are there are shown, by few readings', async () => {
  const all = Array.from({ length: 400 }, (_, index) => ({ id: index + 1, title: 'New' }));
  const present = all.slice(0, 150).map((row) => ({ ...row, title: 'Old' }));
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => rows(present.filter(({ id }) => query.get('id')?.includes(`"${id}"`))),
  });

  const preview = await project.preview('insert_record', { table: 'tickets', data: all, upsert: true });

  expect(preview).toContain('rows added: 0 -> 250');
  expect(preview).not.toContain('added or changed');
  expect(project.requests.filter(({ path }) => path === '/rest/v1/tickets')).toHaveLength(4);
});

test('rows with long keys are looked up by addresses that are not too long', async () => {
  const data = Array.from({ length: 40 }, (_, index) => ({ title: `${'ä'.repeat(100)}${index}`, status: 'open' }));
  const project = createProject({});
  const upsert = { table: 'tickets', data, upsert: true, on_conflict: 'title' };

  const preview = await project.preview('insert_record', upsert);

  const asked = project.requests.filter(({ path }) => path === '/rest/v1/tickets').map(({ query }) => query);
  expect(preview).toContain('rows added: 0 -> 40');
  expect(Math.max(...asked.map((query) => String(query).length))).toBeLessThan(8000);
});

test('an upsert whose rows leave out other columns than each other resets none of them', async () => {
  const data = [
    { id: 7, title: 'New title' },
    { id: 8, title: 'Another', metadata: {} },
  ];
  const upsert = createProject({}).preview('insert_record', { table: 'tickets', data, upsert: true });

  await expect(upsert).rejects.toThrow('what they leave out (metadata) is set to its default');
});

test('a subscription with a filter says that it gets deletions of any row', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => [] });
  const previewOf = (more: object) => project.preview('subscribe_to_changes', { table: 'tickets', ...more });

  const filtered = await previewOf({ filter: 'title=eq.open' });
  expect(filtered).toContain('note: (none) -> "No row fits this filter yet."');
  expect(filtered).toContain('deletions: (none) -> "of any row');
  expect(await previewOf({})).not.toMatch(/deletions|note/);
  expect(await previewOf({})).toContain('(subscribe_to_changes): this reads from Supabase.');
  expect(await previewOf({ filter: 'title=eq.open', events: ['INSERT'] })).not.toContain('deletions');
});

test('many new rows are counted and shown one by one', async () => {
  const data = Array.from({ length: 60 }, (_, index) => ({ title: `Ticket ${index + 1}` }));

  const preview = await createProject({}).preview('insert_record', { table: 'tickets', data });

  expect(preview).toContain('rows added: 0 -> 60');
  expect(preview).toContain('Undo: with delete_record, where row level security allows it.');
  expect(preview).toContain('row 57: (none) -> {"title":"Ticket 57"}');
});

test('the columns that an upsert goes by may stand apart', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([]),
    'POST /rest/v1/tickets': () => [{ id: 9 }],
  });
  const data = { title: 'New', status: 'open' };

  await project.call('insert_record', { table: 'tickets', data, upsert: true, on_conflict: 'title, status' });

  const [sent] = project.requests.filter(({ method }) => method === 'POST');
  expect(sent?.query.get('on_conflict')).toBe('title,status');
  expect(project.requests.find(({ query }) => query.has('or'))?.query.get('or')).toBe(
    '(and(title.eq.New,status.eq.open))',
  );
});

test('a person is shown which tables wake an agent, by which filters, and whether any row fits', async () => {
  const project = createProject({
    'GET /rest/v1/agent_workflows': () => [],
    'GET /rest/v1/support_tickets': () => [],
    'GET /rest/v1/system_alerts': () => [{ id: 1 }],
  });
  const presets = ['support_tickets', 'system_alerts'];

  const question = await project.preview('setup_agent_subscriptions', { agent_id: 'a-1', presets });

  expect(question).toContain(
    'support_tickets: (none) -> {"watches":"support_tickets","filter":"assigned_agent_id=eq.a-1"',
  );
  expect(question).toContain('without asking again","note":"No row fits this filter yet."');
  expect(question).toContain('"filter":"severity=eq.high","triggers":["system_alert"],"each trigger"');
});

test.each([
  ['unsubscribe', { subscription_id: 'nonsense' }, 'no such subscription'],
  ['insert_record', { table: 'tickets', data: { titel: 'x' } }, 'there is title'],
  ['update_record', { table: 'tickets', filters: { id: 1 }, data: { Title: 'x' } }, 'there is title'],
  ['call_edge_function', { function_name: 'tidy', headers: { Authorization: 'x' } }, 'not sent: authorization'],
  ['subscribe_to_changes', { table: 'tickets', filter: 'status = open' }, 'column=operator.value'],
  ['subscribe_to_changes', { table: 'tickets', callback_url: 'https://a.example/' }, 'No callbacks are allowed here'],
  ['subscribe_to_changes', { table: 'tickets', filter: 'status=eq.open&priority=eq.high' }, 'takes one condition'],
  ['subscribe_to_changes', { table: 'nope' }, 'No table nope'],
  ['subscribe_to_changes', { table: 'ticket' }, 'there is tickets'],
  ['setup_agent_subscriptions', { agent_id: 'a-1' }, 'no table agent_workflows'],
  ['insert_record', { table: 'tickets', data: { status: 'opn' } }, 'data.status takes open, closed'],
  [
    'insert_record',
    { table: 'tickets', data: { organization_id: 'Acme' } },
    'data.organization_id takes a whole number',
  ],
  [
    'update_record',
    { table: 'tickets', filters: { id: 'x' }, data: { title: 'x' } },
    'filters.id: takes a whole number',
  ],
  ['update_record', { table: 'tickets', filters: { id: 1 }, data: {} }, 'data: names no column'],
  [
    'upload_file',
    { bucket: 'files', path: 'März.txt', file_data: '', content_type: 'text/plain' },
    'takes no ä in a path',
  ],
  ['insert_record', { table: 'nope', data: { id: 1 } }, 'a partition is read through its table'],
  ['call_rpc', { function_name: 'close_all' }, 'No function close_all'],
  [
    'upload_file',
    { bucket: 'files', path: 'a.txt', file_data: 'Hello world', content_type: 'text/plain' },
    'character 6 is not of base64',
  ],
])('nobody is asked for a %s with a wrong name: %j', async (tool, input, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows(open) });

  const question = project.preview(tool, input);

  await expect(question).rejects.toThrow(told);
});

test('JSON that is given as a text is shown as the text that it would be', async () => {
  const ask = (metadata: unknown) =>
    createProject({}).preview('insert_record', { table: 'tickets', data: { title: 'x', metadata } });

  expect(await ask('{"score": 99}')).toContain('stored as a text: (none) -> "metadata: given without quotes');
  expect(await ask('[1]')).toContain('stored as a text');
  expect(await ask({ score: 99 })).not.toContain('stored as a text');
  expect(await ask('{score')).not.toContain('stored as a text');
});

test('a filter of changes by a column that the table lacks is told with the near one', async () => {
  const message = 'column tickets.titl does not exist';
  const project = createProject({ 'GET /rest/v1/tickets': () => refusal(400, { code: '42703', message }) });

  const question = project.preview('subscribe_to_changes', { table: 'tickets', filter: 'titl=eq.x' });

  await expect(question).rejects.toThrow('filter.titl: tickets has no such column; there is title');
});
