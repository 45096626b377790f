import { expect, test } from 'vitest';
import * as z from 'zod';
import { recordsOf } from '../simulator/org-state.ts';
import { openServer } from './server-client.ts';

const Field = z.object({ name: z.string(), masked_as: z.string().optional() });
const Schema = z.object({ value: z.object({ fields: z.array(Field) }) });

const read = async ({ runtime }: ReturnType<typeof openServer>, uri: string) =>
  runtime.readResource(uri, {
    client: { name: 'test', version: '1', canAsk: false },
    signal: new AbortController().signal,
  });

test('the org is told with its edition, its year and who is logged in', async () => {
  const server = openServer();

  const answer = JSON.stringify(await read(server, 'bizmcp://salesforce/org'));

  expect(answer).toContain('Harborline Controls');
  expect(answer).toContain('fiscal_year_start_month');
  expect(server.simulator.requests.map(({ path }) => path)).toEqual([
    '/services/data/v68.0',
    '/services/data/v68.0/query',
    '/services/data/v68.0/query',
  ]);
});

test('of an org that the user may not look at nothing is made up', async () => {
  const server = openServer();
  recordsOf(server.simulator.state, 'Organization').clear();

  const answer = JSON.stringify(await read(server, 'bizmcp://salesforce/org'));

  expect(answer).toContain('organization_id');
  expect(answer).not.toMatch(/fiscal_year_start_month|is_sandbox|edition/);
});

test('an org whose answer names no user is told to answer wrongly, and not as nobody', async () => {
  const server = openServer();
  Object.assign(server.simulator.state, { userId: '' });

  const { value } = await server.call('health_check', {});

  expect(value.checks.upstream).toMatchObject({ status: 'unhealthy', message: expect.stringContaining('identity') });
});

test('objects and the fields of one are told, and an object that is none is refused', async () => {
  const server = openServer();

  const objects = JSON.stringify(await read(server, 'bizmcp://salesforce/objects'));
  const schema = JSON.stringify(await read(server, 'bizmcp://salesforce/objects/Opportunity'));

  expect(objects).toContain('OpportunityContactRole');
  expect(schema).toContain('StageName');
  await expect(read(server, 'bizmcp://salesforce/objects/..%2Flimits')).rejects.toMatchObject({ code: 'not_found' });
  expect(server.simulator.requests.some(({ path }) => path.includes('limits'))).toBe(false);
});

test('fields are described with what a write needs: whether required, choices, what they refer to', async () => {
  const { call } = openServer();

  const { value } = await call('describe_object', { object_type: 'opportunity', limit: 200 });

  const fields = Object.fromEntries(value.fields.map((field: { name: string }) => [field.name, field]));
  expect(fields.CloseDate).toMatchObject({ required: true, type: 'date' });
  expect(fields.AccountId).toMatchObject({ references: ['Account'], parent: 'Account' });
  expect(fields.StageName.choices).toContain('Closed Won');
  expect(fields.External_Id__c).toMatchObject({ external_id: true, unique: true });
  expect(fields.CreatedDate).toMatchObject({ read_only: true, required: false });
  expect(value.object.children).toContainEqual({
    name: 'Tasks',
    object: 'Task',
    field: 'WhatId',
  });
});

test('words are found in several objects, with what helps to recognise a record', async () => {
  const { call } = openServer();

  const { value } = await call('search_records', { text: 'granite*', object_types: ['Account', 'Lead'], limit: 3 });

  const types: string[] = value.records.map(({ object_type }: { object_type: string }) => object_type);
  expect(new Set(types)).toEqual(new Set(['Account', 'Lead']));
  expect(types.filter((type) => type === 'Lead').length).toBeLessThanOrEqual(3);
  expect(value.records.find(({ object_type }: { object_type: string }) => object_type === 'Lead').record).toMatchObject(
    {
      Id: expect.stringMatching(/^00Q/),
      Company: expect.stringMatching(/^Granite/),
    },
  );
});

test('a search that says nothing, or in an object without an index, is refused', async () => {
  const { call } = openServer();

  expect((await call('search_records', { text: '* ?' })).error?.code).toBe('invalid_input');
  expect((await call('search_records', { text: 'x', object_types: ['Lead'] })).error?.code).toBe('invalid_input');
  const noIndex = await call('search_records', { text: 'open', object_types: ['OpportunityStage'] });
  expect(noIndex.error?.message).toContain('no search index');
});

const WireNames = z.record(z.string(), z.unknown());
const WireMany = z.array(z.looseObject({ name: z.string() }));

test('of more objects or fields than fit the first are told, and what has the others', async () => {
  const server = openServer();
  const fetch = server.simulator.fetch.bind(server.simulator);
  server.simulator.fetch = async (url, init) => {
    const reply = await fetch(url, init);
    const [, key] = /(sobjects|describe)$/.exec(new URL(String(url)).pathname) ?? [];
    if (key === undefined) return reply;
    const body = WireNames.parse(await reply.json());
    const list = key === 'describe' ? 'fields' : key;
    const own = WireMany.parse(body[list]);
    const more = Array.from({ length: 1500 }, (_, n) => ({ ...own[0], queryable: true, name: `Number_${n}__c` }));
    return Response.json({ ...body, [list]: [...own, ...more] });
  };

  const objects = JSON.stringify(await read(server, 'bizmcp://salesforce/objects'));
  const schema = JSON.stringify(await read(server, 'bizmcp://salesforce/objects/Lead'));

  expect(objects).toMatch(/The first \d{3} of 15\d\d: list_objects has the others/);
  expect(schema).toMatch(/The first \d{3} of 15\d\d fields: describe_object has the others/);
});

test.each([
  ['whoever sees names and addresses', undefined, ['Birthdate', 'Diet__c', 'Door_Code__c']],
  ['whoever sees all', { scopes: ['*'], clearance: 'restricted' } as const, []],
  [
    'whoever only looks',
    { scopes: ['*:read'], clearance: 'internal' } as const,
    ['Birthdate', 'Diet__c', 'Direct_Line__c', 'Door_Code__c', 'Email', 'Name'],
  ],
])('%s is told which fields are masked, and of no others', async (_, role, hidden) => {
  const server = openServer(role && { role });
  const asked = ['Birthdate', 'Diet__c', 'Direct_Line__c', 'Door_Code__c', 'Email', 'Name', 'Title'];
  const maskedIn = (fields: { name: string; masked_as?: string | undefined }[]) =>
    fields.flatMap((field) => (field.masked_as && asked.includes(field.name) ? [field.name] : [])).toSorted();

  const { value } = await server.call('describe_object', { object_type: 'Contact', limit: 200 });
  const resource = await read(server, 'bizmcp://salesforce/objects/Contact');

  expect(maskedIn(value.fields)).toEqual(hidden);
  expect(maskedIn(Schema.parse(resource).value.fields)).toEqual(hidden);
});
