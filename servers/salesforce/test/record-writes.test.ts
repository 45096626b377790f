import { expect, test } from 'vitest';
import { field } from '../simulator/field-definition.ts';
import { findObject } from '../simulator/org-schema.ts';
import { describeObject } from '../simulator/rest/describe.ts';
import { toVendorValues } from '../src/record/record-values.ts';
import { ObjectDescription } from '../src/schema/object-description.ts';
import { oneOf, openServer, sentWrites } from './server-client.ts';

test('values that the org would refuse are refused with all their fields, before anybody is asked', async () => {
  const server = openServer();

  const { error, question } = await server.call('create_record', {
    object_type: 'Lead',
    fields: { FirstName: 'Ada', Status: 'Nope', AnnualRevenue: 'much', Compny: 'x', IsConverted: true, OwnerId: 'me' },
  });

  expect(error?.code).toBe('invalid_input');
  expect(question).toBeUndefined();
  const problems = Object.fromEntries((error?.details.fields ?? []).map(({ path, problem }) => [path, problem]));
  expect(problems).toEqual({
    'fields.Status': expect.stringContaining('Open - Not Contacted'),
    'fields.AnnualRevenue': 'takes a number',
    'fields.Compny': expect.stringContaining('nearest: Company'),
    'fields.IsConverted': 'cannot be written on create',
    'fields.OwnerId': expect.stringContaining('takes the id of a record'),
    'fields.LastName': expect.stringContaining('is required'),
    'fields.Company': expect.stringContaining('is required'),
  });
  expect(sentWrites(server)).toEqual([]);
});

test('a duplicate is told with the record that is there, and saved when the caller says so', async () => {
  const server = openServer();
  const known = await oneOf(server, 'Lead', 'IsConverted = FALSE AND Email != NULL', ['Email']);
  const input = { object_type: 'Lead', fields: { LastName: 'Twice', Company: 'Twice', Email: known.Email } };

  const refused = await server.call('create_record', input);
  const saved = await server.call('create_record', { ...input, allow_duplicates: true });

  expect(refused.error?.code).toBe('conflict');
  expect(refused.error?.message).toContain(`Lead ${known.Id}`);
  expect(refused.error?.message).not.toContain(known.Email);
  expect(saved.value).toMatchObject({ success: true, errors: [] });
});

test('a rule of the org is told in its own words, with its field', async () => {
  const server = openServer();
  const fields = { Name: 'Crane', StageName: 'Closed Won', CloseDate: '2026-11-30' };

  const { error } = await server.call('create_record', { object_type: 'Opportunity', fields });

  expect(error?.code).toBe('invalid_input');
  expect(error?.message).toContain('A won opportunity needs an amount');
  expect(error?.details.fields?.[0]?.path).toBe('Amount');
});

test('a change is asked with what is there now, stored, and leaves all else as it was', async () => {
  const server = openServer();
  const before = await oneOf(server, 'Lead', "IsConverted = FALSE AND Rating = 'Warm'", ['Title', 'Company']);
  const input = { object_type: 'Lead', record_id: before.Id, fields: { Rating: 'Hot', NumberOfEmployees: '250' } };

  const { question } = await server.call('update_record', input);

  expect(question).toContain('Rating: "Warm" -> "Hot"');
  const after = await oneOf(server, 'Lead', `Id = '${before.Id}'`, ['Rating', 'NumberOfEmployees', 'Title', 'Company']);
  expect(after).toEqual({ ...before, Rating: 'Hot', NumberOfEmployees: 250 });
});

test.each([
  ['update_record', { fields: { LastName: '' } }, 'cannot be empty'],
  ['update_record', { fields: { Ratng: 'Hot' } }, 'nearest: Rating'],
  ['update_record', { fields: { LastName: '  ' } }, 'cannot be empty'],
  ['update_record', { fields: { NumberOfEmployees: 12.7 } }, 'takes a whole number'],
  ['update_record', { fields: { NumberOfEmployees: 100_000_000 } }, 'takes 8 digits at most'],
  ['update_record', { fields: { AnnualRevenue: 1e20 } }, 'takes 16 digits at most before the point'],
  ['update_record', { fields: { Email: 'not-an-email' } }, 'takes an email address'],
  [
    'create_record',
    { fields: { LastName: 'Bell', Company: 'Acme', Interests__c: 'Analytics, Security' } },
    'fields.Interests__c: takes several joined by semicolons: Analytics;Security',
  ],
  [
    'update_record',
    { fields: { OwnerId: '003Hp0000000Q4dIAE' } },
    'fields.OwnerId: is the Id of Contact, and takes one of',
  ],
  ['create_record', { fields: { LastName: 'A', Company: 'B', AnnualRevenue: 'much' } }, 'takes a number'],
  ['update_record', { fields: { AnnualRevenue: '1.250' } }, 'fields.AnnualRevenue: is thousands, or a fraction?'],
  ['update_record', { fields: { AnnualRevenue: '1,250' } }, 'fields.AnnualRevenue: is thousands, or a fraction?'],
])('nobody is asked for a %s that cannot be: %j', async (tool, { fields }, told) => {
  const server = openServer();
  const { Id } = await oneOf(server, 'Lead', 'IsConverted = FALSE');
  const record = tool === 'update_record' ? { record_id: Id } : {};

  const { error, question } = await server.call(tool, { object_type: 'Lead', ...record, fields });

  expect(error?.message).toContain(told);
  expect(question).toBeUndefined();
});

