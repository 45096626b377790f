import { expect, test } from 'vitest';
import { openServer, sentQueries } from './server-client.ts';

test('a query is walked to its end: each row once, whatever the batches of Salesforce are', async () => {
  const { call, simulator } = openServer();
  const ids: string[] = [];
  const notes: unknown[] = [];
  let cursor: string | undefined;
  let total = 0;

  do {
    const page = {
      object_type: 'Contact',
      fields: ['Id'],
      order_by: 'LastName',
      limit: 150,
      ...(cursor && { cursor }),
    };
    const { value } = await call('query_records', page);
    expect(value.done).toBe(value.next_cursor === undefined);
    ids.push(...value.records.map(({ Id }: { Id: string }) => Id));
    if (cursor !== undefined && value.records.length < 150) notes.push(value.note);
    total = value.total_size;
    cursor = value.next_cursor;
  } while (cursor !== undefined);

  expect(total).toBe(1500);
  expect(notes[0]).toContain('Salesforce gave fewer at once');
  expect(new Set(ids).size).toBe(1500);
  // Two pages of 150 need the first batch of 200 once each, and the second batch for the rest.
  expect(simulator.requests.filter(({ path }) => /\/query\/01g/.test(path)).length).toBeGreaterThan(5);
});

test.each([
  ['who sees all', undefined],
  ['to whom personal values are masked', { scopes: ['*'], clearance: 'internal' as const }],
])('a page that an answer has no room for says that it is not the last, to one %s', async (_who, role) => {
  const { call } = openServer(role && { role });
  const wide = { object_type: 'Contact', conditions: "MailingCountry = 'USA'", limit: 500 };
  const fields = ['Name', 'FirstName', 'LastName', 'Email', 'Phone', 'Title', 'MailingCity', 'Account.Name'];
  const ids: string[] = [];
  let [cursor, pages]: [string | undefined, number] = [undefined, 0];

  do {
    const { value } = await call('query_records', { ...wide, fields, ...(cursor && { cursor }) });
    expect(value.done).toBe(value.next_cursor === undefined);
    expect(value.total_size).toBeGreaterThan(300);
    ids.push(...value.records.map(({ Id }: { Id: string }) => Id));
    [cursor, pages] = [value.next_cursor, pages + 1];
    if (cursor === undefined) expect(ids.length).toBe(value.total_size);
    else expect(value.note).toContain('No more records fit into an answer');
  } while (cursor !== undefined);

  expect(new Set(ids).size).toBe(ids.length);
  expect(pages).toBeGreaterThan(1);
});

test('a cursor that is none, or leads elsewhere, reaches nobody', async () => {
  const { call, simulator } = openServer();
  await call('describe_object', { object_type: 'Lead' });
  simulator.clearRequests();

  for (const cursor of ['x', '../../sobjects/User:o0..', '01gHp-200/../../limits:o0..', ':o1..', 'o-1..', 'o1']) {
    const { error } = await call('query_records', { object_type: 'Lead', fields: ['Id'], cursor });
    expect(error?.code, cursor).toBe('invalid_input');
  }

  expect(simulator.requests).toEqual([]);
});

test('parents, children and functions are asked for and come back in the form of the record', async () => {
  const { call, simulator } = openServer();

  const { value } = await call('query_records', {
    object_type: 'account',
    fields: ['Name', 'Owner.Name', 'Parent.Owner.Name', '(SELECT LastName FROM Contacts ORDER BY LastName LIMIT 2)'],
    conditions: "Name LIKE 'Granite%' AND Id IN (SELECT AccountId FROM Contact)",
    limit: 1,
  });

  expect(value.records[0]).toMatchObject({
    Name: expect.stringMatching(/^Granite/),
    Owner: { Name: expect.any(String) },
  });
  expect(value.records[0].Contacts.length).toBeGreaterThan(0);
  expect(JSON.stringify(value)).not.toContain('attributes');
  expect(sentQueries(simulator)).toEqual([
    "SELECT Id, Name, Owner.Name, Parent.Owner.Name, (SELECT Id, LastName FROM Contacts ORDER BY LastName ASC LIMIT 2) FROM Account WHERE Name LIKE 'Granite%' AND Id IN (SELECT AccountId FROM Contact) ORDER BY Id ASC",
  ]);
});

