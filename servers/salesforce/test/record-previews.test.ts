import { expect, test } from 'vitest';
import { oneOf, openServer } from './server-client.ts';

const lead = { object_type: 'Lead', record_id: '00QHp0000000RWxMAM' };

test('a change is asked by the name of the record, and of those whom it leaves and goes to', async () => {
  const server = openServer();
  const { Name, Owner } = await oneOf(server, 'Lead', `Id = '${lead.record_id}'`, ['Name', 'Owner.Name']);
  const other = await oneOf(server, 'User', `Name != '${Owner.Name}' AND IsActive = TRUE`, ['Name']);

  const { question } = await server.call('update_record', { ...lead, fields: { OwnerId: other.Id } });

  expect(question).toContain(`record: "${Name}, OwnerId from ${Owner.Name} to ${other.Name}" -> "changed as follows"`);
});

test('a change that changes nothing is told as such', async () => {
  const server = openServer();
  const { Status } = await oneOf(server, 'Lead', `Id = '${lead.record_id}'`, ['Status']);

  const { question } = await server.call('update_record', { ...lead, fields: { Status } });

  expect(question).toContain('nothing would change');
  expect(question).not.toContain('record:');
});

test('a new record is asked with the names of those whom it refers to', async () => {
  const server = openServer();
  const { Name } = await oneOf(server, 'Lead', `Id = '${lead.record_id}'`, ['Name']);
  const fields = { Subject: 'Call', WhoId: lead.record_id };

  const { question } = await server.call('create_record', { object_type: 'Task', fields });
  const alone = await server.call('create_record', { object_type: 'Task', fields: { Subject: 'Call' } });

  expect(question).toContain(`record: "a new Task, WhoId to ${Name}; by default:`);
  expect(alone.question).toContain('record: "a new Task; by default:');
});

test('a new record is asked with what it gets by default, and no more than it does', async () => {
  const { call } = openServer();
  const create = (object_type: string, fields: object) => call('create_record', { object_type, fields });
  const { Id: OwnerId } = (await call('query_records', { object_type: 'User', fields: ['Id'], limit: 1 })).value
    .records[0];
  const deal = { Name: 'Crane', StageName: 'Prospecting', CloseDate: '2099-01-31' };

  const task = await create('Task', { Subject: 'Call', Priority: 'High' });
  const person = await create('Lead', { LastName: 'Marsh', Company: 'Ridge Foods' });
  const owned = await create('Opportunity', { ...deal, OwnerId });

  expect(task.question).toContain('by default: owner Morgan Ellis, Status Not Started, TaskSubtype Task"');
  expect(person.question).toContain('owner Morgan Ellis unless an assignment rule finds another, record type Inbound"');
  expect(owned.question).toContain('by default: record type New Business"');
});

test('nobody is asked for a second membership of a lead in a campaign', async () => {
  const server = openServer();
  const known = await oneOf(server, 'CampaignMember', 'LeadId != NULL', ['CampaignId', 'LeadId']);
  const { CampaignId, LeadId } = known;
  const other = await oneOf(
    server,
    'Campaign',
    `Id NOT IN (SELECT CampaignId FROM CampaignMember WHERE LeadId = '${LeadId}')`,
    ['Id'],
  );
  const create = (fields: unknown) => server.call('create_record', { object_type: 'CampaignMember', fields });

  const [again, first] = [await create({ CampaignId, LeadId }), await create({ CampaignId: other.Id, LeadId })];

  expect(again.error).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`CampaignMember ${known.Id}`),
  });
  expect(again.question).toBeUndefined();
  expect(first.question).toContain('-> "created"');
});

test('nobody is asked for a member that is a lead and a contact, or neither', async () => {
  const server = openServer();
  const { CampaignId, LeadId } = await oneOf(server, 'CampaignMember', 'LeadId != NULL', ['CampaignId', 'LeadId']);
  const { Id: ContactId } = await oneOf(server, 'Contact', 'Id != NULL', ['Id']);

  const fields = { CampaignId, LeadId, ContactId };
  const create = (given: unknown) => server.call('create_record', { object_type: 'CampaignMember', fields: given });
  const [both, contact] = [await create(fields), await create({ CampaignId, ContactId })];
  const neither = await create({ CampaignId });

  expect(both.error?.message).toContain('a member is a lead or a contact');
  expect(neither.error?.message).toContain('a member needs a LeadId or a ContactId');
  expect(neither.question).toBeUndefined();
  expect(contact.error?.message ?? contact.question).not.toContain('a member is a lead or a contact');
});

