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

/** Asks for a write, with an outage that begins after so many requests. */
const ask = async (name: string, input: object, after?: number) => {
  const { runtime, simulator } = openServer({ attempts: 1 });
  const fault = { kind: 'status', status: 503 } as const;
  if (after !== undefined) simulator.inject({ fault, after, times: 1000 });
  const request = { name, arguments: input, client, signal: new AbortController().signal };
  const outcome = await runtime.callTool(request).catch((error: unknown) => error);
  return { outcome, requests: simulator.requests.length };
};

test.each(writes)('nobody is asked for %s while Salesforce is down, from whichever read on', async (tool, input) => {
  const { outcome, requests } = await ask(tool, input);
  const ended = await Promise.all(Array.from({ length: requests }, (_, after) => ask(tool, input, after)));

  expect(outcome).toMatchObject({ kind: 'question' });
  expect(requests).toBeGreaterThan(4);
  expect(ended.map((each) => each.outcome)).toEqual(ended.map(() => expect.objectContaining({ code: 'unavailable' })));
});