test('functions of many records group by the other fields, and add up to the whole', async () => {
  const { call } = openServer();

  const fields = ['LeadSource', 'COUNT(Id) leads'];
  const groups = (await call('query_records', { object_type: 'Lead', fields, order_by: 'COUNT(Id) DESC' })).value;
  const all = (await call('query_records', { object_type: 'Lead', fields: ['COUNT()'] })).value;

  const counts: number[] = groups.records.map(({ leads }: { leads: number }) => leads);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.total_size);
  expect(counts).toEqual(counts.toSorted((left, right) => right - left));
});

test.each([
  [{ object_type: 'Leed', fields: ['Id'] }, 'not_found', 'nearest: Lead'],
  [{ object_type: 'Lead', fields: ['Compny'] }, 'invalid_input', 'nearest: Company'],
  [{ object_type: 'Contact', fields: ['Acount.Name'] }, 'invalid_input', 'nearest: Account'],
  [{ object_type: 'Contact', fields: ['Account.Industri'] }, 'invalid_input', 'nearest: Industry'],
  [{ object_type: 'Account', fields: ['(SELECT Id FROM Contact)'] }, 'invalid_input', 'nearest: Contacts'],
  [{ object_type: 'Account', fields: ['(SELECT Nme FROM Contacts)'] }, 'invalid_input', 'nearest: Name'],
  [{ object_type: 'Lead', fields: ['Id'], conditions: 'Sttus = NULL' }, 'invalid_input', 'nearest: Status'],
  [{ object_type: 'Lead', fields: ['Id'], conditions: "Description = 'x'" }, 'invalid_input', 'cannot filter'],
  [{ object_type: 'Lead', fields: ['Id'], conditions: 'Id IN (SELECT LeadId FROM Campain)' }, 'not_found', 'Campaign'],
  [{ object_type: 'Lead', fields: ['Id'], order_by: 'Interests__c' }, 'invalid_input', 'cannot order'],
  [{ object_type: 'Lead', fields: ['FIELDS(ALL)'] }, 'invalid_input', 'fields.0'],
  [{ object_type: 'Lead', fields: ['Id'], conditions: "Status = 'Open" }, 'invalid_input', 'at character'],
  [{ object_type: 'Lead', fields: ['Id'], conditions: 'CreatedDate > 2026-02-31' }, 'invalid_input', 'calendar'],
  [{ object_type: 'Lead', fields: ['Company x'] }, 'invalid_input', 'another name'],
  [{ object_type: 'Lead', fields: ['Company,'] }, 'invalid_input', 'A field is Name'],
])('a wrong name is told with its place and what comes near: %j', async (input, code, told) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', input);

  expect(error?.code).toBe(code);
  expect(error?.message).toContain(told);
  expect(error?.details.fields).toHaveLength(1);
  expect(sentQueries(simulator)).toEqual([]);
});

test.each(['Probability > 33.333', 'Probability = 12.500'])('a percentage is no thousands: %s', async (conditions) => {
  const { error } = await openServer().call('query_records', {
    object_type: 'Opportunity',
    fields: ['Id'],
    conditions,
  });

  expect(error).toBeUndefined();
});

test.each([
  ["CreatedDate > '2026-01-01'", 'CreatedDate (datetime) takes a time without quotes'],
  ['CreatedDate > 2026-01-01', '2026-11-21T00:00:00Z or LAST_N_DAYS:30'],
  ["ConvertedDate = '2026-01-01'", 'ConvertedDate (date) takes a day without quotes'],
  ["NumberOfEmployees IN (1, '5')", 'NumberOfEmployees (int) takes a number'],
  ["IsConverted = 'true'", 'takes TRUE or FALSE'],
  ['Company = 5', 'Company (string) takes a text in single quotes'],
  ["OwnerId = 'Aiko Hayashi'", 'OwnerId (reference) takes the Id of a record'],
  ['AnnualRevenue > 100.000', 'AnnualRevenue 100.000: thousands, or a fraction? Write 100000, or 100.0'],
  ["Owner.Name = 'x' AND (NOT CampaignMember.Id = 'x')", 'leads to no parent'],
  ["Id IN (SELECT LeadId FROM CampaignMember WHERE CreatedDate = 'today')", 'CreatedDate (datetime) takes a time'],
])('a value of the wrong kind is told with the right one: %s', async (conditions, told) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', { object_type: 'Lead', fields: ['Id'], conditions });

  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toContain(told);
  expect(sentQueries(simulator)).toEqual([]);
});

