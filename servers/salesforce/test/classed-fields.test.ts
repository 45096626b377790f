import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { openKnown, viewer } from './known-person.ts';

const cleared = { scopes: ['*'], clearance: 'restricted' } as const;

const ownFields = ['Door_Code__c', 'Diet__c', 'Direct_Line__c', 'Home__Latitude__s', 'Private_Email__c'];
const hidden = { restricted: { Credit_Limit__c: '[masked]' } };
const door = { Door_Code__c: '[masked]' };

test('what the org keeps encrypted or calls restricted is masked for the default role, and its other fields are shown', async () => {
  const { account, ask, person } = openKnown();

  const { Direct_Line__c, Home__Latitude__s, Private_Email__c } = person;
  expect(await ask('Contact', ownFields)).toEqual({
    Private_Email__c,
    restricted: { Door_Code__c: '[masked]', Diet__c: '[masked]' },
    phones: { Direct_Line__c },
    places: { Home__Latitude__s },
  });
  expect(await ask('Account', ['Credit_Limit__c', 'Payment_Habits__c', 'Industry'])).toEqual({
    ...hidden,
    confidential: { Payment_Habits__c: account.Payment_Habits__c },
    ...(account.Industry !== null && { Industry: account.Industry }),
  });
});

test('a field that records give within a class is described with its place in them', async () => {
  const { ask, call, person } = openKnown(cleared);

  const { value } = await call('describe_object', { object_type: 'Contact', limit: 200 });

  const placed = new Map(value.fields.map(({ found_at, name }: Record<string, string>) => [name, found_at]));
  expect(ownFields.map((name) => placed.get(name))).toEqual([
    ...['restricted.Door_Code__c', 'restricted.Diet__c', 'phones.Direct_Line__c', 'places.Home__Latitude__s'],
    undefined,
  ]);
  expect(await ask('Contact', ['Direct_Line__c'])).toEqual({ phones: { Direct_Line__c: person.Direct_Line__c } });
});

test('who looks only sees none of it, and who is cleared all', async () => {
  const looking = openKnown(viewer);
  const whole = openKnown(cleared);

  expect(await looking.ask('Contact', ownFields)).toEqual({
    restricted: { Door_Code__c: '[masked]', Diet__c: '[masked]' },
    phones: { Direct_Line__c: expect.stringMatching(/^\*\*\*/) },
    places: { Home__Latitude__s: '[masked]' },
    Private_Email__c: expect.stringMatching(/^p\*\*\*@k\*\*\*/),
  });
  expect(await looking.ask('Account', ['Payment_Habits__c'])).toEqual({
    confidential: { Payment_Habits__c: '[masked]' },
  });
  expect(await whole.ask('Contact', ownFields.slice(0, 2))).toEqual({
    restricted: { Door_Code__c: whole.person.Door_Code__c, Diet__c: whole.person.Diet__c },
  });
});

test('it holds for parents, children and the owner that may be a queue', async () => {
  const { ask } = openKnown();

  const parent = await ask('Contact', ['Account.Credit_Limit__c', 'Account.Owner.Name']);
  const { Contacts } = await ask('Account', [
    '(SELECT Door_Code__c, Account.Credit_Limit__c FROM Contacts)',
    'Owner.Name',
  ]);

  expect(parent.Account).toEqual({ ...hidden, Owner: { Name: expect.any(String) } });
  expect(Contacts).toContainEqual({
    Id: expect.any(String),
    restricted: { Door_Code__c: '[masked]' },
    Account: hidden,
  });
});

test.each([
  ['Account', ['SUM(Credit_Limit__c)'], { SUM: hidden }],
  ['Account', ['MAX(Credit_Limit__c) Name', 'COUNT(Id) n'], { MAX: hidden, n: 1 }],
  ['Contact', ['AVG(Account.Credit_Limit__c) a'], { AVG: { Account: hidden } }],
  ['Account', ['COUNT(Credit_Limit__c) n'], { n: 1 }],
  ['Account', ['FORMAT(Credit_Limit__c) shown'], { FORMAT: hidden }],
  ['Account', ['FORMAT(Credit_Limit__c)'], hidden],
  [
    'Contact',
    ['Account.Payment_Habits__c', 'COUNT(Id) n'],
    { Account: { confidential: { Payment_Habits__c: expect.stringContaining('days late') } }, n: 1 },
  ],
])('nothing that is made of it shows it, under whatever name: %s %j', async (object, fields, shown) => {
  const { account, ask, person } = openKnown();

  const record = await ask(object, fields);

  expect(record).toMatchObject(shown);
  expect(JSON.stringify(record)).not.toContain(String(account.Credit_Limit__c));
  expect(JSON.stringify(record)).not.toContain(String(person.Diet__c));
});

test('whole records, found ones and the question of a change hide it too', async () => {
  const { call, person } = openKnown();
  const input = { object_type: 'Contact', record_id: String(person.Id) };

  const whole = await call('get_record', input);
  const part = await call('get_record', { ...input, fields: ['Door_Code__c', 'FORMAT(Home__Latitude__s) x'] });
  const changed = await call('update_record', { ...input, fields: { Diet__c: 'none', Direct_Line__c: 'ext. 1' } });

  expect(whole.value.record).toMatchObject({ LastName: person.LastName, restricted: door });
  expect(part.value.record).toMatchObject({
    FORMAT: { places: { Home__Latitude__s: expect.anything() } },
    restricted: door,
  });
  expect(changed.question).toContain('restricted: {"Diet__c":"[masked]"} -> {"Diet__c":"none"}');
  expect(changed.question).toContain(
    `phones: {"Direct_Line__c":"${person.Direct_Line__c}"} -> {"Direct_Line__c":"ext. 1"}`,
  );
  expect(JSON.stringify([whole, part, changed])).not.toContain(person.Door_Code__c);
});

