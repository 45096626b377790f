import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

test.each([
  ['title DESC', 'title.desc,id'],
  ['title desc nulls last, status', 'title.desc.nullslast,status,id'],
  ['title.descending, status ascending', 'title.desc,status.asc,id'],
  ['title.asc.nullsfirst', 'title.asc.nullsfirst,id'],
])('order %s goes as %s', async (order, expected) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  await project.call('query_table', { table: 'tickets', order });

  expect(project.requests.at(-1)?.query.get('order')).toBe(expected);
});

test.each([
  [{ title: { ilike: 'late' } }, 'id', [], 'like and ilike compare the whole text'],
  [{ title: { ilike: 'late' } }, 'id', [{ id: 1 }], undefined],
  [{ 'organizations.name': 'Acme' }, 'id,organizations(name)', [{ id: 1 }], 'write organizations!inner(...)'],
  [{ 'owner.name': 'Acme' }, 'id,owner:organizations(name)', [{ id: 1 }], 'write owner:organizations!inner(...)'],
  [
    { 'owner.name': 'Acme' },
    'id,owner:organizations!owner_id!left(name)',
    [{ id: 1 }],
    'write owner:organizations!owner_id!inner(...)',
  ],
  [{ 'organizations.name': 'Acme' }, 'id,organizations!inner(name)', [{ id: 1 }], undefined],
  [
    { 'organizations.name': 'Acme', organizations: { is: 'not_null' } },
    'id,organizations(name)',
    [{ id: 1 }],
    undefined,
  ],
  [{ status: { neq: 'open' } }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ status: { not: { eq: 'open' } } }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ title: { neq: 'x' } }, 'id', [{ id: 1 }], undefined],
  [{ status: { neq: null } }, 'id', [{ id: 1 }], undefined],
  [{ status: { isdistinct: 'open' } }, 'id', [{ id: 1 }], undefined],
  [{ status: { not: { in: ['open'] } } }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ not: { status: 'open' } }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ not: { status: { neq: 'open' } } }, 'id', [{ id: 1 }], undefined],
  [{ or: [{ status: { neq: 'open' } }, { status: null }] }, 'id', [{ id: 1 }], undefined],
  [{ or: [{ status: { neq: 'open' } }, { title: 'x' }] }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ status: { neq: 'open', not: { is: null } } }, 'id', [{ id: 1 }], undefined],
  [{ and: [{ status: { neq: 'open' } }, { status: { neq: null } }] }, 'id', [{ id: 1 }], undefined],
  [{ priority: { neq: 'low', in: ['low', 'high'] } }, 'id', [{ id: 1 }], undefined],
  [{ not: { or: [{ order: 7 }, { not: { order: { gt: 5 } } }] } }, 'id', [{ id: 1 }], undefined],
  [{ or: [{ status: { neq: 'open' } }, { status: { isdistinct: 'open' } }] }, 'id', [{ id: 1 }], undefined],
  [{ not: { status: 'open', title: 'x' } }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ not: { or: [{ status: 'open' }, { title: 'x' }] } }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ or: [{ status: { neq: 'open' } }, { status: 'closed' }] }, 'id', [{ id: 1 }], 'Rows without status are left out'],
  [{ 'metadata->>form': { neq: 'a' } }, 'id', [{ id: 1 }], 'Rows without metadata->>form are left out'],
  [{ 'metadata->form': { neq: 'a' } }, 'id', [{ id: 1 }], '{"metadata->form": null} beside it in or keeps them'],
  [{ 'metadata->score': { not: { gte: 65 } } }, 'id', [{ id: 1 }], 'Rows without metadata->score are left out'],
  [
    { 'owner.name': { neq: 'Acme' } },
    'id,owner:organizations!inner(name)',
    [{ id: 1 }],
    'Rows without owner.name are left out; {"name": null} beside it in owner.or keeps them.',
  ],
  [
    { 'organizations.or': [{ name: { neq: 'Acme' } }, { id: 7 }] },
    'id,organizations!inner(name)',
    [{ id: 1 }],
    'Rows without organizations.name are left out',
  ],
  [
    { 'organizations.or': [{ name: { neq: 'Acme' } }, { name: null }] },
    'id,organizations!inner(name)',
    [{ id: 1 }],
    undefined,
  ],
  [{ 'organizations.id': { neq: 7 } }, 'id,organizations!inner(name)', [{ id: 1 }], undefined],
  [{ 'unknown.name': { neq: 'x' } }, 'id,unknown!inner(name)', [{ id: 1 }], undefined],
  [{ tags: { contains: [] } }, 'id', [{ id: 1 }], 'Every tags contains []; an empty one is {"tags": {"eq": "{}"}}.'],
  [{ metadata: { contains: {} } }, 'id', [{ id: 1 }], 'an empty one is {"metadata": {"eq": "{}"}}.'],
  [{ metadata: { contains: [] } }, 'id', [{ id: 1 }], 'an empty one is {"metadata": {"eq": "[]"}}.'],
  [{ title: { like: '%*%' } }, 'id', [{ id: 1 }], 'a star is {"title": {"match": "\\\\*"}}.'],
  [{ title: { ilike: '*word*' } }, 'id', [{ id: 1 }], undefined],
  [{ 'metadata->digest->>hour': { gt: '9' } }, 'id', [{ id: 1 }], 'metadata->digest->hour compares numbers.'],
  [{ 'metadata->>day': { gt: '2026-01-01' } }, 'id', [{ id: 1 }], undefined],
  [{ 'metadata->>hour': '9' }, 'id', [{ id: 1 }], undefined],
  [
    { 'links.organizations.name': 'Acme' },
    'id,links(organizations(name))',
    [{ id: 1 }],
    'write links!inner(organizations!inner(...))',
  ],
  [
    { 'links.organizations.name': 'Acme' },
    'id,links!inner(organizations(name))',
    [{ id: 1 }],
    'Filters on links.organizations choose',
  ],
  [{ 'links.organizations.name': 'Acme' }, 'id,links!inner(organizations!inner(name))', [{ id: 1 }], undefined],
  [{ seen_at: '2024-02-29' }, 'id', [], '{"gte": "2024-02-29", "lt": "2024-03-01"}'],
  [
    { seen_at: { gte: '2024-01-01', lte: '2024-12-31' } },
    'id',
    [],
    '2024-12-31 its midnight; up to its end is {"lt": "2025-01-01"}.',
  ],
  [{ seen_at: { gt: '2024-12-31' } }, 'id', [], 'after it is {"gte": "2025-01-01"}.'],
  [{ seen_at: { gte: '2024-01-01', lt: '2025-01-01' } }, 'id', [{ id: 1 }], undefined],
])('filters %j on %s that do less than they seem to are told with the answer', async (filters, select, found, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows(found) });

  const { note } = await project.call('query_table', { table: 'tickets', select, filters });

  if (told === undefined) expect(note).toBeUndefined();
  else expect(note.split(told)).toHaveLength(2);
});

