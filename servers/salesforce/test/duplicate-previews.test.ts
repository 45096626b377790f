import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

const oneOf = async ({ call }: ReturnType<typeof openServer>, object_type: string, field: string, conditions: string) =>
  (await call('query_records', { object_type, fields: [field], conditions, limit: 1 })).value.records[0];

test('who is asked for an address or name that another has reads whose it is', async () => {
  const server = openServer();
  const known = await oneOf(server, 'Lead', 'Email', 'Email != NULL AND IsConverted = FALSE');
  const person = await oneOf(server, 'Contact', 'Email', 'Email != NULL');
  const told = async (fields: object) =>
    (await server.call('update_record', { object_type: 'Lead', record_id: '00QHp0000000RWxMAM', fields })).question;

  const created = await server.call('create_record', {
    object_type: 'Lead',
    fields: { LastName: 'Doe', Company: 'X', Email: known.Email.toUpperCase() },
  });

  const account = await server.call('create_record', { object_type: 'Account', fields: { Name: 'alder analytics' } });

  expect(created.question).toContain(`Email is that of Lead ${known.Id} already`);
  expect(created.question).toContain('unless allow_duplicates is true');
  expect(await told({ Email: person.Email })).toContain(`Email is that of Contact ${person.Id} already`);
  expect(await told({ Email: 'nobody@new.example' })).not.toContain('already');
  expect(account.question).toContain('Name is that of Account 001Hp0000000Q11IAE already');
});

test('of an address or name that the org restricts nobody learns by guessing who has it', async () => {
  const server = openServer();
  const { state } = server.simulator;
  const known = [...recordsOf(state, 'Lead').values()].find((lead) => lead.Email !== null && !lead.IsConverted);
  for (const definition of recordsOf(state, 'FieldDefinition').values())
    if (/^(?:Lead\.Email|Account\.Name)$/.test(String(definition.DurableId)))
      definition.SecurityClassification = 'Top Secret';

  const { question: ofLead } = await server.call('create_record', {
    object_type: 'Lead',
    fields: { LastName: 'Doe', Company: 'X', Email: known?.Email },
  });
  const { question: ofAccount } = await server.call('create_record', {
    object_type: 'Account',
    fields: { Name: 'alder analytics' },
  });
  await server.call('create_record', { object_type: 'Contact', fields: { ...person, ...account } });
  const { question: ofContact } = await server.call('create_record', {
    object_type: 'Lead',
    fields: { ...person, Company: 'Alder Analytics' },
  });

  expect(ofLead).toContain('Doe');
  expect(`${ofLead} ${ofAccount} ${ofContact}`).not.toContain('already');
});

const person = { FirstName: 'Jörg', LastName: 'Müßigbrodt' };
const typed = { FirstName: 'JORG', LastName: 'mussigbrodt' };
const company = { Company: 'Brücke GmbH' };
const account = { AccountId: '001Hp0000000Q11IAE' };

test.each([
  [
    'Lead',
    { ...person, ...company },
    { ...typed, Company: 'Brucke' },
    { ...typed, Company: 'Damm' },
    'Name and Company are those of Lead',
  ],
  [
    'Contact',
    { ...person, ...account },
    { ...typed, ...account },
    { ...typed, FirstName: 'Jürg', ...account },
    'Name and Account are those of Contact',
  ],
  [
    'Contact',
    { LastName: 'Oskar Wikström', ...account },
    { FirstName: 'Wikström', LastName: 'Oskar', ...account },
    { FirstName: 'Oskar', LastName: 'Vikström', ...account },
    'Name and Account are those of Contact',
  ],
  [
    'Contact',
    { FirstName: 'Bruno', LastName: 'Sá', ...account },
    { FirstName: 'BRUNO', LastName: 'Sa', ...account },
    { FirstName: 'Bruno', LastName: 'Co', ...account },
    'Name and Account are those of Contact',
  ],
  ['Account', { Name: 'Brücke GmbH' }, { Name: 'BRUCKE' }, { Name: 'Brücker' }, 'Name is that of Account'],
  [
    'Account',
    { Name: 'Möbel & Holz B.V.' },
    { Name: 'Moebel und Holz' },
    { Name: 'Mabel Holz' },
    'Name is that of Account',
  ],
])('who is asked for a second %s of a name reads of the first, however it is written', async (...row) => {
  const [object_type, first, again, other, told] = row;
  const { call } = openServer();
  const create = async (fields: object) => (await call('create_record', { object_type, fields })).question;

  const questions = [await create(first), await create(other), await create(again)];

  expect(questions[0]).not.toContain('already');
  expect(questions[1]).not.toContain('already');
  expect(questions[2]).toContain(told);
  expect(questions[2]).toContain('unless allow_duplicates is true');
});