test('a locator of Salesforce that comes with other fields than it was given for shows no more', async () => {
  const { call } = openKnown();
  const page = { object_type: 'Account', conditions: 'Credit_Limit__c != NULL', limit: 200 };
  const first = await call('query_records', { ...page, fields: ['FORMAT(Credit_Limit__c) a', 'Credit_Limit__c'] });

  const cursor = first.value.next_cursor.split('~').at(-1);
  const other = await call('query_records', { object_type: 'Lead', fields: ['Name'], limit: 200, cursor });

  expect(other.value.records.length).toBeGreaterThan(0);
  for (const { Id: _, ...shown } of other.value.records) expect(shown).toEqual(hidden);
});

test('a name that the org restricts is masked, and stands in no question', async () => {
  const { account, ask, call, person, simulator } = openKnown();
  for (const definition of recordsOf(simulator.state, 'FieldDefinition').values())
    if (definition.DurableId === 'Account.Name') definition.SecurityClassification = 'Top Secret';
  const input = { object_type: 'Account', record_id: String(account.Id) };
  const move = { object_type: 'Contact', record_id: String(person.Id), fields: { AccountId: null } };

  const own = await ask('Account', ['Name', 'Industry']);
  const grouped = await call('query_records', { object_type: 'Contact', fields: ['Account.Name', 'COUNT(Id) n'] });
  const questions = [
    await call('update_record', { ...input, fields: { Phone: '1' } }),
    await call('update_record', move),
    await call('delete_record', input),
  ].map(({ question }) => question);

  expect(own).toMatchObject({ restricted: { Name: '[masked]' } });
  expect(grouped.error?.message).toContain('Name: its values are masked for your role');
  expect(questions[0]).toContain('record: "one Account" -> "changed as follows"');
  expect(questions[1]).toContain('AccountId from one Account to nobody');
  expect(questions[2]).toContain('restricted: {"Name":"[masked]"} -> null');
  expect(questions.join()).not.toContain(String(account.Name));
});

test('the org is asked for its classification once an object, and a user who may not ask is shown what the types leave', async () => {
  const { ask, definitions, simulator } = openKnown();
  const { fetch } = simulator;

  await ask('Contact', ['Name', 'Account.Name', 'Account.Owner.Name']);
  await ask('Account', ['Name', 'COUNT(Id) n']);
  expect(definitions()).toHaveLength(1);

  const blind = openKnown();
  blind.simulator.fetch = (url, init) =>
    String(url).includes('FieldDefinition')
      ? Promise.resolve(
          Response.json([{ errorCode: 'INVALID_TYPE', message: "sObject type 'FieldDefinition'" }], { status: 400 }),
        )
      : fetch.call(blind.simulator, url, init);
  expect(await blind.ask('Contact', ['Door_Code__c', 'Diet__c'])).toEqual({
    Diet__c: blind.person.Diet__c,
    restricted: door,
  });
});

test('an outage while the classification is read shows nothing', async () => {
  const { call, simulator } = openKnown();
  const { fetch } = simulator;
  simulator.fetch = (url, init) =>
    String(url).includes('FieldDefinition')
      ? Promise.resolve(new Response('', { status: 503 }))
      : fetch.call(simulator, url, init);

  const { error } = await call('query_records', { object_type: 'Contact', fields: ['Diet__c'] });

  expect(error?.code).toBe('unavailable');
});

test('a place that the org made itself is hidden by its parts, as a home address is', async () => {
  const { call, person, simulator } = openKnown(viewer);
  const { fetch } = simulator;
  simulator.fetch = async (url, init) => {
    const reply = await fetch.call(simulator, url, init);
    const body: unknown = await reply.json();
    const isPerson = typeof body === 'object' && body !== null && 'LastName' in body;
    return Response.json(isPerson ? { ...body, Home__c: { latitude: 51.5, longitude: -0.1 } } : body);
  };

  const { value } = await call('get_record', { object_type: 'Contact', record_id: String(person.Id) });

  expect(value.record.Home__c).toEqual({ latitude: '[masked]', longitude: '[masked]' });
});

test.each([
  ['Task', 'Subject', 'Status'],
  ['Opportunity', 'NextStep', 'StageName'],
  ['Account', 'Website', 'Type'],
])('who looks only is told by no text of a %s whose it is', async (object_type, text, kind) => {
  const answers = [viewer, cleared].map(async (role) => {
    const { call, simulator } = openKnown(role);
    const record_id = (await call('query_records', { object_type, fields: ['Id'] })).value.records[0].Id;
    const records = recordsOf(simulator.state, object_type);
    records.set(record_id, { ...records.get(record_id), [text]: 'Lumen Ltd', [kind]: 'Known' });
    const { error, value } = await call('get_record', { object_type, record_id, fields: [text, kind] });
    expect(error).toBeUndefined();
    return value.record;
  });

  const [looking, whole] = await Promise.all(answers);

  expect(whole).toMatchObject({ [text]: 'Lumen Ltd', [kind]: 'Known' });
  expect(looking).toMatchObject({ [kind]: 'Known' });
  expect(JSON.stringify(looking)).not.toContain('Lumen');
});
