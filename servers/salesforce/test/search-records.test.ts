import { expect, test } from 'vitest';
import { recordsOf } from '../simulator/org-state.ts';
import { ObjectDescription } from '../src/schema/object-description.ts';
import { objectsByScope } from '../src/search/search-scope.ts';
import { openOrg } from './org-client.ts';
import { openServer } from './server-client.ts';

const cleared = { scopes: ['*:read'], clearance: 'restricted' } as const;

const typesOf = ({ records }: { records: { object_type: string }[] }) => records.map((each) => each.object_type);

test('a search says of which objects it found more than it shows', async () => {
  const { call } = openServer({ role: cleared });

  const { value: few } = await call('search_records', { text: 'Lindq*', limit: 4 });
  const { value: all } = await call('search_records', { text: 'Lindq*', limit: 200, object_types: ['Contact'] });

  expect(typesOf(few)).toEqual([...Array(4).fill('Contact'), ...Array(4).fill('Lead')]);
  expect(few.note).toMatch(/more of Contact, Lead: /);
  expect(all.records.length).toBeGreaterThan(10);
  expect(all.note).toBeUndefined();
});

test('a search with more than an answer holds shows what fits, and says so', async () => {
  const { call } = openServer();

  const { error, value } = await call('search_records', { text: 'example', limit: 200 });

  expect(error).toBeUndefined();
  expect(value.records.length).toBeGreaterThan(100);
  expect(value.note).toMatch(/more of .*(Contact|Lead)/);
});

test.each([{ text: 'indq*' }, { text: 'Lindq' }, { text: '2215550199' }])(
  'a search for $text that finds nothing says how words are compared, and what looks within them',
  async (search) => {
    const { call } = openServer();

    const { value } = await call('search_records', search);

    expect(value.records).toEqual([]);
    expect(value.note).toMatch(/from its first letter.*query_records: Name LIKE '%part%'/);
  },
);

test('a person is found however the name is put: in quotes, with a comma, a hyphen or AND', async () => {
  const { call, simulator } = openServer();
  const { Email, FirstName, Id, LastName } = [...recordsOf(simulator.state, 'Contact').values()][0] ?? {};
  const idsOf = async (text: string) => {
    const { value } = await call('search_records', { text, object_types: ['Contact'], limit: 200 });
    return value.records.map(({ record }: { record: { Id: string } }) => record.Id);
  };
  const [, domain] = String(Email).split('@');

  for (const text of [
    `"${FirstName} ${LastName}"`,
    `“${FirstName} ${LastName}”`,
    `${LastName}, ${FirstName}`,
    `${LastName};${FirstName}`,
    `${FirstName} AND ${LastName}`,
    `${FirstName} and ${LastName}`,
    `${FirstName}-${LastName}`,
    `(${FirstName}) ${LastName}.`,
    `"${FirstName} ${LastName}`,
    `${Email}`,
    `${domain}`,
  ])
    expect(await idsOf(text), text).toContain(Id);
  expect(await idsOf(`"${LastName} ${FirstName}"`)).not.toContain(Id);
});

test('an account is found by its website, with and without https://', async () => {
  const { call, simulator } = openServer();
  const { Id, Website } = [...recordsOf(simulator.state, 'Account').values()][0] ?? {};

  for (const text of [`${Website}`, `${Website}/`, `${Website}`.replace('https://', '')]) {
    const { value } = await call('search_records', { text, object_types: ['Account'] });
    expect(value.records, text).toEqual([expect.objectContaining({ record: expect.objectContaining({ Id }) })]);
  }
});

test.each(['OR', 'NOT', 'or', 'Not'])(
  'a search with the word %s asks for one at a time, or for it in quotes',
  async (joiner) => {
    const { call } = openServer();

    const { error } = await call('search_records', { text: `beacon ${joiner} zenith` });
    const { value } = await call('search_records', { text: `beacon "${joiner}" zenith` });

    expect(error?.message).toContain(`${joiner} is one of them`);
    expect(error?.message).toContain('double quotes');
    expect(value.records).toEqual([]);
  },
);

test('nobody is found by what is masked, but by name, email address and phone number', async () => {
  const { call, simulator } = openServer();
  const whole = openServer({ role: cleared });
  const person = [...recordsOf(simulator.state, 'Contact').values()].find((one) => one.Diet__c === 'vegetarian');
  const object_types = ['Contact', 'Account'];
  const isFound = async (server: typeof whole, text: unknown) => {
    const { value } = await server.call('search_records', { text, object_types, limit: 200 });
    const found: { record: { Id?: string } }[] = value.records;
    return found.filter(({ record }) => record.Id === person?.Id).length;
  };

  const { value } = await call('search_records', { text: 'vegeta*', object_types });

  expect(value).toEqual({
    records: [],
    note: expect.stringMatching(/Of Contact names, .* masked for your role.*Title LIKE '%part%'/),
  });
  expect(await isFound(whole, 'vegeta*')).toBe(1);
  for (const known of [`${person?.FirstName} ${person?.LastName}`, person?.Email, person?.Phone])
    expect(await isFound({ ...whole, call }, known), String(known)).toBe(1);
});

test('where names are masked nobody searches by name', async () => {
  const { call, simulator } = openServer();
  for (const definition of recordsOf(simulator.state, 'FieldDefinition').values())
    if (definition.DurableId === 'Account.Name') definition.SecurityClassification = 'Top Secret';
  const name = String([...recordsOf(simulator.state, 'Account').values()][0]?.Name);
  const search = { text: name, object_types: ['Account'] };

  const { value } = await call('search_records', search);
  const { error } = await call('search_records', { ...search, scope: 'NAME' });

  expect(value.records).toEqual([]);
  expect(error?.message).toContain("Account can't be searched in scope NAME, as fields of it are masked for your role");
});

test('products are not searched at all where one of their texts is masked, as no scope holds for them', async () => {
  const { body } = await openOrg().get('/services/data/v67.0/sobjects/Contact/describe');
  const product = { ...ObjectDescription.parse(body), name: 'Product2' };
  const reads = { classes: async () => new Map([['diet__c', 'restricted' as const]]) };

  await expect(objectsByScope(reads, [product], 'NAME')).rejects.toThrow("Product2 can't be searched in scope NAME");
});