test.each([
  'ConvertedDate = NULL AND NumberOfEmployees != NULL',
  "CreatedDate > 2026-01-01T00:00:00+01:00 AND Status IN ('Open - Not Contacted', 'Working - Contacted')",
  'CALENDAR_YEAR(CreatedDate) = 2026 AND AnnualRevenue >= 1000000.50',
  "Interests__c INCLUDES ('Analytics;Automation', 'Integration') AND Owner.Name != 'x'",
])('a value of the right kind is taken: %s', async (conditions) => {
  const { error, value } = await openServer().call('query_records', {
    object_type: 'Lead',
    fields: ['Id'],
    conditions,
  });

  expect(error).toBeUndefined();
  expect(value.total_size).toBeGreaterThan(0);
});

test('a function of a field may have another name', async () => {
  const fields = ['FORMAT(Amount) shown', 'toLabel(StageName) stage'];

  const { error, value } = await openServer().call('query_records', { object_type: 'Opportunity', fields, limit: 1 });

  expect(error).toBeUndefined();
  expect(Object.keys(value.records[0])).toEqual(['Id', 'shown', 'stage']);
});

test('a function that rows are grouped by may have another name', async () => {
  const fields = ['CALENDAR_YEAR(CloseDate) year', 'COUNT(Id) deals'];

  const { value } = await openServer().call('query_records', { object_type: 'Opportunity', fields });

  expect(value.records.length).toBeGreaterThan(1);
  expect(Object.keys(value.records[0])).toEqual(['year', 'deals']);
});

test('an id of another object is told before anything is sent for it', async () => {
  const { call, simulator } = openServer();
  const lead = { object_type: 'Account', record_id: '00QHp0000000RWxMAM' };

  const read = await call('get_record', lead);
  const changed = await call('update_record', { ...lead, fields: { Name: 'x' } });
  const scored = await call('intelligent_lead_scoring', { lead_id: '001Hp0000000Q11IAE' });

  expect([read.error?.message, changed.error?.message].map((text) => text?.includes('begin with 001'))).toEqual([
    true,
    true,
  ]);
  expect(scored.error?.message).toContain('takes the Id of a lead');
  expect(simulator.requests.map(({ path }) => path)).toEqual(['/services/data/v68.0/sobjects/Account/describe']);
});

test('names of objects and fields are remembered for the next call', async () => {
  const { call, simulator } = openServer();
  const input = { object_type: 'Lead', fields: ['Id', 'Owner.Name'], limit: 1 };

  await call('query_records', input);
  await call('query_records', { ...input, limit: 2 });

  expect(simulator.requests.filter(({ path }) => path.endsWith('/describe'))).toHaveLength(1);
});

test('a field that is named twice, in any case, is asked for once', async () => {
  const { call, simulator } = openServer();

  await call('query_records', { object_type: 'Lead', fields: ['Company', 'id', 'COMPANY'], limit: 1 });

  expect(sentQueries(simulator)).toEqual(['SELECT Company, id FROM Lead ORDER BY Id ASC']);
});

test('the largest first begins with records that have a value, and the others come last', async () => {
  const { call, simulator } = openServer();
  const groups = { object_type: 'Opportunity', fields: ['AccountId', 'SUM(Amount) total'], order_by: 'total DESC' };

  const { value } = await call('query_records', { ...groups, limit: 2000 });
  await call('query_records', { object_type: 'Lead', fields: ['Id'], order_by: 'AnnualRevenue DESC NULLS FIRST' });

  const totals: (number | null)[] = value.records.map(({ total }: { total?: number }) => total);
  expect(totals[0]).toBe(Math.max(...totals.map((total) => total ?? 0)));
  expect(totals.at(-1)).toBeNull();
  expect(sentQueries(simulator).at(-1)).toContain('ORDER BY AnnualRevenue DESC NULLS FIRST');
});

test('conditions that are too long are refused with what to do', async () => {
  const conditions = `Name IN (${"'x',".repeat(1500)}'x')`;

  const { error } = await openServer().call('query_records', { object_type: 'Lead', fields: ['Id'], conditions });

  expect(error?.message).toContain('takes 4,000 characters at most: ask in parts');
});
