import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { createSalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';
import { base, now } from './org-client.ts';

holdDay('2026-11-21T10:00:00Z');

/** The server on an org whose answers to queries have another body. */
function openOdd(change: (page: object) => object) {
  const simulator = createSalesforceSimulator({ clock: createManualClock(now) });
  return createCaller({
    server: salesforce,
    settings: { SALESFORCE_ACCESS_TOKEN: simulator.demoToken, SALESFORCE_INSTANCE_URL: base },
    async transport(url, request) {
      const reply = await simulator.fetch(url, request);
      if (!new URL(String(url)).pathname.endsWith('/query')) return reply;
      return Response.json(change(Object(await reply.json())), { status: reply.status });
    },
  });
}

test('rows that are not the last and lead nowhere are not taken for all', async () => {
  const org = openOdd((page) => ({ ...page, done: false, nextRecordsUrl: undefined }));

  const error = await org.fail('query_records', { object_type: 'Account', fields: ['Name'], limit: 5 });

  expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining('at nextRecordsUrl') });
});
