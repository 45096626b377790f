import { createCaller, holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

holdDay('2026-11-21T10:00:00Z');

const simulator = createXeroSimulator({ today: '2026-11-21', limits: { perMinute: 100_000, perDay: 100_000 } });
const { clientId, clientSecret } = simulator.client;
const company = {
  ...{ server: xero, transport: simulator.fetch },
  settings: { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret },
};
const open = createCaller(company);
const masked = createCaller({ ...company, role: { scopes: ['*'], clearance: 'internal' } });

/** Both answers to a question, and the names of those who owe. */
async function askBoth(tool: string, input: object) {
  const { invoices } = await open.call('search_invoices', { statuses: ['AUTHORISED'], limit: 100 });
  const names = invoices.map(({ contact }: { contact: string }) => contact);
  return { names, seen: await open.call(tool, input), hidden: await masked.call(tool, input) };
}

const namesIn = (answer: unknown, names: readonly string[]) =>
  names.filter((name) => JSON.stringify(answer).includes(name));

test('who is shown no confidential field is told no contact by a management report', async () => {
  const { names, seen, hidden } = await askBoth('generate_management_report', { period_end: '2026-10-31' });

  expect(namesIn(seen.highlights, names).length).toBeGreaterThan(0);
  expect(namesIn(hidden, names)).toEqual([]);
});

test('who is shown no confidential field is not told by the title of a report whose it is', async () => {
  const [{ contact_id }] = (await open.call('search_invoices', { statuses: ['AUTHORISED'] })).invoices;

  const { names, seen, hidden } = await askBoth('get_report', { report: 'aged_receivables', contact_id });

  expect(namesIn(seen.title, names).length).toBeGreaterThan(0);
  expect(namesIn(hidden, names)).toEqual([]);
});

test('who is shown no confidential field is told no name by what spoke for an account', async () => {
  const range = { date_range: { start_date: '2026-09-01', end_date: '2026-11-20' } };
  const { seen, hidden } = await askBoth('expense_categorization', range);

  const words: string[] = seen.uncategorized.flatMap(({ features }: { features: string[] }) =>
    features.flatMap((feature) => /^counterparty ([a-z ]{6,})$/.exec(feature)?.[1] ?? []),
  );
  expect(words.length).toBeGreaterThan(3);
  expect(namesIn(hidden, words)).toEqual([]);
});

test('who is shown no confidential field is told no other contact by a warning', async () => {
  const [{ name, email }] = (await open.call('search_contacts', { query: 'Dunmore' })).contacts;

  const { warnings } = await masked.call('create_contact', { name: 'Newcomer', email });

  expect(warnings).toMatchObject([{ kind: 'duplicate', field: 'email' }]);
  expect(JSON.stringify(warnings)).not.toContain(name);
});