test('a number of very many digits that is none is refused at once', async () => {
  const fields = { LastName: 'Bell', Company: 'Acme', AnnualRevenue: `${'1'.repeat(150_000)}x` };

  const { error } = await openServer().call('create_record', { object_type: 'Lead', fields });

  expect(error?.message).toContain('AnnualRevenue: takes a number');
});

test('nobody is asked back whether a percentage means thousands', async () => {
  const server = openServer();
  const { Id } = await oneOf(server, 'Opportunity', 'IsClosed = FALSE');

  const { error, question } = await server.call('update_record', {
    object_type: 'Opportunity',
    record_id: Id,
    fields: { Probability: '33.333' },
  });

  expect(error).toBeUndefined();
  expect(question).toContain('33.333');
});

test('a deleted record is shown before and gone after, so that nobody is asked for a change of it', async () => {
  const server = openServer();
  const lead = await oneOf(server, 'Lead', 'IsConverted = FALSE', ['Name']);
  const input = { object_type: 'Lead', record_id: lead.Id };

  const deleted = await server.call('delete_record', input);
  const again = await server.call('update_record', { ...input, fields: { Rating: 'Hot' } });

  expect(deleted.question).toContain(lead.Name);
  expect(deleted.value.success).toBe(true);
  expect(again.question).toBeUndefined();
  expect(again.error?.code).toBe('not_found');
  expect(again.error?.message).toContain('may be deleted');
});

test.each([
  ['UNABLE_TO_LOCK_ROW', 1, 2, undefined],
  ['UNABLE_TO_LOCK_ROW', 9, 3, 'conflict'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 1, 1, 'invalid_input'],
])(
  'a row that is refused as %s %i times is written %i times, whatever an org says of it',
  async (errorCode, times, sent, code) => {
    const server = openServer();
    const { Id } = await oneOf(server, 'Lead', 'IsConverted = FALSE');
    const body = [{ errorCode, message: 'unable to obtain access [UNABLE_TO_LOCK_ROW]', fields: [] }];
    server.simulator.inject({ fault: { kind: 'status', status: 400, body }, match: { method: 'PATCH' }, times });

    const { error } = await server.call('update_record', {
      object_type: 'Lead',
      record_id: Id,
      fields: { Rating: 'Hot' },
    });

    expect(error?.code).toBe(code);
    expect(sentWrites(server)).toHaveLength(sent);
  },
);

test('requests that are used up for the day are not tried again', async () => {
  const server = openServer();
  const body = [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }];
  server.simulator.inject({ fault: { kind: 'status', status: 403, body }, times: 9 });

  const { error } = await server.call('get_limits', {});

  expect(error?.code).toBe('rate_limited');
  expect(error?.message).toContain('24 hours');
  expect(server.simulator.requests).toHaveLength(1);
});

test('five requests are under way at once at most, so that slow ones reach the limit of no org', async () => {
  const server = openServer();
  await server.call('describe_object', { object_type: 'Lead' });
  server.simulator.inject({ fault: { kind: 'delay', milliseconds: 50 }, times: 12 });

  const queries = Array.from({ length: 12 }, (_, index) => ({
    object_type: 'Lead',
    fields: ['Id'],
    conditions: `NumberOfEmployees > ${index}`,
    limit: 1,
  }));
  const ended = await Promise.all(queries.map((query) => server.call('query_records', query)));

  expect(ended.filter(({ error }) => error)).toEqual([]);
  expect(server.traffic.most).toBe(5);
});

test('an account of a person needs a last name in place of the name of a company', () => {
  const { simulator } = openServer();
  const account = findObject('Account');
  if (account === undefined) throw new Error('No accounts');
  const people = { ...account, fields: [...account.fields, field('LastName', 'string', { length: 80 })] };
  const object = ObjectDescription.parse(describeObject(simulator.state, people, 'v68.0'));

  expect(toVendorValues(object, { LastName: 'Doe' }, 'create')).toEqual({ LastName: 'Doe' });
  expect(() => toVendorValues(object, { Phone: '1' }, 'create')).toThrow('fields.Name: is required');
});

test('a change is saved also where the answer says so instead of nothing', async () => {
  const { call, simulator } = openServer();
  const record_id = '00QHp0000000RWxMAM';
  const fetch = simulator.fetch.bind(simulator);
  simulator.fetch = async (url, init) => {
    const reply = await fetch(url, init);
    return reply.status === 204 ? Response.json({ id: record_id, success: true, errors: [] }) : reply;
  };

  const { value } = await call('update_record', { object_type: 'Lead', record_id, fields: { Rating: 'Hot' } });

  expect(value).toMatchObject({ id: record_id, success: true });
});
