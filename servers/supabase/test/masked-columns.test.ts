import { expect, test } from 'vitest';
import { createProject, refusal, rows, url } from './fake-project.ts';

const cleared = { scopes: ['*'], clearance: 'restricted' } as const;

test.each([
  { filters: { salary: { gt: 5000 } } },
  { filters: { or: [{ id: 1 }, { not: { dateOfBirth: '1980-02-03' } }] } },
  { filters: { 'owner.salary': { in: [1, 2] } } },
  { filters: { 'metadata->owner->>ssn': { like: '1%' } } },
  { filters: { metadata: { contains: { bank: [{ iban: 'DE89' }] } } } },
  { filters: { metadata: { eq: '{"iban": "DE89"}' } } },
  { filters: { "metadata->owner->>'ssn'": { like: '1%' } } },
  { filters: { 'date of birth': { gt: '1980-01-01' } } },
  { filters: { 'metadata->>date.of.birth': { like: '19%' } } },
  { filters: { 'owner."bank account"': { like: '1%' } } },
  { select: 'salary,count()' },
  { select: '...owner(iban),amount.sum()' },
  { select: 'id,owner(metadata->salary,count())' },
  { select: 'id,salary::smallint' },
  { select: 'id,owner(metadata->ssn::int)' },
  { order: 'id,salary.desc' },
  { order: 'metadata->>iban' },
  { order: 'organizations(salary).desc' },
  { order: 'date of birth.desc' },
  { order: 'id,date of birth desc nulls last' },
  { order: '"date of birth".asc.nullsfirst' },
])('rows are neither found, cast, sorted nor grouped by what is masked: %j', async (asked) => {
  const project = createProject({});

  const error = await project.fail('query_table', { table: 'tickets', ...asked });

  expect(error).toMatchObject({
    code: 'invalid_input',
    message: expect.stringMatching(/: what is called .* is masked for your role/),
  });
  expect(project.requests).toEqual([]);
});

test('whether there is a masked value may be asked, and by those who see it anything', async () => {
  const replies = { 'GET /rest/v1/tickets': () => rows([{ id: 1 }]) };
  const order = 'salary.desc';
  const filters = { salary: { gt: 5000 } };

  const known = createProject(replies).call('query_table', { table: 'tickets', filters: { salary: null } });
  const seen = createProject(replies, undefined, cleared).call('query_table', { table: 'tickets', filters, order });

  expect((await known).count).toBe(1);
  expect((await seen).count).toBe(1);
});

const byParts = [
  { filters: { 'metadata->>vault': { like: '%t%' } } },
  { filters: { or: [{ id: 1 }, { 'metadata->>vault': { gt: '{"a' } }] } },
  { filters: { 'metadata->vault': { gt: '{"b": 1}' } } },
  { filters: { metadata: { fts: 'tu:*' } } },
  { order: 'metadata' },
  { order: 'id,metadata->vault.desc' },
  { select: 'id,o:tickets(id)', filters: { 'o.metadata->>vault': { ilike: 't%' } } },
  { select: 'id,tickets(id)', order: 'tickets(metadata->>vault)' },
];

test.each(byParts)('JSON that holds what is masked is neither compared by parts nor sorted by: %j', async (asked) => {
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([{ held: { theme: 'dark' } }, { held: [{ password: 'tulip' }] }]),
  });

  const error = await project.fail('query_table', { table: 'tickets', ...asked });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('holds password, which is') });
  expect(error.message).toContain('->>name');
});

test.each([
  ...byParts,
  { filters: { 'metadata->hour': { gt: 5 } } },
  { filters: { metadata: { contains: { theme: 'dark' } } } },
  { filters: { title: { like: 't%' } }, order: 'title' },
])('JSON that holds nothing masked is compared and sorted by: %j', async (asked) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ held: { theme: 'dark' } }]) });

  expect((await project.call('query_table', { table: 'tickets', ...asked })).count).toBe(1);
});

test('what is asked of JSON is looked at in the values that have keys, and not for who sees all', async () => {
  const replies = { 'GET /rest/v1/tickets': () => rows([{ held: { password: 'tulip' } }]) };
  const asked = { table: 'tickets', filters: { 'metadata->>vault': { like: 't%' } } };
  const project = createProject(replies);

  await project.fail('query_table', asked);
  const look = project.requests.find(({ query }) => query.get('select') === 'held:metadata->vault');
  const seen = await createProject(replies, undefined, cleared).call('query_table', asked);

  expect(look?.query.get('metadata->vault')).toBe('gt.true');
  expect(seen.count).toBe(1);
  await expect(project.preview('delete_record', asked)).rejects.toThrow('holds password');
});

test.each([
  { filters: { 'metadata->>vault': { like: '%t%' } } },
  { filters: { metadata: { fts: 'tu' } } },
  { order: 'metadata' },
])('so it is where nobody tells which columns are JSON, and json has no order: %j', async (asked) => {
  const project = createProject({
    'GET /rest/v1/': () => refusal(403, {}),
    'GET /rest/v1/tickets': ({ query }) =>
      'filters' in asked && 'metadata->>vault' in asked.filters && [...query.values()].includes('gt.true')
        ? refusal(404, { code: '42883', message: 'operator does not exist: json > unknown' })
        : rows([{ held: [{ password: 'tulip' }] }]),
  });

  const error = await project.fail('query_table', { table: 'tickets', ...asked });

  expect(error.message).toContain('holds password, which is masked');
});

