import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

test('children of children come within them', async () => {
  const { call } = openServer();

  const { value } = await call('query_records', {
    object_type: 'Account',
    fields: ['Name', '(SELECT Name, Owner.Name, (SELECT Subject, Owner.Name FROM Tasks LIMIT 2) FROM Contacts)'],
    conditions: 'Id IN (SELECT AccountId FROM Contact WHERE LastActivityDate != NULL)',
    limit: 50,
  });

  const contacts = value.records.flatMap(({ Contacts = [] }: { Contacts?: unknown[] }) => Contacts);
  const withTasks = contacts.filter((contact: object) => 'Tasks' in contact);
  expect(withTasks.length).toBeGreaterThan(10);
  expect(withTasks[0]).toEqual({
    Id: expect.stringMatching(/^003/),
    Name: expect.any(String),
    Owner: { Name: expect.any(String) },
    Tasks: expect.arrayContaining([
      { Id: expect.stringMatching(/^00T/), Subject: expect.any(String), Owner: { Name: expect.any(String) } },
    ]),
  });
});

test('activities that an account does not have as its children are told of, and by what field they would be', async () => {
  const { call, simulator } = openServer();
  const { Id: AccountId } = [...recordsOf(simulator.state, 'Account').values()][0] ?? {};
  const ask = (conditions: string, tasks = '(SELECT Subject FROM tasks)') =>
    call('query_records', { object_type: 'Account', fields: ['Name', tasks], conditions });
  const archived = 'Archived ones are not among Tasks: query Task by WhatId.';
  const others = "Tasks of an account's contacts and opportunities are not among its own: query Task by AccountId.";
  await call('create_record', { object_type: 'Task', fields: { Subject: 'Plan', WhatId: AccountId } });
  const idle = { object_type: 'Account', fields: { Name: 'Idle' } };
  const { id } = (await call('create_record', idle)).value;

  const [busy, without] = [await ask(`Id = '${AccountId}'`), await ask(`Id = '${id}'`)];
  const open = await ask(`Id = '${id}'`, '(SELECT Subject FROM tasks WHERE IsClosed = FALSE)');

  const none = 'Where Tasks is left out, none';
  expect(busy.value.note).toBe(`${archived} ${others}`);
  expect(without.value.note).toBe(`${archived} ${none} but archived ones has the record in WhatId. ${others}`);
  expect(open.value.note).toBe(`${none} has the record in WhatId. ${others}`);
});

test('personal data of children and of their parents is hidden from whom it is not for', async () => {
  const { call } = openServer({ role: { scopes: ['*'], clearance: 'internal' } });

  const { value } = await call('query_records', {
    object_type: 'Account',
    fields: [
      'Industry',
      '(SELECT Name, Title, (SELECT Priority, Owner.Name FROM Tasks LIMIT 1) FROM Contacts LIMIT 1)',
    ],
    conditions: 'Id IN (SELECT AccountId FROM Contact WHERE LastActivityDate != NULL)',
    limit: 50,
  });

  const contact = value.records
    .flatMap(({ Contacts = [] }: { Contacts?: object[] }) => Contacts)
    .find((one: object) => 'Tasks' in one);
  expect(contact).toEqual({
    Id: expect.any(String),
    Name: expect.stringMatching(/^.\*+$/),
    Title: expect.stringMatching(/^[^*]+$/),
    Tasks: [
      {
        Id: expect.any(String),
        Priority: expect.stringMatching(/^[^*]+$/),
        Owner: { Name: expect.stringMatching(/^.\*+$/) },
      },
    ],
  });
});

test.each([
  ['(SELECT COUNT(Id) FROM Contacts)', 'query their object by groups'],
  ['(SELECT Name who FROM Contacts)', 'query their object by groups'],
  ['(SELECT Name, (SELECT COUNT(Id) FROM Tasks) FROM Contacts)', 'query their object by groups'],
  ['(SELECT LastName FROM Contacts GROUP BY LastName)', 'Groups are not supported'],
  ['(SELECT FIELDS(ALL) FROM Contacts LIMIT 5)', 'name the fields'],
  ['(SELECT Name FROM Contacts FOR VIEW)', 'FOR is not supported'],
  ['(SELECT Nothing FROM Contacts)', 'fields: no field Nothing'],
  ['(SELECT Name FROM Contacts WHERE Nothing = 1)', 'fields: no field Nothing'],
  ['(SELECT Name FROM Contacts WHERE Id IN (SELECT Nothing FROM Task))', 'fields: no field Nothing'],
])('children are refused with what is wrong, in the place where they stand: %s', async (children, told) => {
  const { call, simulator } = openServer();

  const { error } = await call('query_records', { object_type: 'Account', fields: ['Name', children] });

  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toContain(told);
  expect(simulator.requests.filter(({ path }) => path.includes('/query'))).toEqual([]);
});

test('the same children are selected once', async () => {
  const fields = ['(SELECT Name FROM Contacts)', '(SELECT Email FROM contacts)'];

  const { error } = await openServer().call('query_records', { object_type: 'Account', fields });

  expect(error?.message).toContain('selected twice');
});

test.each([
  ['Id IN (SELECT WhoId FROM Task)', 'Task or Event'],
  ['Id IN (SELECT Id FROM Lead WHERE Rating = NULL)', 'of another object'],
  ['Id IN (SELECT LeadId FROM CampaignMember LIMIT 5)', 'without ORDER BY, LIMIT'],
  [
    'Id IN (SELECT LeadId FROM CampaignMember WHERE CampaignId IN (SELECT Id FROM Campaign))',
    'another IN (SELECT ...)',
  ],
  ['Rating = NULL OR Id IN (SELECT LeadId FROM CampaignMember)', 'joined by AND'],
  ['(NOT Id IN (SELECT LeadId FROM CampaignMember))', 'joined by AND'],
  ['Id IN (SELECT LeadId, ContactId FROM CampaignMember)', 'takes one field'],
])('ids of other records are refused with what Salesforce takes: %s', async (conditions, told) => {
  const { error } = await openServer().call('query_records', { object_type: 'Lead', fields: ['Id'], conditions });

  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toContain(told);
});

test('a name that is wrong within a condition is told to be in the conditions', async () => {
  const input = { object_type: 'Lead', fields: ['Id'], conditions: 'Id IN (SELECT Nope FROM CampaignMember)' };

  const { error } = await openServer().call('query_records', input);

  expect(error?.message).toContain('conditions: no field Nope of CampaignMember');
});
