import { defaultPolicy } from '@bizmcp/core';
import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

/** Questions about one contact who has a day of birth. */
function openContact(role?: keyof typeof defaultPolicy.roles) {
  const named = role === undefined ? undefined : defaultPolicy.roles[role];
  const server = openServer({ ...(named && { role: named }) });
  const found = [...recordsOf(server.simulator.state, 'Contact').values()].find(({ Birthdate }) => Birthdate !== null);
  if (found === undefined) throw new Error('Nobody has a day of birth');
  const conditions = `Id = '${String(found.Id)}'`;
  const ask = async (...fields: string[]) => {
    const { error, value } = await server.call('query_records', { object_type: 'Contact', fields, conditions });
    expect(error).toBeUndefined();
    return value.records[0];
  };
  return { ...server, ask, born: String(found.Birthdate), id: String(found.Id) };
}

test.each([
  [['MAX(Birthdate)'], { MAX: { Birthdate: '[masked]' } }],
  [['min(birthdate) b'], { MIN: { birthdate: '[masked]' } }],
  [['MAX(Birthdate) Name'], { MAX: { Birthdate: '[masked]' } }],
  [['MAX(Contact.Birthdate)'], { MAX: { Contact: { Birthdate: '[masked]' } } }],
  [
    ['MIN(Birthdate)', 'MAX(Birthdate) b', 'COUNT(Birthdate) n', 'COUNT(Email)'],
    { MIN: { Birthdate: '[masked]' }, MAX: { Birthdate: '[masked]' }, n: 1, expr0: 1 },
  ],
])('a day of birth is masked for the default role, whatever is made of it: %j', async (fields, shown) => {
  const { ask, born } = openContact();

  const record = await ask(...fields);

  expect(record).toEqual(shown);
  expect(JSON.stringify(record)).not.toContain(born);
});

test('a function of one record, too, masks what its field masks under every other name', async () => {
  const { ask, born, call, id } = openContact();

  const listed = await ask('Birthdate', 'FORMAT(Birthdate) shown', 'toLabel(Birthdate) Id2', 'FORMAT(CreatedDate) day');
  const fields = ['FORMAT(Birthdate) b', '(SELECT Id FROM Tasks LIMIT 1)'];
  const one = await call('get_record', { object_type: 'Contact', record_id: id, fields });

  const masked = { Birthdate: '[masked]' };
  expect(listed).toEqual({ Id: id, ...masked, FORMAT: masked, TOLABEL: masked, day: expect.any(String) });
  expect(one.value.record.FORMAT).toEqual(masked);
  expect(JSON.stringify([listed, one])).not.toContain(born);
});

test('a locator of Salesforce that comes with other fields than it was given for shows no more', async () => {
  const { call } = openServer();
  const page = { object_type: 'Contact', conditions: 'Birthdate != NULL', limit: 200 };
  const first = await call('query_records', { ...page, fields: ['FORMAT(Birthdate) b', 'FORMAT(Birthdate) c'] });
  const cursor = first.value.next_cursor.split('~').at(-1);
  expect(cursor).toMatch(/^01g/);

  for (const fields of [['Id'], ['FORMAT(CreatedDate) b'], ['FORMAT(CreatedDate) of1_Birthdate']]) {
    const { value } = await call('query_records', { ...page, fields, cursor });

    expect(value.records.length).toBeGreaterThan(0);
    for (const { Id: _, ...shown } of value.records) expect(shown, fields[0]).toEqual({ Birthdate: '[masked]' });
  }
});

