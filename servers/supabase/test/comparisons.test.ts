import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

test.each([
  [{ 'metadata->plan': 'pro' }, 'metadata->plan', 'eq."pro"'],
  [{ 'metadata->plan': { in: ['pro', 3] } }, 'metadata->plan', 'in.("\\"pro\\"","3")'],
  [{ 'metadata->plan': { neq: '"pro"' } }, 'metadata->plan', 'neq."pro"'],
  [{ 'metadata->seats': { gt: 5 } }, 'metadata->seats', 'gt.5'],
  [{ 'metadata->seats': { is: null } }, 'metadata->seats', 'is.null'],
  [{ or: [{ 'metadata->plan': 'pro' }, { id: 1 }] }, 'or', '(metadata->plan.eq."\\"pro\\"",id.eq.1)'],
  [{ metadata: { contains: 'vip' } }, 'metadata', 'cs."vip"'],
  [{ metadata: { contains: '["vip"]' } }, 'metadata', 'cs.["vip"]'],
  [{ tags: { contains: '[P1]' } }, 'tags', 'cs.{"[P1]"}'],
  [{ notes: { contains: [{ by: 'Ann' }] } }, 'notes', 'cs.{"{\\"by\\":\\"Ann\\"}"}'],
])('filters %j compare JSON and lists: %s=%s', async (filters, name, value) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) });

  await project.call('query_table', { table: 'tickets', filters });

  expect(project.requests.at(-1)?.query.get(name)).toBe(value);
});

test.each([
  [{ 'metadata->plan': { ilike: 'p%' } }, 'is JSON; its texts are metadata->>plan'],
  [{ metadata: { score: { gte: 90 } } }, 'a key in JSON is written metadata->score,'],
  [{ 'metadata.score': { gte: 90 } }, 'is a path into JSON, which is written metadata->score'],
  [{ metadata: { ilike: '%pro%' } }, 'is JSON; its texts are metadata->>key'],
  [{ 'metadata->>tags': { contains: ['a'] } }, 'is a text; metadata->tags is compared as JSON'],
  [{ 'title->>plan': 'pro' }, 'is a path into title, which is of type text and has no keys'],
  [{ id: { ilike: '1%' } }, 'is of type bigint, no text'],
  [{ id: { contains: 1 } }, 'is of type bigint, no list'],
  [{ id: { lt: 'parent_id' } }, 'is compared with values, not with another column'],
  [{ status: { wfts: 'open' } }, 'is of type public.ticket_status, no text'],
  [{ title: { is: true } }, 'is of type text, no boolean'],
  [{ stay: { overlaps: ['2026-01-15', '2026-02-01'] } }, 'is of type daterange; write a range as a text'],
  [{ tags: { contains: '["api"]' } }, 'takes a list, [...] without quotes'],
  [{ tags: { overlaps: ' ["api", "web"] ' } }, 'takes a list, [...] without quotes'],
  [{ not: { tags: { contained: '[]' } } }, 'takes a list, [...] without quotes'],
  [{ summary_embedding: { contains: '[0.1, 0.2]' } }, 'takes a list, [...] without quotes'],
  [{ summary_embedding: { contains: ['much'] } }, 'is a list, of which each takes a number'],
  [{ status: { 'not.in': ['open'] } }, 'write {"not": {"in": ...}}'],
  [{ title: { 'wfts(english)': 'late' } }, '{"wfts": {"query": "...", "config": "english"}}'],
  [{ title: { wfts: { query: 'late', type: 'plain' } } }, 'takes words, or {"query": "words", "config": "english"}'],
  [
    { metadata: { plan: 'pro' } },
    'a key in JSON is written metadata->>plan, a column of an embedded table metadata.plan',
  ],
  [{ title: { in: ['a', null] } }, 'null is asked for beside it, by or'],
  [{ or: [{ 'links.or': [{ name: 'a' }] }, { id: 1 }] }, "links: is of an embedded table; such a filter can't stand"],
  [{ tags: [] }, 'is a list; write {"eq": "{}"} for an empty one, or of JSON {"eq": "[]"}'],
  [{ status: { neq: ['open'] } }, 'none of several is {"not": {"in": [...]}}'],
  [{ status: { eq: ['open'] } }, 'one of several is {"in": [...]}'],
  [{ tags: { eq: [] } }, 'an empty list is "{}", or of JSON "[]"'],
  [{ metadata: { neq: { plan: 'pro' } } }, 'an object in JSON is {"contains": {...}}'],
  [{ title: { like: ['a%', 'b%'] } }, 'several are asked for by "or"'],
  [{ id: { gt: null } }, 'takes one value; what is null is found by {"is": null}'],
  [
    { tags: { gt: ['a'] } },
    'takes one value; a list is asked for by {"contains": [...]}, one of several by {"in": [...]}',
  ],
  [{ metadata: { lt: { a: 1 } } }, 'an object in JSON is {"contains": {...}}'],
  [{ seen_at: { gte: '2026-02-30' } }, 'filters.seen_at: names 2026-02-30, a day that there is not'],
  [{ metadata: {} }, 'has no operator; an empty object is {"eq": "{}"}'],
  [{ $or: [{ id: 1 }] }, 'filters.$or: is a list; write "or"'],
])('filters %j are told as they are written here', async (filters, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  const error = await project.fail('query_table', { table: 'tickets', filters });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(told) });
  expect(project.requests.map(({ path }) => path)).not.toContain('/rest/v1/tickets');
});