test.each([
  ['status.desc', [{ status: null }], 'status.desc.nullslast puts them last'],
  ['status.desc', [{ status: 'open' }], undefined],
  ['metadata->>score.desc', [{ id: 1 }], 'metadata->score sorts numbers'],
  ['metadata->score.desc', [{ id: 1 }], undefined],
])('what order %s does with %j is told with the answer', async (order, found, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows(found) });

  const { note } = await project.call('query_table', { table: 'tickets', order });

  expect(note ?? '').toContain(told ?? '');
  if (told === undefined) expect(note).toBeUndefined();
});

test.each([
  ['-seen_at', 'write seen_at.desc'],
  ['title, + seen_at', 'write seen_at.asc'],
  ['id.sideways', '"id.sideways" is no column; write created_at.desc'],
  ['links.nullsfirst.desc', 'write created_at.desc or name.asc.nullslast'],
])('order %s is told as it is written here', async (order, told) => {
  const error = await createProject({}).fail('query_table', { table: 'tickets', order });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(told) });
});

test.each([
  [{ 'metadata->>score': { gte: 70 } }, 'metadata->score compares numbers'],
  [{ title: { gt: 9 } }, 'write the value as a text'],
  [{ title: { between: [1, 2] } }, 'of times {"gte": first day, "lt": day after the last}'],
])('filters %j, which would compare otherwise than they read, are refused', async (filters, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  expect((await project.fail('query_table', { table: 'tickets', filters })).message).toContain(told);
});

