import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createSalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';
import { base, now } from './org-client.ts';

const WireDescription = z.looseObject({ name: z.string(), queryable: z.boolean() });
type Description = z.output<typeof WireDescription>;

/** The server on an org some of whose descriptions are other than usual, and which knows nothing of what has this in its path. */
function openUnusual(change: (description: Description) => Description, unknown = /^$/) {
  const simulator = createSalesforceSimulator({ clock: createManualClock(now) });
  const caller = createCaller({
    server: salesforce,
    settings: { SALESFORCE_ACCESS_TOKEN: simulator.demoToken, SALESFORCE_INSTANCE_URL: base },
    async transport(url, request) {
      const { pathname } = new URL(String(url));
      if (unknown.test(pathname)) return Response.json([{ errorCode: 'NOT_FOUND', message: '' }], { status: 404 });
      const reply = await simulator.fetch(url, request);
      if (!pathname.endsWith('/describe')) return reply;
      return Response.json(change(WireDescription.parse(await reply.json())));
    },
  });
  const queries = () => simulator.requests.flatMap(({ query }) => query.q?.[0] ?? []);
  const paths = () => simulator.requests.map(({ path }) => path);
  return { ...caller, paths, queries };
}

const whole = (description: Description) => description;
const contacts = { object_type: 'Contact', fields: ['LastName', 'Account.Name'], limit: 1 };

test('a big object is asked neither for ids, which its records have not, nor in their order', async () => {
  const { call, queries } = openUnusual((lead) => ({ ...lead, name: 'Phone_Book__b' }));

  await call('query_records', { object_type: 'Lead', fields: ['LastName'] }).catch(() => undefined);

  expect(queries()).toContain('SELECT LastName FROM Phone_Book__b');
});

test('of an object without queries that is said, and not that it has no Id', async () => {
  const { fail, queries } = openUnusual((lead) => ({ ...lead, queryable: false }));

  const error = await fail('query_records', { object_type: 'Lead', fields: ['LastName'] });

  expect(error.message).toContain('this user cannot query records of Lead');
  expect(queries()).toEqual([]);
});

test.each([
  ['create_record', { object_type: 'Contact', fields: { Name: 'Ada Roe', LastName: 'Roe' } }],
  ['update_record', { object_type: 'Lead', record_id: '00QHp0000000RWxMAM', fields: { Name: 'Ada Roe' } }],
])('%s of a field that is made of others names those to write', async (tool, input) => {
  const error = await openUnusual(whole).fail(tool, input);

  expect(error.details.fields).toEqual([
    { path: 'fields.Name', problem: 'is made of others: write LastName, FirstName, Salutation' },
  ]);
});

test('a parent that is not described is left to Salesforce to tell', async () => {
  const { call } = openUnusual(whole, /Account\/describe$/);

  const { records } = await call('query_records', contacts);

  expect(records[0].Account.Name).toBeTruthy();
});

test('a reference to what is not described is asked for by its id', async () => {
  const { preview } = openUnusual(whole, /Account\/describe$/);

  const question = await preview('create_record', {
    object_type: 'Contact',
    fields: { LastName: 'Roe', AccountId: '001Hp0000000Q1OIAU' },
  });

  expect(question).toContain('AccountId to a record that cannot be seen');
});

test('where no composite request is let through, its parts are asked for alone', async () => {
  const { call } = openUnusual(whole, /composite$/);

  const { records } = await call('search_records', { text: 'harbor*' });

  expect(records.length).toBeGreaterThan(0);
});

test('a place in a query is taken in any form that Salesforce may give it', async () => {
  const { fail, paths } = openUnusual(whole);

  await fail('query_records', { ...contacts, cursor: '0r8_ab~c.2-2000:o0..' });

  expect(paths().at(-1)).toMatch(/\/query\/0r8_ab~c\.2-2000$/);
});

test('who names no objects searches in the usual ones that there are for this user', async () => {
  const { call, queries } = openUnusual(whole, /composite$|(?:Lead|Opportunity)\/describe$/);

  const { records } = await call('search_records', { text: 'harbor*' });

  expect(records.length).toBeGreaterThan(0);
  expect(queries().join()).toMatch(/RETURNING (?:Account|Contact)/);
  expect(queries().join()).not.toMatch(/Lead|Opportunity/);
});

test('who may see none of the usual objects is told to name others', async () => {
  const { fail } = openUnusual(whole, /composite$|(?:Account|Contact|Lead|Opportunity)\/describe$/);

  const error = await fail('search_records', { text: 'harbor*' });

  expect(error.message).toContain('this user sees none of Account, Contact, Lead, Opportunity');
});
