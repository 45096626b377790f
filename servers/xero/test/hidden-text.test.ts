import { createCaller, holdDay, withUpstream } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { xero } from '../src/server.ts';

holdDay('2026-11-21T10:00:00Z');

const simulator = createXeroSimulator({ today: '2026-11-21', limits: { perMinute: 100_000, perDay: 100_000 } });
const { clientId, clientSecret } = simulator.client;
const company = {
  ...{ server: withUpstream(xero, { limits: [] }), transport: simulator.fetch },
  settings: { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret },
};
const open = createCaller(company);
const viewer = createCaller({ ...company, role: { scopes: ['*'], clearance: 'internal' } });

const day = '2026-11-20';
const from = { date_from: day, date_to: day, limit: 100 };

/** Documents of a contact in whose free texts its name stands, as people write it. */
async function bookFor(name: string) {
  const { contact } = await open.call('create_contact', { name });
  const { contact_id } = contact;
  const accounts = (await open.call('list_accounts', {})).accounts;
  const [bank] = accounts.filter(({ type }: { type: string }) => type === 'BANK');
  const line = { description: `Dinner with ${name}`, unit_amount: '80.00', account_code: '6990' };
  const text = { reference: `${name}, Nov`, date: day };
  const sale = { ...text, contact_id, due_date: '2026-12-20', status: 'AUTHORISED', line_items: [line] };
  const { invoice } = await open.call('create_invoice', sale);
  const spent = { ...text, type: 'SPEND', contact_id, bank_account_id: bank.account_id, line_items: [line] };
  await open.call('create_bank_transaction', spent);
  const { invoice_id } = invoice;
  return { contact_id, invoice_id, payment: { ...text, invoice_id, amount: '5.00', account_id: bank.account_id } };
}

test.each(['Cher', "Zoë O'Brien-Łuk", '王小明', 'Alder & Finch (Hull) Ltd'])(
  'who is shown no confidential field is told of %s by no text of a document',
  async (name) => {
    const { contact_id, invoice_id, payment } = await bookFor(name);
    const asked = [
      ['create_payment', payment],
      ['get_invoice', { invoice_id }],
      ['search_invoices', { contact_id }],
      ['search_contacts', { limit: 100 }],
      ['list_bank_transactions', from],
      ['list_bank_transactions', { ...from, type: 'PAYMENT' }],
      ['get_report', { report: 'aged_receivables', contact_id }],
      ['expense_categorization', { date_range: { start_date: '2026-11-01', end_date: day } }],
    ] as const;

    for (const [tool, input] of asked) {
      const [seen, hidden] = [await open.call(tool, input), await viewer.call(tool, input)];
      expect.soft(JSON.stringify(hidden), tool).not.toContain(name);
      if (tool !== 'search_contacts') expect.soft(JSON.stringify(seen), tool).toContain(name);
    }
  },
);

test('who is shown no confidential field reads what names nobody: titles, findings and kinds of a document', async () => {
  const report = await viewer.call('get_report', { report: 'profit_and_loss', from_date: day, to_date: day });
  const { highlights } = await viewer.call('generate_management_report', { period_end: '2026-10-31' });

  expect(report.title).toMatch(/20 November 2026/);
  const told = highlights.map(({ statement }: { statement: string }) => statement).join('\n');
  expect(told).toMatch(/Net profit [\d.-]+ GBP/);
  expect(told).toMatch(/most is owed by .\*\*\* \(/);
});