test.each([
  [{ 'links.limit': 2 }, 'links."limit"', 'eq.2'],
  [{ 'links.and': 'x' }, 'links."and"', 'eq.x'],
  [{ title: { in: [''] } }, 'title', 'eq.'],
])('filters %j ask for a column, and for an empty text', async (filters, name, value) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  await project.call('query_table', { table: 'tickets', select: 'id,links(id)', filters });

  expect(project.requests.at(-1)?.query.get(name)).toBe(value);
});

test.each([
  ['COUNT(*)', "leave it out; how many rows match is the answer's count"],
  ['id, sum(order)', 'a sum is amount.sum()'],
  ['id,organizations.name', 'organizations(name)'],
  ['id as number', 'before a colon: ticket:id'],
  ['distinct status', 'no distinct values'],
  ["id,metadata->>'plan'", 'stands without quotes'],
  ['SELECT id FROM tickets', 'the columns alone'],
  ['id,owner!inner:organizations(name)', 'owner:organizations!inner(name)'],
  ['id,links(id).order(id).limit(1)', 'query their own table'],
  ['id,links(organizations(id).limit(1))', 'query their own table'],
  ['id,links(organizations.name)', 'organizations(name)'],
])('select %s is told as PostgREST has it', async (select, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  const error = await project.fail('query_table', { table: 'tickets', select });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(told) });
  expect(project.requests.map(({ path }) => path)).not.toContain('/rest/v1/tickets');
});

test.each(['status,count()', 'status,count()::text', 'n:id.count()', '...organizations(id.sum())', 'count'])(
  'sums and counts, %s, are asked for without the key that they have none of',
  async (select) => {
    const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ status: 'open', count: 4 }], 9) });

    const page = await project.call('query_table', { table: 'tickets', select });

    expect(project.requests.at(-1)?.query.has('order')).toBe(false);
    expect(page.next_cursor).toBeUndefined();
  },
);

test('sums that the project has switched off are told as such, whatever they are sorted by', async () => {
  const refused = { code: 'PGRST123', message: 'Use of aggregate functions is not allowed' };
  const project = createProject({ 'GET /rest/v1/tickets': () => refusal(400, refused) });

  const input = { table: 'tickets', select: 'status,n:count()', order: 'n.desc' };

  expect((await project.fail('query_table', input)).message).toContain("take the answer's count");
});

test('an estimated count is called so', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) });

  expect((await project.call('query_table', { table: 'tickets', count: 'planned' })).note).toContain('an estimate');
  expect((await project.call('query_table', { table: 'tickets' })).note).toBeUndefined();
});

test('a computed column, which no description has, is read, compared and sorted by', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ full_title: 'A' }]) });

  const { data } = await project.call('query_table', {
    table: 'tickets',
    select: 'full_title',
    filters: { full_title: 'A' },
    order: 'full_title.desc',
  });

  expect(data).toEqual([{ full_title: 'A' }]);
});

test.each([
  [{ priority: 'High' }, 'no row that is seen has priority High (there is high)'],
  [{ priority: { in: ['high', 'urgent'] } }, 'no row that is seen has priority urgent (there is high, low).'],
  [{ priority: 'high' }, undefined],
  [{ title: 'High' }, undefined],
  [{ metadata: { contains: { plann: 'pro' } } }, 'no row that is seen has the key plann in metadata'],
  [{ 'metadata->>plann': { ilike: '%pro%' } }, 'no row that is seen has the key plann in metadata'],
  [{ 'metadata->plan->>nam': 'pro' }, 'no row that is seen has the key nam in metadata->plan'],
  [{ metadata: { contains: { plan: 'none' } } }, undefined],
])('a word or key in filters %j that no row has, where there are few, is told', async (filters, told) => {
  const found = [{ id: 1, priority: 'high' }];
  const ask = (priority: string | null) =>
    /^(?:eq\.|ilike\.|in\..*)\(?high/i.test(priority ?? '') && priority !== 'eq.High';
  const isAny = (priority: string | null) => priority === 'not.is.null';
  const every = [{ priority: 'low' }, ...found, { priority: 'low' }];
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => {
      if (isAny(query.get('priority'))) return rows(every);
      return rows(ask(query.get('priority')) || query.has('metadata->plan') ? found : []);
    },
  });

  const { note } = await project.call('query_table', { table: 'tickets', filters });

  if (told === undefined) expect(note ?? '').not.toContain('no row that is seen');
  else expect(note).toContain(told);
});