test('a very long name of a column is asked for, and a value that is nearly a number refused, at once', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });
  const filters = { 'unit.price': `${'1'.repeat(150_000)}x` };

  expect((await project.call('query_table', { table: 'tickets', filters: { ['a'.repeat(150_000)]: 1 } })).count).toBe(
    0,
  );
  expect((await project.fail('query_table', { table: 'tickets', filters })).message).toContain('takes a number');
});

test.each([
  [{ 'metadata->>rank': { lte: 'low' } }, 'metadata->>rank is compared as a text, letter by letter'],
  [{ priority: { gt: 'low' } }, 'priority is compared as a text, letter by letter: "high" is less than "low"'],
  [{ priority: { gt: '2026-01-01' } }, undefined],
  [{ seen_at: { gte: '2026-11-01T10:00' } }, '2026-11-01T10:00 has no offset, so it is taken for UTC'],
  [{ seen_at: { gte: '2026-11-01T10:00Z' } }, undefined],
])('filters %j that compare otherwise than they seem to are noted', async (filters, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) });

  const { note } = await project.call('query_table', { table: 'tickets', filters });

  if (told === undefined) expect(note).toBeUndefined();
  else expect(note).toContain(told);
});

test('two comparisons of a column with the same fault are told once', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });
  const filters = { 'metadata->>n': { gte: 5, lt: 9 } };

  const { details } = await project.fail('query_table', { table: 'tickets', filters });

  expect(details.fields).toMatchObject([{ path: 'filters.metadata->>n' }]);
});

test('a time that the database refuses is told with its column', async () => {
  const message = 'date/time field value out of range: "23.11.2026"';
  const project = createProject({ 'GET /rest/v1/tickets': () => refusal(400, { code: '22008', message }) });
  const filters = { seen_at: { gte: '23.11.2026' }, 'due on': { lt: '2026-11-30' } };

  const error = await project.fail('query_table', { table: 'tickets', filters });

  expect(error.details.fields).toMatchObject([{ path: 'filters.seen_at' }]);
});

test('filters of an embedded table are joined by or, and told as others of it', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) });
  const filters = { 'links.or': [{ title: 'a,b' }, { tags: { contains: ['x'] }, id: 1 }] };

  const { note } = await project.call('query_table', { table: 'tickets', select: 'id,links(title)', filters });

  expect(project.requests.at(-1)?.query.get('links.or')).toBe('(title.eq."a,b",and(tags.cs."{\\"x\\"}",id.eq.1))');
  expect(note).toContain('write links!inner(...)');
});

