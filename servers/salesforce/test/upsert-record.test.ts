import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { base } from './org-client.ts';
import { openServer, sentWrites } from './server-client.ts';

type Server = ReturnType<typeof openServer>;

const kestrel = { object_type: 'Account', external_id_field: 'external_id__c', fields: { Name: 'Kestrel Marine' } };

const countOf = async ({ call }: Server) => {
  const query = { object_type: 'Account', fields: ['Id'], conditions: "Name LIKE 'Kestrel%'" };
  return (await call('query_records', query)).value.total_size;
};

/** The org tells something else of accounts, the next time that it is asked. */
const describeOtherwise = async ({ simulator }: Server, before: RegExp, after: string) => {
  const headers = { authorization: `Bearer ${simulator.demoToken}` };
  const described = await simulator.fetch(`${base}/services/data/v68.0/sobjects/Account/describe`, { headers });
  const body: unknown = JSON.parse((await described.text()).replace(before, after));
  simulator.inject({ fault: { kind: 'status', status: 200, body }, match: { path: /describe/ } });
};

test('the same upsert twice makes one record, and the second time says what it would change', async () => {
  const server = openServer();
  const input = { ...kestrel, external_id: 'ERP-90017' };

  const first = await server.call('upsert_record', { ...input, fields: { Name: 'Kestrel' } });
  const second = await server.call('upsert_record', input);

  expect([first.value.created, second.value.created]).toEqual([true, false]);
  expect(second.value.id).toBe(first.value.id);
  expect(second.question).toContain('Name: "Kestrel" -> "Kestrel Marine"');
  expect(await countOf(server)).toBe(1);
});

test('nobody is asked for an upsert of a new record without what it must have', async () => {
  const server = openServer();
  const input = { ...kestrel, external_id: 'ERP-90018', fields: { Industry: 'Energy' } };

  const { error, question } = await server.call('upsert_record', input);

  expect(question).toBeUndefined();
  expect(error?.message).toContain('fields.Name: is required');
  expect(sentWrites(server)).toEqual([]);
});

test('an external id that several records have is refused with all of them before anybody is asked', async () => {
  const server = openServer();
  await describeOtherwise(server, /"unique":true/g, '"unique":false');
  const [one, two, other] = [...recordsOf(server.simulator.state, 'Account').values()];
  for (const account of [one, two]) Object.assign(account ?? {}, { External_Id__c: 'ERP-7' });
  Object.assign(other ?? {}, { External_Id__c: 'erp-7' });

  const { error, question } = await server.call('upsert_record', { ...kestrel, external_id: 'ERP-7' });

  expect(question).toBeUndefined();
  expect(error?.code).toBe('conflict');
  expect(error?.message).toContain(`Several records have this External_Id__c: Account ${one?.Id}, ${two?.Id};`);
  expect(sentWrites(server)).toEqual([]);
});

test('a value that another record has in a unique field is refused before anybody is asked, but not the own one', async () => {
  const server = openServer();
  const [one, two] = [...recordsOf(server.simulator.state, 'Account').values()];
  const fields = { Name: 'Kestrel', External_Id__c: String(one?.External_Id__c).toLowerCase() };

  const created = await server.call('create_record', { object_type: 'Account', fields });
  const changed = await server.call('update_record', { object_type: 'Account', record_id: two?.Id, fields });
  const own = await server.call('update_record', { object_type: 'Account', record_id: one?.Id, fields });

  for (const { error, question } of [created, changed]) {
    expect(question).toBeUndefined();
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining(`that of Account ${one?.Id}`) });
  }
  expect(own.error).toBeUndefined();
});

test('an upsert by a field that is no external id names those that are', async () => {
  const server = openServer();
  const input = { object_type: 'Account', external_id_field: 'Name', external_id: 'x', fields: { Industry: 'Energy' } };

  const { error } = await server.call('upsert_record', input);

  expect(error?.message).toContain('it has External_Id__c');
  expect(sentWrites(server)).toEqual([]);
});

test('an external id that is masked for the caller is refused: who has it would be told', async () => {
  const limited = openServer();
  const cleared = openServer({ role: { scopes: ['*'], clearance: 'restricted' } });
  for (const { simulator } of [limited, cleared])
    for (const definition of recordsOf(simulator.state, 'FieldDefinition').values())
      if (definition.DurableId === 'Account.External_Id__c') definition.SecurityClassification = 'Restricted';

  const { error, question } = await limited.call('upsert_record', { ...kestrel, external_id: 'ERP-90017' });
  const seen = await cleared.call('upsert_record', { ...kestrel, external_id: 'ERP-90017' });

  expect(error?.message).toContain('external_id_field: is masked for your role');
  expect(question).toBeUndefined();
  expect(sentWrites(limited)).toEqual([]);
  expect(seen.value.created).toBe(true);
});

test.each([
  "ERP 9/1 'x'",
  '../../Contact',
  '.',
  'a%2Fb?q=1#top&x=y',
  'back\\slash',
  'Ünïcode 東京 🚢',
  'mail@kestrel.inc',
  '{"a":1}',
  '@{refAccount.id}',
])('an external id may be %j: it makes one record, and finds it again', async (external_id) => {
  const server = openServer();

  const first = await server.call('upsert_record', { ...kestrel, external_id });
  const second = await server.call('upsert_record', { ...kestrel, external_id });

  expect([first.value?.created, second.value?.created]).toEqual([true, false]);
  expect(second.value.id).toBe(first.value.id);
  const read = { object_type: 'Account', record_id: first.value.id, fields: ['External_Id__c'] };
  expect((await server.call('get_record', read)).value.record.External_Id__c).toBe(external_id);
});