test('a record that is to be its own parent is told to be the same one', async () => {
  const server = openServer();
  const { Id, Name } = await oneOf(server, 'Account', 'ParentId = NULL', ['Name']);
  const change = { object_type: 'Account', record_id: Id, fields: { ParentId: Id } };

  const { question } = await server.call('update_record', change);

  expect(question).toContain(`ParentId to ${Name} (this record itself)`);
});

test('an upsert is asked by the name of what it changes, or that it makes something new', async () => {
  const { call } = openServer();
  const key = { object_type: 'Account', external_id_field: 'External_Id__c', external_id: 'ERP-90017' };

  const first = await call('upsert_record', { ...key, fields: { Name: 'Kestrel Marine' } });
  const second = await call('upsert_record', { ...key, fields: { Industry: 'Transportation' } });

  expect(first.question).toContain('record: "a new Account; by default: owner');
  expect(second.question).toContain('record: "Kestrel Marine" -> "changed as follows"');
});

test('a deletion tells how many records go with it', async () => {
  const server = openServer();
  const ofAccounts = 'Id IN (SELECT AccountId FROM Opportunity) AND Id IN (SELECT AccountId FROM Contact)';
  const account = await oneOf(server, 'Account', ofAccounts, ['Name']);
  const countOf = async (object_type: string) => {
    const conditions = `AccountId = '${account.Id}'`;
    return (await server.call('query_records', { object_type, fields: ['COUNT()'], conditions })).value.total_size;
  };
  const [contacts, deals] = [await countOf('Contact'), await countOf('Opportunity')];

  const { question } = await server.call('delete_record', { object_type: 'Account', record_id: account.Id });

  expect(question).toContain(`Name: "${account.Name}" -> null`);
  expect(question).toContain(`Contacts: ${contacts} -> null`);
  expect(question).toContain(`Opportunities: ${deals} -> null`);
});

test.each([
  [{ 'Lead Source': 'Web' }, 'is the label of a field whose name is LeadSource'],
  [{ Rating: 'hot' }, 'takes Hot, in these letters'],
  [{ Company: ['a', 'b'] }, 'takes one text, number, true, false or null'],
  [{ Company: { name: 'a' } }, 'takes one text, number, true, false or null'],
  [{ Company: null }, 'cannot be empty'],
  [{ NumberOfEmployees: '0x10' }, 'takes a number'],
])('what no field takes is told before anybody is asked: %j', async (fields, told) => {
  const { error, question } = await openServer().call('update_record', { ...lead, fields });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(told) });
  expect(question).toBeUndefined();
});

test('the blanks around a text are left out, as no text of Salesforce has any, and that is told', async () => {
  const server = openServer();
  const Email = 'anna@blank.example ';
  const fields = { LastName: ' Åkesson ', MailingCity: '\t0046 ', Email };

  const { question } = await server.call('create_record', { object_type: 'Contact', fields });

  const conditions = "LastName = 'Åkesson'";
  const { Id, ...stored } = await oneOf(server, 'Contact', conditions, ['LastName', 'MailingCity', 'Email']);
  expect(stored).toEqual({ LastName: 'Åkesson', MailingCity: '0046', Email: Email.trim() });
  expect(question).toContain('LastName: null -> "Åkesson"');
  expect(question).toContain('MailingCity: null -> "0046"');
});

test('null clears a field, and several choices may be a list', async () => {
  const server = openServer();

  await server.call('update_record', { ...lead, fields: { Rating: null, Interests__c: ['Analytics', 'Integration'] } });

  const stored = await oneOf(server, 'Lead', `Id = '${lead.record_id}'`, ['Rating', 'Interests__c']);
  expect(stored).toEqual({ Id: lead.record_id, Interests__c: 'Analytics;Integration' });
});