test('who is asked for a lead reads of a contact of its name whose account has the name of its company', async () => {
  const { call } = openServer();
  const ask = async (object_type: string, fields: object) =>
    (await call('create_record', { object_type, fields })).question;
  await ask('Contact', { ...person, ...account });

  const [again, other] = [
    await ask('Lead', { ...typed, Company: 'Alder Analytics GmbH' }),
    await ask('Lead', { ...typed, Company: 'Damm' }),
  ];

  expect(again).toMatch(/Name and Company are those of Contact 003\w+ already, so that Salesforce may refuse it/);
  expect(other).not.toContain('already');
});

test('who is asked for an opportunity reads of another one of its name and account, which no rule refuses', async () => {
  const { call } = openServer();
  const ask = async (fields: object) => {
    const all = { ...fields, StageName: 'Prospecting', CloseDate: '2099-01-31' };
    return (await call('create_record', { object_type: 'Opportunity', fields: all })).question;
  };
  await ask({ Name: 'Kränze 2027', ...account });

  const [again, other] = [await ask({ Name: 'KRANZE 2027', ...account }), await ask({ Name: 'Kranze 2027' })];

  expect(again).toMatch(/Name and Account are those of Opportunity 006\w+ already/);
  expect(again).not.toContain('refuse');
  expect(other).not.toContain('already');
});

test('who is asked for a copy of an opportunity without its account reads of the one there is, though it is closed', async () => {
  const server = openServer();
  const fields = ['Name', 'Amount', 'CloseDate', 'StageName'];
  const input = { object_type: 'Opportunity', fields, conditions: 'IsWon = TRUE AND Amount != NULL', limit: 1 };
  const { Id, ...copy } = (await server.call('query_records', input)).value.records[0];
  const ask = async (change: object) =>
    (await server.call('create_record', { object_type: 'Opportunity', fields: { ...copy, ...change } })).question;

  expect(await ask({})).toContain(`Name, Amount and CloseDate are those of Opportunity ${Id} already`);
  expect(await ask({ Amount: copy.Amount + 1 })).not.toContain('already');
  expect(await ask({ CloseDate: '2099-01-31' })).not.toContain('already');
});

test.each([
  ['Contact', { ...person, ...account }, { ...person, FirstName: 'Ute', ...account }, typed],
  ['Contact', { ...person, ...account }, person, account],
  ['Lead', { ...person, ...company }, { ...person, Company: 'Damm' }, { Company: 'BRÜCKE' }],
])('who is asked to give a %s the name and company of another reads of that one: %j', async (...row) => {
  const [object_type, first, second, fields] = row;
  const { call } = openServer();
  await call('create_record', { object_type, fields: first });
  const record_id = (await call('create_record', { object_type, fields: second })).value.id;

  const { question } = await call('update_record', { object_type, record_id, fields });
  const other = await call('update_record', { object_type, record_id, fields: { Title: 'Head' } });

  expect(question).toContain(`those of ${object_type} `);
  expect(question).not.toContain(`${object_type} ${record_id}`);
  expect(other.question).not.toContain('already');
});

test('a record is not told to have its own name already', async () => {
  const server = openServer();
  const { Id, Name } = await oneOf(server, 'Account', 'Name', 'ParentId = NULL');
  const change = { object_type: 'Account', record_id: Id, fields: { Name: Name.toUpperCase() } };

  expect((await server.call('update_record', change)).question).not.toContain('already');
});