test.each([
  [{ external_id: 'x'.repeat(200) }, 'external_id', 'longer than'],
  [{ external_id: 'x', fields: { External_ID__c: 'y' } }, 'fields.External_ID__c', 'leave it out'],
])('an external id that the field cannot have is refused before anything is sent: %#', async (change, path, told) => {
  const server = openServer();

  const { error } = await server.call('upsert_record', { ...kestrel, ...change });

  expect(error?.code).toBe('invalid_input');
  expect(error?.details.fields?.[0]).toMatchObject({ path, problem: expect.stringContaining(told) });
  expect(sentWrites(server)).toEqual([]);
});

test('an external id that is a number is looked up and sent as one', async () => {
  const server = openServer();
  await describeOtherwise(server, /"type":"string"(?=,"unique":true)/, '"type":"double"');
  const body = { totalSize: 0, done: true, records: [] };
  server.simulator.inject({ fault: { kind: 'status', status: 200, body }, match: { path: /query$/ }, times: 8 });

  const text = await server.call('upsert_record', { ...kestrel, external_id: 'ERP-1' });
  await server.call('upsert_record', { ...kestrel, external_id: '4711' });

  expect(text.error?.message).toContain('External_Id__c takes a number');
  expect(server.simulator.requests.map(({ query }) => query.q?.[0])).toContainEqual(
    expect.stringContaining('External_Id__c = 4711'),
  );
  expect(JSON.parse(sentWrites(server)[0]?.body ?? '{}').records[0].External_Id__c).toBe(4711);
});

test('what the org refuses is told as with any other write, and not sent again', async () => {
  const server = openServer();
  const input = { object_type: 'Opportunity', external_id_field: 'External_Id__c', external_id: 'WEB-new' };
  const fields = { Name: 'Crane', StageName: 'Closed Won', CloseDate: '2026-11-30' };

  const { error } = await server.call('upsert_record', { ...input, fields });

  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toContain('A won opportunity needs an amount');
  expect(error?.details.fields?.map(({ path }) => path)).toEqual(['Amount']);
  expect(sentWrites(server)).toHaveLength(1);
});

test('a duplicate is told with the record that is there, and saved when the caller says so', async () => {
  const server = openServer();
  const known = { object_type: 'Lead', fields: ['Email'], conditions: 'IsConverted = FALSE', limit: 1 };
  const { Email, Id } = (await server.call('query_records', known)).value.records[0];
  const key = { object_type: 'Lead', external_id_field: 'External_Id__c', external_id: 'WEB-new' };
  const input = { ...key, fields: { LastName: 'Twice', Company: 'Twice', Email } };

  const refused = await server.call('upsert_record', input);
  const saved = await server.call('upsert_record', { ...input, allow_duplicates: true });

  expect(refused.error?.code).toBe('conflict');
  expect(refused.error?.message).toContain(`Lead ${Id}`);
  expect(saved.value).toMatchObject({ created: true });
});

test('an upsert whose answer was lost is sent again: one record, and nothing left in doubt', async () => {
  const server = openServer();
  server.simulator.inject({ fault: { kind: 'reset-after-commit' }, match: { method: 'PATCH' } });

  const { error, value } = await server.call('upsert_record', { ...kestrel, external_id: 'ERP-90017' });

  expect(error).toBeUndefined();
  // The first may have made it.
  expect(value).toEqual({ id: expect.stringMatching(/^001/), success: true, errors: [] });
  expect(sentWrites(server)).toHaveLength(2);
  expect(await countOf(server)).toBe(1);
});

test('an upsert that broke before it was done is done the second time', async () => {
  const server = openServer();
  server.simulator.inject({ fault: { kind: 'status', status: 502, body: 'bad gateway' }, match: { method: 'PATCH' } });

  const { value } = await server.call('upsert_record', { ...kestrel, external_id: 'ERP-90017' });

  expect(value).toMatchObject({ created: true });
  expect(await countOf(server)).toBe(1);
});

test.each([
  ['lost too', { kind: 'reset-after-commit' }],
  ['refused', { kind: 'status', status: 400, body: [{ errorCode: 'INVALID_FIELD', message: 'x' }] }],
  ['not let in', { kind: 'status', status: 401 }],
] as const)('an upsert whose second answer is %s stays in doubt, and says what to do', async (_title, fault) => {
  const server = openServer();
  server.simulator.inject({ fault: { kind: 'reset-after-commit' }, match: { method: 'PATCH' } });
  server.simulator.inject({ fault, match: { method: 'PATCH' }, times: 2 });

  const { error } = await server.call('upsert_record', { ...kestrel, external_id: 'ERP-90017' });

  expect(error?.code).toBe('unknown_outcome');
  expect(error?.details.hint).toContain('makes no second record');
  expect(sentWrites(server)).toHaveLength(2);
});

test('a record may be made twice where the external id is not unique, so that nothing is sent again', async () => {
  const server = openServer();
  await describeOtherwise(server, /"unique":true/g, '"unique":false');
  server.simulator.inject({ fault: { kind: 'reset-after-commit' }, match: { method: 'PATCH' } });

  const { error } = await server.call('upsert_record', { ...kestrel, external_id: 'ERP-90017' });

  expect(error?.code).toBe('unknown_outcome');
  expect(sentWrites(server)).toHaveLength(1);
});
