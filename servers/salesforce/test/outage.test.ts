import type { Fault } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { openServer } from './server-client.ts';

const lead = { object_type: 'Lead', record_id: '00QHp0000000RWxMAM' };
const fields = { Email: 'ada@new.example', Status: 'Working - Contacted', OwnerId: '005Hp0000000Q18IAE' };
const made = { object_type: 'Lead', fields: { ...fields, LastName: 'Roe', Company: 'Brick' } };
const writes: [tool: string, input: object][] = [
  ['create_record', made],
  ['update_record', { ...lead, fields }],
  ['upsert_record', { ...made, external_id_field: 'External_Id__c', external_id: 'E1' }],
  ['delete_record', { object_type: 'Account', record_id: '001Hp0000000Q1FIAU' }],
];
const client = { name: 'test', version: '1', canAsk: true };

interface Outage {
  after: number;
  fault: Fault;
  match?: { path: RegExp };
}

const answered = (status: number): Fault => ({ kind: 'status', status });
const isDown = { fault: answered(503) };
const query = { path: /\/query$/ };

/** Asks for a write, with an outage that begins after so many requests. */
const ask = async (name: string, input: object, outage?: Outage) => {
  const { runtime, simulator } = openServer({ attempts: 1 });
  if (outage !== undefined) {
    simulator.inject({ ...outage, times: 1000 });
  }
  const request = { name, arguments: input, client, signal: new AbortController().signal };
  const outcome = await runtime.callTool(request).catch((error: unknown) => error);
  return { outcome, requests: simulator.requests };
};

/** How a write ends with an outage from each of so many requests on. */
const askInEach = async (name: string, input: object, length: number, outage: Omit<Outage, 'after'>) => {
  const ended = await Promise.all(Array.from({ length }, (_, after) => ask(name, input, { after, ...outage })));
  return ended.map(({ outcome }) => outcome);
};

test.each(writes)('nobody is asked for %s while Salesforce is down, from whichever read on', async (tool, input) => {
  const { outcome, requests } = await ask(tool, input);
  const ended = await askInEach(tool, input, requests.length, isDown);

  expect(outcome).toMatchObject({ kind: 'question' });
  expect(requests.length).toBeGreaterThan(4);
  expect(ended).toEqual(ended.map(() => expect.objectContaining({ code: 'unavailable' })));
});

test.each<[Fault, string]>([
  [answered(429), 'rate_limited'],
  [answered(408), 'timeout'],
  [{ kind: 'html' }, 'bad_answer'],
])('nobody is asked for a new record whose double no query can find, as each is answered %o', async (fault, code) => {
  const { requests } = await ask('create_record', made);
  const queries = requests.filter(({ path }) => query.path.test(path));
  const ended = await askInEach('create_record', made, queries.length, { fault, match: query });

  expect(queries.length).toBeGreaterThan(2);
  expect(ended).toEqual(ended.map(() => expect.objectContaining({ code })));
});