test('a regular expression that is none is told as one', async () => {
  const message = 'invalid regular expression: parentheses () not balanced';
  const project = createProject({ 'GET /rest/v1/tickets': () => refusal(400, { code: '2201B', message }) });

  const error = await project.fail('query_table', { table: 'tickets', filters: { title: { match: '(a' } } });

  expect(error.message).toContain('match takes a regular expression');
});

test('a search by words that the database has no configuration for is told with one that it has', async () => {
  const message = 'text search configuration "klingon" does not exist';
  const project = createProject({ 'GET /rest/v1/tickets': () => refusal(400, { code: '42704', message }) });

  const filters = { title: { wfts: { query: 'late', config: 'klingon' } } };
  const error = await project.fail('query_table', { table: 'tickets', filters });

  expect(error.message).toContain('english and simple are in all');
});

test('a table within itself is told from what its rows refer to', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) });
  const noteOf = async (select: string) => (await project.call('query_table', { table: 'tickets', select })).note;

  expect(await noteOf('id,parent:tickets!parent_id(id)')).toContain('what it refers to is parent_id(...)');
  expect(await noteOf('id,parent:parent_id(id)')).toBeUndefined();
});

test.each([
  [
    { 'metadata->seats': null },
    'value of metadata->seats, and none of metadata->>seats: ask by {"metadata->>seats": null}.',
  ],
  [{ 'metadata->rooms->0': { neq: null } }, 'ask by {"metadata->rooms->>0": null}.'],
  [{ 'metadata->>seats': null }, undefined],
  [{ 'metadata->seats': 'null' }, undefined],
  [{ metadata: null }, undefined],
])('that a null in JSON is not found by filters %j is told', async (filters, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) });

  const { note } = await project.call('query_table', { table: 'tickets', filters });

  if (told === undefined) expect(note ?? '').not.toContain('A null that is written in JSON');
  else expect(note).toContain(told);
});

test.each([
  [{ code: 'null' }, '"null" is a text; rows without code are {"code": null}.'],
  [{ code: { neq: 'NULL' } }, 'rows without code are {"code": null}.'],
  [{ code: { in: ['a', 'null'] } }, 'rows without code are {"code": null}.'],
  [{ code: null }, undefined],
])('the word null in filters %j is told to be a text', async (filters, told) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) });

  const { note } = await project.call('query_table', { table: 'tickets', filters });

  if (told === undefined) expect(note ?? '').not.toContain('is a text');
  else expect(note).toContain(told);
});

test.each([
  [{ 'tickets.seen_at': { lte: '2026-10-25' } }, 'up to its end is {"lt": "2026-10-26"}'],
  [{ 'tickets.title': 'null' }, 'rows without tickets.title are {"tickets.title": null}'],
  [{ 'tickets.priority': { gte: 'low' } }, 'tickets.priority is compared as a text, letter by letter'],
  [{ or: [{ id: 1, name: 'a' }] }, 'All of one object in or must hold; where either shall, write one for each'],
])('what is to be known of %j is told, of a table that is embedded as of its own', async (filters, told) => {
  const project = createProject({ 'GET /rest/v1/organizations': () => rows([{ id: 1 }]) });
  const select = 'id,tickets!inner(id)';

  const { note } = await project.call('query_table', { table: 'organizations', select, filters });

  expect(note).toContain(told);
});

test('a word in other letters is told of any text, and of one that there is not nothing', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => rows(query.get('title') === 'ilike.Late' ? [{ title: 'late' }] : []),
  });
  const note = async (title: unknown) =>
    (await project.call('query_table', { table: 'tickets', filters: { title } })).note ?? '';

  expect(await note('Late')).toContain('no row that is seen has title Late (there is late)');
  expect(await note({ in: ['x', 'Late'] })).toContain('(there is late)');
  expect(await note('Lost')).not.toContain('no row');
});