test('a field called __proto__ is none', async () => {
  const fields = JSON.parse('{"__proto__": {"Rating": "Hot"}, "Company": "x"}');

  const { simulator, call } = openServer();
  await call('update_record', { ...lead, fields });

  const sent = simulator.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body);
  expect(sent).toEqual(['{"Company":"x"}']);
  expect(Object.hasOwn(Object.prototype, 'Rating')).toBe(false);
});

test.each([
  [
    'Opportunity',
    { StageName: 'Negotiation/Review' },
    'Probability becomes 80 (now 10) and the forecast category becomes Forecast',
  ],
  ['Opportunity', { StageName: 'Closed Lost', Probability: 5 }, 'the forecast category becomes Omitted'],
  ['Lead', { Status: 'Closed - Converted' }, 'this status converts nothing'],
  ['Task', { Priority: 'Urgent' }, 'Priority gets a value that is none of its choices (High, Normal, Low)'],
  ['Contact', { Salutation: 'Herr' }, 'Salutation gets a value that is none of its choices'],
])('what comes of a change beside its fields is told: %s %j', async (object_type, fields, told) => {
  const server = openServer();
  const open = { Lead: 'IsConverted = FALSE', Opportunity: "StageName = 'Prospecting'" }[object_type] ?? 'Id != NULL';
  const { Id: record_id } = await oneOf(server, object_type, open, ['Id']);

  const { question } = await server.call('update_record', { object_type, record_id, fields });

  expect(question).toContain(`; ${told}`);
});

test('a converted lead and an owner who is gone are told before Salesforce refuses them', async () => {
  const server = openServer();
  const converted = await oneOf(server, 'Lead', 'IsConverted = TRUE', ['Name']);
  const gone = await oneOf(server, 'User', 'IsActive = FALSE', ['Name']);
  const change = { object_type: 'Lead', record_id: converted.Id, fields: { Rating: 'Cold' } };
  const deal = { Name: 'Crane', StageName: 'Prospecting', CloseDate: '2026-12-24', OwnerId: gone.Id };

  const update = await server.call('update_record', change);
  const create = await server.call('create_record', { object_type: 'Opportunity', fields: deal });

  expect(update.question).toContain(`${converted.Name} (converted, so that Salesforce may refuse it)`);
  expect(update.error?.message).toContain('this lead is converted');
  expect(create.question).toMatch(/OwnerId to .* \(no longer active; .*without the permission .*Inactive Owners/);
  expect(create.question).toContain(gone.Name);
  expect(create.error?.message).toContain('no longer active');
});

test('a deletion tells first of what a person would miss, activities too', async () => {
  const server = openServer();
  const task = await oneOf(server, 'Task', "What.Type = 'Opportunity'", ['What.Id', 'What.Type']);

  const { question } = await server.call('delete_record', { object_type: 'Opportunity', record_id: task.What.Id });
  const { error } = await server.call('get_record', { object_type: 'Opportunity', record_id: task.What.Id });

  expect(question).toMatch(/Tasks: \d+ -> null/);
  expect(error?.message).toContain('recycle bin for 15 days, no tool here can');
  expect(await oneOf(server, 'Task', `Id = '${task.Id}'`, ['Id'])).toBeUndefined();
});

test('the deletion of an account tells of the activities of its contacts and opportunities', async () => {
  const server = openServer();
  const { AccountId, Id: WhoId } = await oneOf(server, 'Contact', 'AccountId != NULL', ['AccountId']);
  const { call } = server;
  await call('create_record', { object_type: 'Task', fields: { Subject: 'Call', WhoId } });
  await call('create_record', { object_type: 'Task', fields: { Subject: 'Plan', WhatId: AccountId } });
  const countOf = async (own: string) => {
    const conditions = `${own} AND (IsArchived = TRUE OR IsArchived = FALSE)`;
    return (await call('query_records', { object_type: 'Task', fields: ['COUNT()'], conditions })).value.total_size;
  };
  const own = await countOf(`WhatId = '${AccountId}'`);
  const others = (await countOf(`AccountId = '${AccountId}'`)) - own;

  const { question } = await call('delete_record', { object_type: 'Account', record_id: AccountId });

  expect(question).toContain(`Tasks: ${own} -> null`);
  expect(others).toBeGreaterThan(0);
  expect(question).toContain(`Tasks of its contacts, opportunities and others: ${others} -> "go with what is deleted"`);
});
