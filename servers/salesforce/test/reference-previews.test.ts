import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

test('nobody is asked for a reference that leads nowhere', async () => {
  const fields = { Subject: 'Call', WhoId: '00QHp0000009999' };

  const { error, question } = await openServer().call('create_record', { object_type: 'Task', fields });

  expect(error?.message).toContain('fields.WhoId: is the Id of no Lead that this user may see');
  expect(question).toBeUndefined();
});

test('an id that Salesforce takes for none is told with its field', async () => {
  const { call, simulator } = openServer();
  const [owner] = recordsOf(simulator.state, 'User').keys();
  const fields = { LastName: 'Roe', OwnerId: owner, AccountId: '001Hp0000000ZZZZZZ' };

  const { error, question } = await call('create_record', { object_type: 'Contact', fields });

  expect(error?.message).toContain('fields.AccountId: is the Id of no Account, perhaps');
  expect(question).toBeUndefined();
});

test('a name in place of an id is told with the ids of those who have it', async () => {
  const { call, simulator } = openServer();
  const [user] = [...recordsOf(simulator.state, 'User').values()].filter(({ IsActive }) => IsActive === true);
  const [account] = recordsOf(simulator.state, 'Account').values();
  const fields = {
    LastName: 'Roe',
    OwnerId: ` ${user?.Name} `,
    AccountId: account?.Name,
    ReportsToId: 'Nobody at all',
  };

  const { error, question } = await call('create_record', { object_type: 'Contact', fields });

  expect(error?.message).toMatch(new RegExp(`OwnerId: takes the id .*: User ${user?.Id} has this name`));
  expect(error?.message).toMatch(new RegExp(`AccountId: takes the id .*: Account ${account?.Id} has this name`));
  expect(error?.message).toMatch(/ReportsToId: takes the id of a record \(Contact\); find it with query_records(?!:)/);
  expect(question).toBeUndefined();
});

test('where the org restricts a name nobody is told who has it', async () => {
  const { call, simulator } = openServer();
  for (const definition of recordsOf(simulator.state, 'FieldDefinition').values())
    if (definition.DurableId === 'Account.Name') definition.SecurityClassification = 'Restricted';
  const [account] = recordsOf(simulator.state, 'Account').values();
  const fields = { LastName: 'Roe', AccountId: account?.Name };

  const { error } = await call('create_record', { object_type: 'Contact', fields });

  expect(error?.message).toContain('AccountId: takes the id of a record');
  expect(error?.message).not.toContain(String(account?.Id));
});

test('nobody is asked for a reference to what is deleted', async () => {
  const { call } = openServer();
  const record_id = '00QHp0000000RWxMAM';
  const own = await call('create_record', { object_type: 'Task', fields: { Subject: 'Call' } });
  await call('delete_record', { object_type: 'Lead', record_id });
  const fields = { Subject: 'Call', WhoId: record_id };

  const create = await call('create_record', { object_type: 'Task', fields });
  const update = await call('update_record', { object_type: 'Task', record_id: own.value.id, fields });

  for (const { error, question } of [create, update]) {
    expect(error?.message).toContain('fields.WhoId: is the Id of a deleted Lead');
    expect(question).toBeUndefined();
  }
});

test('a record type by its name, or of another object, is told with those of the object', async () => {
  const { call } = openServer();
  const typeOf = async (object: string) => {
    const fields = ['Name'];
    const conditions = `SobjectType = '${object}'`;
    return (await call('query_records', { object_type: 'RecordType', fields, conditions, limit: 1 })).value.records[0];
  };
  const { Id: ofLeads } = await typeOf('Lead');
  const { Id, Name } = await typeOf('Account');
  const create = (RecordTypeId: string) =>
    call('create_record', { object_type: 'Account', fields: { Name: 'Brick', RecordTypeId } });

  const [byName, ofOther, own] = [await create('Customer'), await create(ofLeads), await create(Id.slice(0, 15))];

  expect(byName.error?.message).toContain(`takes the id of a record type of Account: ${Id} (${Name}), 012`);
  expect(ofOther.error?.message).toBe(byName.error?.message);
  expect(ofOther.question).toBeUndefined();
  expect(own.error).toBeUndefined();
});

test('an owner who is no longer active is told not to come back by an undo', async () => {
  const { call, simulator } = openServer();
  const [gone] = [...recordsOf(simulator.state, 'User').values()].filter(({ IsActive }) => IsActive === false);
  const deal = [...recordsOf(simulator.state, 'Opportunity').values()].find(({ OwnerId }) => OwnerId === gone?.Id);
  const [OwnerId] = recordsOf(simulator.state, 'User').keys();

  const change = { object_type: 'Opportunity', record_id: deal?.Id, fields: { OwnerId } };
  const { question } = await call('update_record', change);

  expect(question).toContain(`OwnerId from ${gone?.Name} (no longer active; Salesforce refuses to set it back without`);
});

test.each([
  ['Task', { Subject: 'Call' }, 'WhoId'],
  ['CampaignMember', { CampaignId: '701Hp0000000Q3cIAE' }, 'LeadId'],
])('a %s for a converted lead is told to be refused', async (object_type, values, path) => {
  const { call, simulator } = openServer();
  const leads = [...recordsOf(simulator.state, 'Lead').values()];
  const { Id, Name } = leads.findLast(({ IsConverted }) => IsConverted === true) ?? {};

  const { error, question } = await call('create_record', { object_type, fields: { ...values, [path]: Id } });

  expect(question).toContain(`${path} to ${Name} (converted, so that Salesforce may refuse it)`);
  expect(error?.message).toContain('this lead is converted; take its contact');
});

test('an activity with a lead and a deal is told to be refused', async () => {
  const { call, simulator } = openServer();
  const [WhatId] = recordsOf(simulator.state, 'Opportunity').keys();
  const fields = { Subject: 'Call', WhoId: '00QHp0000000RWxMAM', WhatId };
  const { WhatId: _, ...alone } = fields;

  const { error, question } = await call('create_record', { object_type: 'Task', fields });
  const { value } = await call('create_record', { object_type: 'Task', fields: alone });
  const later = await call('update_record', { object_type: 'Task', record_id: value.id, fields: { WhatId } });

  expect(question).toContain('; WhoId is a lead, which has no WhatId beside it: Salesforce may refuse it');
  expect(error?.message).toContain('WhatId');
  expect(later.question).toContain('WhoId is a lead');
  expect(later.error?.code).toBe('invalid_input');
});