test('nobody is asked for a write by what is masked, but for those who see it', async () => {
  const change = { table: 'tickets', filters: { 'metadata->>iban': 'DE89' }, data: { title: 'New' } };
  const replies = { 'GET /rest/v1/tickets': () => rows([{ id: 1, title: 'Old' }]) };
  const project = createProject(replies);

  for (const write of [
    project.preview('update_record', change),
    project.preview('delete_record', { table: 'tickets', filters: change.filters }),
    project.preview('subscribe_to_changes', { table: 'tickets', filter: 'salary=gt.5000' }),
    project.call('vector_similarity_search', {
      table: 'tickets',
      query_vector: [1, 0, 0],
      metadata_filters: { ssn: '1' },
    }),
  ]) {
    await expect(write).rejects.toThrow('is masked for your role');
  }
  expect(project.requests).toEqual([]);
  expect(await createProject(replies, undefined, cleared).preview('update_record', change)).toContain('"Old"');
});

test('a function that only reads, or filters, is not asked by what is masked; one that writes stores it', async () => {
  const takes = (name: string) => ({
    parameters: [{ in: 'body', schema: { properties: { [name]: { format: 'jsonb' } } } }],
  });
  const paths = {
    '/rpc/find_staff': { get: { parameters: [] }, post: takes('like') },
    '/rpc/match_staff': { post: takes('filter') },
    '/rpc/hire': { post: takes('person') },
  };
  const project = createProject({
    'GET /rest/v1/': () => ({ info: { version: '14.0' }, definitions: {}, paths }),
    'POST /rest/v1/rpc/hire': () => 7,
  });
  const call = (name: string, args: object) => project.call('call_rpc', { function_name: name, args });

  const refusal = /^args: what is called (?:salary|ssn) is masked for your role/;

  await expect(call('find_staff', { like: { pay: { salary: 5 } } })).rejects.toThrow(refusal);
  await expect(call('match_staff', { filter: '{"ssn":1}' })).rejects.toThrow(refusal);
  expect(await call('hire', { person: { salary: 5 } })).toEqual({ data: 7 });
});

test.each([
  ['salary', 5000, 4000],
  ['metadata', { owner: { ssn: '1' } }, { owner: { ssn: '2' } }],
  ['note', 'paid to DE89370400440532013000', 'paid to DE75512108001245126199'],
  ['metadata', ['DE89370400440532013000'], ['DE75512108001245126199']],
])('a question does not tell which rows have a guess at a masked %s already', async (column, guess, other) => {
  const ask = (...values: unknown[]) => {
    const found = values.map((value, id) => ({ id, [column]: value }));
    const project = createProject({
      'GET /rest/v1/': () => ({
        definitions: { staff: { properties: { id: { description: '<pk/>' }, [column]: {} } } },
      }),
      'GET /rest/v1/staff': () => rows(found),
    });
    const filters = { id: { lt: 9 } };
    const question = project.preview('update_record', { table: 'staff', filters, data: { [column]: guess } });
    return question.then((text) => text.replaceAll(/DE\*\*\*\d+/g, '[masked]'));
  };

  expect(await ask(guess, other)).toBe(await ask(other, guess));
  expect(await ask(guess)).toBe(await ask(other));
});

test('a question does not tell whether there is a row of a masked key', async () => {
  const ask = (found: readonly unknown[]) => {
    const project = createProject({ 'GET /rest/v1/': () => refusal(403, {}), 'GET /rest/v1/staff': () => rows(found) });
    const upsert = { table: 'staff', data: { ssn: '123-45-6789', note: 'new' }, upsert: true, on_conflict: 'ssn' };
    return project.preview('insert_record', upsert);
  };

  expect(await ask([])).toContain('rows added or changed: (none) -> 1');
  expect(await ask([{ ssn: '123-45-6789', note: 'old' }])).toBe(await ask([]));
});

test('a question does not tell whether a row of another table has a masked key', async () => {
  const iban = { format: 'text', description: "<fk table='accounts' column='iban'/>" };
  const project = createProject({
    'GET /rest/v1/': () => ({
      definitions: {
        accounts: { properties: { iban: { format: 'text', description: '<pk/>' } } },
        payouts: { properties: { id: { description: '<pk/>' }, account: iban } },
      },
    }),
    'GET /rest/v1/accounts': () => rows([]),
    'GET /rest/v1/payouts': () => rows([]),
  });
  const data = { id: 1, account: 'GB82WEST12345698765432' };

  const question = await project.preview('insert_record', { table: 'payouts', data });

  expect(question).not.toContain('no row of accounts');
});

test('a row is not named by what is masked', async () => {
  const accounts = { properties: { iban: { format: 'text', description: '<pk/>' }, note: { format: 'text' } } };
  const project = createProject({
    'GET /rest/v1/': () => ({ definitions: { accounts } }),
    'GET /rest/v1/accounts': () => rows([{ iban: 'DE89370400440532013000', note: 'old' }]),
  });

  const question = await project.preview('delete_record', { table: 'accounts', filters: { note: 'old' } });

  expect(question).toContain('row 1: {"iban":"DE***3000","note":"old"} -> "deleted"');
  expect(question).not.toContain('DE89370400440532013000');
});

test('who is asked for a callback is told that it is sent also what is masked', async () => {
  // Like none of the texts of other tests, in which it is masked from now on.
  const secret = 'signs-what-hooks.example.com-gets-9f3b';
  const callbacks = { SUPABASE_CALLBACK_HOSTS: 'hooks.example.com', SUPABASE_CALLBACK_SECRET: secret };
  const project = createProject({}, { SUPABASE_URL: url, SUPABASE_ANON_KEY: 'sb_publishable_test', ...callbacks });
  const asked = { table: 'tickets', callback_url: 'https://hooks.example.com/' };

  expect(await project.preview('subscribe_to_changes', asked)).toContain('"whole rows, also what is masked here"');
});
