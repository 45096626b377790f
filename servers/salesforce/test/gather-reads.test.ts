import { expect, test } from 'vitest';
import * as z from 'zod';
import { gatherReads } from '../src/gather-reads.ts';
import { openServer } from './server-client.ts';

type Server = ReturnType<typeof openServer>;

const search = { text: 'granite*', object_types: ['Account', 'Lead', 'Task', 'Opportunity'] };

const WireRequest = z.object({
  compositeRequest: z.array(z.object({ url: z.string(), referenceId: z.string() })),
});

const alone = search.object_types.map((name) => `sobjects/${name}/describe`);

const sent = ({ simulator }: Server) => simulator.requests.map(({ path }) => path.split('v68.0/')[1]);

test('descriptions that a call needs at once come in one request, their classification in another, and are remembered', async () => {
  const server = openServer();

  await server.call('search_records', search);
  await server.call('search_records', search);

  expect(sent(server)).toEqual(['composite', 'composite', 'search', 'search']);
});

test('parents, children and semi-joins of a query are looked up together', async () => {
  const server = openServer();
  const fields = ['Name', 'Account.Name', 'Campaign.Name', 'Owner.Name', '(SELECT Subject FROM Tasks)'];
  const conditions = 'AccountId IN (SELECT AccountId FROM Contact WHERE Email != NULL) AND Account.Industry != NULL';

  const { value } = await server.call('query_records', { object_type: 'Opportunity', fields, conditions, limit: 3 });

  expect(value.records).toHaveLength(3);
  expect(sent(server)).toEqual(['sobjects/Opportunity/describe', 'composite', 'query', 'composite']);
});

test('one that fails is asked for again alone, and told as ever', async () => {
  const server = openServer();

  const { error } = await server.call('search_records', { ...search, object_types: ['Account', 'Leed'] });

  expect(error?.code).toBe('not_found');
  expect(error?.message).toContain('nearest: Lead');
  expect(sent(server)).toEqual(['composite', 'sobjects/Leed/describe', 'sobjects']);
});

test('a part that Salesforce could not answer this once does not fail the others', async () => {
  const server = openServer();
  const busy = [{ message: 'busy', errorCode: 'SERVER_UNAVAILABLE' }];
  const compositeResponse = search.object_types.map((_name, index) => {
    return { body: busy, httpHeaders: {}, httpStatusCode: 503, referenceId: `read${index}` };
  });
  const fault = { kind: 'status', status: 200, body: { compositeResponse } } as const;
  server.simulator.inject({ fault, match: { method: 'POST' } });

  const { error } = await server.call('search_records', search);

  expect(error).toBeUndefined();
  expect(sent(server).slice(0, 6).toSorted()).toEqual(['composite', 'composite', ...alone.toSorted()]);
});

test('what is too much at once is asked for one by one', async () => {
  const server = openServer();
  server.simulator.inject({ fault: { kind: 'huge-body', bytes: 11_000_000 }, match: { method: 'POST' } });

  const { error, value } = await server.call('search_records', search);

  expect(error).toBeUndefined();
  expect(value.records.length).toBeGreaterThan(0);
  expect(sent(server).slice(0, 6).toSorted()).toEqual(['composite', 'composite', ...alone.toSorted()]);
});

test('a composite request that only reads is tried again like any other read', async () => {
  const server = openServer();
  server.simulator.inject({ fault: { kind: 'status', status: 503 }, match: { method: 'POST' }, times: 2 });

  const { error } = await server.call('search_records', search);

  expect(error).toBeUndefined();
  expect(sent(server)).toEqual(['composite', 'composite', 'composite', 'composite', 'search']);
});

test('a session that has ended is told once, not for each part', async () => {
  const server = openServer({ extraSettings: { SALESFORCE_ACCESS_TOKEN: '00DHp!over' } });

  const { error } = await server.call('search_records', search);

  expect(error?.code).toBe('unauthenticated');
  expect(sent(server)).toEqual(['composite']);
});

test('no more than 25 reads go together, of which five are queries, and the same one goes once', async () => {
  const groups: string[][] = [];
  const reads = gatherReads(async (schema, { body }) => {
    const { compositeRequest } = WireRequest.parse(body);
    groups.push(compositeRequest.map(({ url }) => url));
    const compositeResponse = compositeRequest.map(({ referenceId, url }) => {
      return { body: url, httpStatusCode: 200, referenceId };
    });
    return schema.parse({ compositeResponse });
  }, '68.0');
  const paths = Array.from({ length: 72 }, (_, index) => [index % 6 === 0 ? 'query' : 'sobjects', `n${index}`]);

  const answers = await Promise.all([...paths, ...paths].map((path) => reads(z.string(), { path })));

  expect(answers).toEqual([...paths, ...paths].map((path) => `/services/data/v68.0/${path.join('/')}`));
  expect(groups.flat()).toHaveLength(72);
  for (const group of groups) {
    expect(group.length).toBeLessThanOrEqual(25);
    expect(group.filter((url) => url.includes('query')).length).toBeLessThanOrEqual(5);
  }
});
