import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

const { call, simulator } = openServer();

test.each([
  ['Contact', 'CreatedDate >= 2026-11-01', 'it is DAY_ONLY(CreatedDate) >= 2026-11-01'],
  ['Contact', 'CreatedDate != 2026-11-01', 'it is DAY_ONLY(CreatedDate) != 2026-11-01'],
  [
    'Contact',
    "Interests__c LIKE '%Sec%'",
    "Interests__c (multipicklist): LIKE is for texts; write it with INCLUDES ('A')",
  ],
  ['Contact', "AccountId LIKE '001%'", 'AccountId (reference): LIKE is for texts; write it with Account.Name LIKE'],
  ['Opportunity', "Amount LIKE '1%'", 'Amount (currency): LIKE is for texts; write it with =, < or >'],
  ['Opportunity', "StageName INCLUDES ('Closed Won')", 'INCLUDES is for fields of several choices; write it with IN'],
  ['Opportunity', "AccountName = 'Acme'", 'no field AccountName of Opportunity: that of its parent is Account.Name'],
  ['Opportunity', "account_industry = 'Energy'", 'that of its parent is Account.Industry'],
  ['Account', 'restricted.Credit_Limit__c > 5', 'Name the field itself'],
])('a condition that does not fit is told with the one that does: %s %s', async (object_type, conditions, told) => {
  const { error } = await call('query_records', { object_type, fields: ['Id'], conditions });

  expect(error?.message).toContain(told);
});

const [deal = ''] = recordsOf(simulator.state, 'Opportunity').keys();
const [account = ''] = recordsOf(simulator.state, 'Account').keys();

test.each([
  [`Id = '${deal}'`, 'Id has ids of Account, and is compared with those of Opportunity.'],
  [`ParentId IN ('${deal}')`, 'ParentId has ids of Account, and is compared with those of Opportunity.'],
  ['Id IN (SELECT Id FROM Opportunity)', 'Id has ids of Account, and is compared with those of Opportunity.'],
  [`Id = '${account}' AND Name = 'x'`, undefined],
  ["Id IN (SELECT AccountId FROM Opportunity WHERE Name = 'x')", undefined],
])('ids of other records are told to find nothing: %s', async (conditions, told) => {
  const { value } = await call('query_records', { object_type: 'Account', fields: ['Id'], conditions });

  expect(value.total_size).toBe(0);
  expect(value.note).toBe(told);
});

test.each([
  ['Contact', { 'Account.Name': 'Acme' }, 'fields.Account.Name: is of another record: write AccountId with the id'],
  ['Account', { restricted: { Credit_Limit__c: 5 } }, 'write its fields by their own names'],
  ['Opportunity', { Amount: '250000,5' }, 'fields.Amount: has a comma: write 250000.5'],
])('a value that cannot be written is told with what can: %s %j', async (object_type, fields, told) => {
  const [record_id] = recordsOf(simulator.state, object_type).keys();

  const { error } = await call('update_record', { object_type, record_id, fields });

  expect(error?.message).toContain(told);
});

test('the least of texts is told to come by its order', async () => {
  const { error } = await call('query_records', { object_type: 'Account', fields: ['MIN(Name)'] });

  expect(error?.message).toContain('the first of texts comes by order_by and limit 1');
});

test.each([
  ['get_record', { object_type: 'Account', record_id: 'Alder Analytics' }, 'find it with query_records'],
  ['intelligent_lead_scoring', { lead_id: 'Olivia Keller' }, 'find it with search_records'],
])('a name in place of an id is told how the id is found: %s', async (tool, input, told) => {
  const { error } = await call(tool, input);

  expect(error?.message).toContain(told);
});

test('a list in which nothing has a text says so, and what comes near', async () => {
  const objects = (await call('list_objects', { contains: 'quote' })).value;
  const fields = (await call('describe_object', { object_type: 'Lead', contains: 'statuss' })).value;
  const found = (await call('describe_object', { object_type: 'Lead', contains: 'status' })).value;

  expect(objects).toEqual({ objects: [], note: expect.stringContaining('None that this user may see has this') });
  expect(fields.note).toContain('(nearest: Status)');
  expect(found.note).toBeUndefined();
});

test('an answer that is too large advises nothing that the tool does not take', async () => {
  const { call, simulator } = openServer();
  const contacts = [...recordsOf(simulator.state, 'Contact').values()].slice(0, 3);
  for (const contact of contacts) Object.assign(contact, { AccountId: account, Description: 'x'.repeat(20_000) });
  const input = { object_type: 'Account', record_id: account, fields: ['(SELECT Description FROM Contacts)'] };

  const { error } = await call('get_record', input);

  expect(error?.code).toBe('too_large');
  expect(error?.message).toMatch(/Ask for less: fewer fields, a narrower filter\.$/);
});

test('an upsert tells that its external id is stored in letters of another case', async () => {
  const { call, simulator } = openServer();
  const [stored] = recordsOf(simulator.state, 'Account').values();
  Object.assign(stored ?? {}, { External_Id__c: 'ERP/1 ä' });
  const upsert = async (external_id: string) => {
    const input = { object_type: 'Account', external_id_field: 'External_Id__c', external_id };
    return (await call('upsert_record', { ...input, fields: { BillingCity: external_id } })).question;
  };

  expect(await upsert('ERP/1 ä')).not.toContain('another case');
  expect(await upsert('erp/1 Ä')).toContain('whose External_Id__c is stored in letters of another case');
});