test.each([
  { fields: ['Birthdate b', 'COUNT(Id)'] },
  { fields: ['CALENDAR_YEAR(Birthdate) year', 'COUNT(Id)'] },
  { fields: ['DAY_IN_MONTH(Contact.Birthdate)', 'COUNT(Id)'] },
  { fields: ['COUNT_DISTINCT(Birthdate)'] },
  { fields: ['AccountId', 'COUNT_DISTINCT(Diet__c) n'] },
  { fields: ['CampaignId', 'COUNT_DISTINCT(Contact.Diet__c)'], object_type: 'CampaignMember' },
  { fields: ['AccountId', 'COUNT(Id)'], conditions: 'COUNT_DISTINCT(Diet__c) > 1' },
  { fields: ['AccountId', 'COUNT(Id)'], order_by: 'COUNT_DISTINCT(Diet__c)' },
  { fields: ['Name'], order_by: 'Birthdate' },
  { fields: ['LeadSource', 'COUNT(Id)'], order_by: 'MIN(Birthdate)' },
  { fields: ['COUNT(Id)'], conditions: 'Birthdate >= 1980-01-01' },
  { fields: ['COUNT(Id)'], conditions: 'Birthdate = LAST_N_YEARS:40' },
  { fields: ['Name'], conditions: 'Birthdate = 1980-01-01' },
  { fields: ['Name'], conditions: 'Birthdate != 1980-01-01' },
  { fields: ['COUNT(Id)'], conditions: 'Birthdate IN (1980-01-01, 1980-01-02, NULL)' },
  { fields: ['Name'], conditions: "Diet__c = 'vegetarian'" },
  { fields: ['COUNT(Id)'], conditions: 'CALENDAR_YEAR(Birthdate) = 1980' },
  {
    fields: ['Name'],
    object_type: 'Account',
    conditions: 'Id IN (SELECT AccountId FROM Contact WHERE Birthdate < 1980-01-01)',
  },
  { fields: ['LeadSource', 'COUNT(Id)'], conditions: 'MAX(Birthdate) > 1980-01-01' },
  { fields: ['Name', '(SELECT Id FROM Contacts ORDER BY Birthdate)'], object_type: 'Account' },
  { fields: ['COUNT(Id)'], object_type: 'Account', conditions: 'Credit_Limit__c > 50000' },
  { fields: ['COUNT(Id)'], conditions: 'Account.Credit_Limit__c > 50000' },
  { fields: ['Name'], object_type: 'Account', order_by: 'Credit_Limit__c DESC' },
])('a question that would tell what is masked is not sent: %o', async (input) => {
  const { call } = openServer();
  const whole = openServer({ role: { scopes: ['*:read'], clearance: 'restricted' } });

  const { error } = await call('query_records', { object_type: 'Contact', ...input });
  const cleared = await whole.call('query_records', { object_type: 'Contact', ...input });

  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toMatch(
    /(Birthdate|Credit_Limit__c|Diet__c): its values are masked for your role, so it can be compared with NULL/,
  );
  expect(cleared.error).toBeUndefined();
});

test('whether there is a masked value may be asked', async () => {
  const { call, id } = openContact();

  const { value } = await call('query_records', {
    object_type: 'Contact',
    fields: ['Id'],
    conditions: `Birthdate != NULL AND NOT Birthdate IN (NULL) AND Id = '${id}'`,
  });

  expect(value.records).toEqual([{ Id: id }]);
});

test('who is cleared for days of birth reads them', async () => {
  const { born, call, id } = openContact();
  const whole = openServer({ role: { scopes: ['*:read'], clearance: 'restricted' } });
  const conditions = `Id = '${id}'`;

  const { value } = await whole.call('query_records', {
    object_type: 'Contact',
    fields: ['MAX(Birthdate) b', 'DAY_IN_MONTH(Birthdate)', 'COUNT(Id) n'],
    conditions,
  });
  const plain = await call('query_records', { object_type: 'Contact', fields: ['Birthdate'], conditions });

  expect(value.records).toEqual([
    { MAX: { Birthdate: born }, DAY_IN_MONTH: { Birthdate: Number(born.slice(8)) }, n: 1 },
  ]);
  expect(plain.value.records[0].Birthdate).toBe('[masked]');
});

test('a viewer sees no address of an owner as the greatest of all', async () => {
  const { call } = openContact('viewer');
  const ask = (fields: string[]) => call('query_records', { object_type: 'Lead', fields, limit: 1 });

  const greatest = await ask(['MAX(Owner.Email) x', 'MIN(Owner.Name)', 'COUNT(Id) n']);
  const grouped = await ask(['Owner.Name who', 'COUNT(Id) n']);

  expect(greatest.value.records).toEqual([
    { MAX: { Owner: { Email: expect.stringMatching(/^\w\*\*\*@/) } }, MIN: { Owner: { Name: 'A***' } }, n: 900 },
  ]);
  expect(grouped.value.records[0].Owner.Name).toMatch(/^.\*\*\*$/);
});

test.each([
  ['toLabel(Title) id', 'Title: a text stands alone'],
  ['FORMAT(LastName) x', 'LastName: a text stands alone'],
])('a text comes under no name by which it would not be searched: %s', async (field, told) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', { object_type: 'Contact', fields: [field] });

  expect(error?.message).toContain(told);
  expect(simulator.requests.filter(({ path }) => path.endsWith('/query'))).toEqual([]);
});
