import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { createXeroSimulator } from '../../servers/xero/simulator/xero-simulator.ts';
import { type DemoClient, startDemoClient } from './demo-client.ts';
import {
  Failure,
  lastMonth,
  say,
  shorten,
  tellQuestion,
  tellTools,
  tellTrail,
  writeClientConfiguration,
} from './telling.ts';

const Invoices = z.object({
  invoices: z.array(
    z.object({
      invoice_id: z.string(),
      contact_id: z.string(),
      contact: z.string(),
      amount_due: z.string(),
      currency: z.string(),
      due_date: z.string(),
    }),
  ),
  total: z.number(),
});
const Expenses = z.object({
  total_expenses: z.string(),
  currency: z.string(),
  anomalies: z.array(z.object({ explanation: z.string() }).loose()),
});
const Written = z.object({
  invoice: z.object({ invoice_id: z.string(), invoice_number: z.string(), total: z.string() }),
});

/** A month-end on the invented company's books, with an invoice whose answer gets lost on the way. */
export async function tellXeroStory(): Promise<void> {
  const simulator = createXeroSimulator();
  const { url } = await simulator.start();
  const { clientId, clientSecret } = simulator.client;
  const env = { XERO_CLIENT_ID: clientId, XERO_CLIENT_SECRET: clientSecret, XERO_BASE_URL: url };
  const client = await startDemoClient('xero', { args: [], env });
  try {
    say("bizmcp: an agent at work in a Xero organisation's books (a simulator on this machine, invented data)", '');
    await tellTools(client);
    const month = lastMonth(simulator.clock.now());
    await readMonth(client, month);
    await readLatePayers(client, month);
    await readExpenses(client, month);
    await invoiceOnce(client, simulator);
    tellTrail(client, 7);
    pointOn();
  } finally {
    await client.close();
    await simulator.stop();
  }
}

async function readMonth(client: DemoClient, month: { last: string }): Promise<void> {
  // Asked for once: with the answer as data too, the story would need more than Xero's 60 requests of a minute.
  const page = await client.page('generate_management_report', {
    report_type: 'monthly',
    period_end: month.last,
    format: 'page',
  });
  say(`2. "How did ${month.last.slice(0, 7)} go?" What matters:`);
  const highlights = page.text.split('\n').filter((line) => line.startsWith('- '));
  say(...highlights.slice(0, 5).map((line) => `   ${shorten(line, 132)}`));
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-report-'));
  writeFileSync(join(folder, 'report.md'), page.text);
  writeFileSync(join(folder, 'report.png'), page.picture);
  say(`   As a page with a chart: ${join(folder, 'report.md')}, report.png (${page.picture.length} bytes)`, '');
}

async function readLatePayers({ call }: DemoClient, month: { last: string }): Promise<void> {
  const input = { type: 'ACCREC', statuses: ['AUTHORISED'], due_to: month.last, limit: 3 };
  const { invoices, total } = Invoices.parse((await call('search_invoices', input)).value);
  say(`3. "Who owes us?" ${total} invoices were due by ${month.last}; the newest:`);
  say(
    ...invoices.map(
      (invoice) =>
        `     ${invoice.contact.padEnd(32)}  ${invoice.amount_due.padStart(10)} ${invoice.currency}, due ${invoice.due_date}`,
    ),
    '',
  );
}

async function readExpenses({ call }: DemoClient, { first, last }: { first: string; last: string }): Promise<void> {
  const yearBefore = `${Number(first.slice(0, 4)) - 1}${first.slice(4)}`;
  const input = { date_range: { start_date: yearBefore, end_date: last } };
  const { total_expenses, currency, anomalies } = Expenses.parse((await call('expense_categorization', input)).value);
  say(
    `4. "Where is money leaking?" ${total_expenses} ${currency} was spent on costs from the bank in 13 months; ${anomalies.length} things stand out:`,
  );
  say(...anomalies.slice(0, 3).map(({ explanation }) => `   - ${shorten(explanation, 130)}`), '');
}

async function invoiceOnce(client: DemoClient, simulator: ReturnType<typeof createXeroSimulator>): Promise<void> {
  const { invoices } = Invoices.parse(
    (await client.call('search_invoices', { type: 'ACCREC', statuses: ['PAID'], limit: 1 })).value,
  );
  const [year, monthOf, day] = new Date(simulator.clock.now()).toISOString().slice(0, 10).split('-');
  const input = {
    contact_id: invoices[0]?.contact_id ?? '',
    line_items: [{ description: 'Design workshop', quantity: '2', unit_amount: '450.00', account_code: '4000' }],
    date: `${year}-${monthOf}-${day}`,
    due_date: `${Number(year) + 1}-01-31`,
    reference: 'Workshop, month-end demo',
  };
  client.answer = 'decline';
  const refused = Failure.parse((await client.call('create_invoice', input)).value);
  say('5. "Send them an invoice for the workshop." The person is asked, and says no:');
  tellQuestion(client);
  say(`   -> ${refused.error.code}`, '');
  client.answer = 'accept';
  simulator.inject({ match: { path: /\/Invoices$/, method: 'PUT' }, fault: 'reset-after-commit' });
  const { invoice } = Written.parse((await client.call('create_invoice', input)).value);
  const found = Invoices.parse((await client.call('search_invoices', { query: input.reference, limit: 5 })).value);
  const sent = simulator.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/Invoices'));
  say('6. Asked once more, the person says yes. Xero makes the invoice, and its answer is lost on the way:');
  say(
    `   sent ${sent.length} times under one Idempotency-Key; there is ${found.total} invoice with that reference: ${invoice.invoice_number}, ${invoice.total}.`,
    '',
  );
}

function pointOn(): void {
  const folder = writeClientConfiguration('xero');
  say(`Next: cd ${folder} && claude   (then ask: "How did last month go, and who owes us?")`);
  say('Your own organisation: servers/xero/README.md');
}
