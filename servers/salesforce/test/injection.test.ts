import { parseQuery, parseSearch } from '@bizmcp/soql';
import { expect, test } from 'vitest';
import { hostileTexts } from './hostile-texts.ts';
import { openServer } from './server-client.ts';

const restPaths = /^\/services\/data\/v68\.0\/(sobjects|sobjects\/\w+\/describe|query|search)$/;

/** What the server itself asks of the object that is used here. */
const classification =
  'SELECT QualifiedApiName, SecurityClassification, ComplianceGroup FROM FieldDefinition ' +
  "WHERE EntityDefinition.QualifiedApiName = 'Account'";

/** The server without rate limits, and what reached its org. */
const open = () => {
  const server = openServer({ isUnlimited: true });
  const texts = (end: string) =>
    server.simulator.requests
      .filter(({ path }) => path.endsWith(end))
      .map(({ query }) => query.q?.[0] ?? '')
      .filter((text) => text !== classification);
  return {
    ...server,
    queries: () => texts('/query').map(parseQuery),
    searches: () => texts('/search').map(parseSearch),
  };
};

test('300 hostile texts and more are tried', () => {
  expect(hostileTexts.length).toBeGreaterThanOrEqual(300);
});

test('as conditions they are refused, or select the same fields of the same object, its own rows alone', async () => {
  const { call, queries, simulator } = open();
  const before = simulator.digest();

  for (const conditions of hostileTexts)
    await call('query_records', { object_type: 'Account', fields: ['Name'], conditions });

  const reached = queries();
  for (const { from, groupBy, having, limit, offset, orderBy, select } of reached) {
    expect(select.map((item) => item.kind === 'operand' && item.operand)).toEqual([
      { kind: 'field', path: ['Id'] },
      { kind: 'field', path: ['Name'] },
    ]);
    expect({ from, groupBy, having, limit, offset, orders: orderBy.length }).toEqual({
      from: 'Account',
      groupBy: [],
      having: undefined,
      limit: undefined,
      offset: undefined,
      orders: 1,
    });
  }
  // Honest conditions are among them; if none arrived, this would prove nothing.
  expect(reached.length).toBeGreaterThan(0);
  expect(simulator.requests.filter(({ path }) => !restPaths.test(path))).toEqual([]);
  expect(simulator.digest()).toBe(before);
});

test('as a value in conditions they are only ever that value', async () => {
  const { call, queries } = open();

  for (const text of hostileTexts) {
    const quoted = text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    await call('query_records', { object_type: 'Account', fields: ['Name'], conditions: `Name = '${quoted}'` });
  }

  const values = queries().map(({ where }) =>
    where?.kind === 'comparison' && where.value.kind === 'string' ? where.value.value : undefined,
  );
  expect(new Set(values)).toEqual(new Set(hostileTexts));
});

test('as fields and orders they are refused, or one field or order of the same object', async () => {
  const { call, queries, simulator } = open();

  for (const text of hostileTexts) {
    await call('query_records', { object_type: 'Account', fields: ['Name', text] });
    await call('query_records', { object_type: 'Account', fields: ['Name'], order_by: text });
    await call('get_record', { object_type: 'Account', record_id: '001Hp0000000Q11IAE', fields: [text] });
  }

  for (const { from, select, where } of queries()) {
    expect(from).toBe('Account');
    expect(select.length).toBeLessThanOrEqual(3);
    expect(where === undefined || where.kind === 'comparison').toBe(true);
  }
  expect(simulator.requests.filter(({ path }) => !restPaths.test(path))).toEqual([]);
});

test('as names of objects, ids and cursors they reach nobody', async () => {
  const { call, simulator } = open();
  await call('describe_object', { object_type: 'Account' });
  simulator.clearRequests();

  for (const text of hostileTexts.filter((hostile) => !/^[A-Za-z]\w*$/.test(hostile))) {
    await call('query_records', { object_type: text, fields: ['Id'] });
    await call('describe_object', { object_type: text });
    await call('search_records', { text: 'granite', object_types: [text] });
    await call('get_record', { object_type: 'Account', record_id: text });
    await call('delete_record', { object_type: 'Account', record_id: text });
    await call('query_records', { object_type: 'Account', fields: ['Id'], cursor: text });
    await call('update_record', { object_type: 'Account', record_id: '001Hp0000000Q11IAE', fields: { [text]: 'x' } });
    await call('upsert_record', {
      ...{ object_type: 'Account', external_id_field: text, external_id: '1', fields: { Name: 'x' } },
    });
  }

  expect(simulator.requests).toEqual([]);
});

test('as an external id they stand in the body, each as it is, and lead nowhere', async () => {
  const { call, simulator } = open();
  const texts = hostileTexts.filter((text) => text.length <= 40);
  const sent: unknown[] = [];

  for (const external_id of texts) {
    const key = { object_type: 'Account', external_id_field: 'External_Id__c', external_id };
    await call('upsert_record', { ...key, fields: { Name: 'Hostile' } });
    // The simulator keeps the latest requests alone.
    sent.push(JSON.parse(simulator.requests.at(-1)?.body ?? '{}').records);
  }

  const written = simulator.requests.filter(({ method }) => method !== 'GET');
  expect(new Set(written.map(({ path }) => path))).toEqual(
    new Set(['/services/data/v68.0/composite/sobjects/Account/External_Id__c']),
  );
  const attributes = { type: 'Account' };
  expect(sent).toEqual(texts.map((text) => [{ Name: 'Hostile', External_Id__c: text, attributes }]));
});

test('as words to search for they mean only themselves', async () => {
  const { call, searches, simulator } = open();

  for (const text of hostileTexts.filter((hostile) => hostile.length <= 200)) {
    await call('search_records', { text, object_types: ['Account'], limit: 3 });
  }

  const reached = searches();
  expect(reached.length).toBeGreaterThan(hostileTexts.length / 2);
  for (const { limit, returning, scope, term } of reached) {
    expect({
      scope,
      limit,
      objects: returning.map(({ limit: most, object, where }) => ({ most, object, where })),
    }).toEqual({
      scope: 'ALL',
      limit: 2000,
      objects: [{ most: 4, object: 'Account', where: undefined }],
    });
    expect(['word', 'phrase', 'and']).toContain(term.kind);
  }
  expect(simulator.requests.filter(({ path }) => !restPaths.test(path))).toEqual([]);
});
