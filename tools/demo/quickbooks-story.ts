import * as z from 'zod';
import {
  createQuickBooksSimulator,
  type QuickBooksSimulator,
} from '../../servers/quickbooks/simulator/quickbooks-simulator.ts';
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

const Summary = z.object({
  currency: z.string(),
  revenue: z.string(),
  expenses: z.string(),
  net_income: z.string(),
  accounts_receivable: z.object({ total: z.string(), overdue: z.string() }),
  comparisons: z.object({
    prior_period: z.object({
      revenue: z.object({ change_percent: z.string().nullable() }),
      moved_by: z.array(z.object({ account: z.string(), effect: z.string() })),
    }),
  }),
});
const Transactions = z.object({
  transactions: z.array(
    z.object({
      number: z.string(),
      party_id: z.string(),
      party: z.string(),
      balance: z.string(),
      currency: z.string(),
      due_date: z.string(),
    }),
  ),
});
const Forecast = z.object({
  monthly_projections: z.array(
    z.object({
      month: z.string(),
      net: z.string(),
      closing_balance: z.string(),
      interval: z.object({ low: z.string(), high: z.string() }),
    }),
  ),
  insights: z.array(z.string()),
});
const Items = z.object({ items: z.array(z.object({ item_ref: z.string(), name: z.string(), price: z.string() })) });
const Written = z.object({
  invoice: z.object({ transaction_id: z.string(), number: z.string(), total: z.string() }),
  warnings: z.array(z.object({ message: z.string() })),
});

/** A month-end on the invented company's books, with an invoice whose answer gets lost on the way. */
export async function tellQuickBooksStory(): Promise<void> {
  const simulator = createQuickBooksSimulator();
  const { url } = await simulator.start();
  const env = {
    QUICKBOOKS_CLIENT_ID: simulator.client.clientId,
    QUICKBOOKS_CLIENT_SECRET: simulator.client.clientSecret,
    QUICKBOOKS_REALM_ID: simulator.realmId,
    QUICKBOOKS_REFRESH_TOKEN: simulator.refreshToken,
    QUICKBOOKS_BASE_URL: url,
  };
  const client = await startDemoClient('quickbooks', { args: [], env });
  try {
    say("bizmcp: an agent at work in a QuickBooks company's books (a simulator on this machine, invented data)", '');
    await tellTools(client);
    const month = lastMonth(simulator.clock.now());
    await readMonth(client, month);
    const customer = await readOverdue(client, month);
    await readOutlook(client);
    await invoiceOnce(client, simulator, customer);
    tellTrail(client, 7);
    pointOn();
  } finally {
    await client.close();
    await simulator.stop();
  }
}

async function readMonth({ call }: DemoClient, { first, last }: { first: string; last: string }): Promise<void> {
  const input = { period: 'custom', start_date: first, end_date: last };
  const summary = Summary.parse((await call('get_financial_summary', input)).value);
  const { currency, accounts_receivable: receivable, comparisons } = summary;
  const { revenue, moved_by: movedBy } = comparisons.prior_period;
  say(
    `2. "How did ${last.slice(0, 7)} go?" Revenue ${summary.revenue} ${currency} (${revenue.change_percent} % on the month before), expenses ${summary.expenses},`,
    `   net income ${summary.net_income}. What moved it most:`,
    ...movedBy.slice(0, 3).map(({ account, effect }) => `     ${account.padEnd(24)} ${effect.padStart(10)}`),
    `   Customers owe ${receivable.total} ${currency}; ${receivable.overdue} of it is overdue.`,
    '',
  );
}

async function readOverdue({ call }: DemoClient, { last }: { last: string }): Promise<string> {
  const input = { type: 'invoice', unpaid: true, due_to: last, limit: 3 };
  const { transactions } = Transactions.parse((await call('search_transactions', input)).value);
  say(
    `3. "Who is late?" The newest unpaid invoices that were due by ${last}:`,
    ...transactions.map(
      ({ party, balance, currency, due_date: due }) =>
        `     ${party.padEnd(32)}  ${balance.padStart(10)} ${currency}, due ${due}`,
    ),
    '',
  );
  return transactions[0]?.party_id ?? '';
}

async function readOutlook({ call }: DemoClient): Promise<void> {
  const forecast = Forecast.parse((await call('cash_flow_forecast', { forecast_months: 6 })).value);
  say(
    '4. "Will we run out of cash?"',
    ...forecast.monthly_projections.map(
      ({ month, net, closing_balance: closing, interval }) =>
        `     ${month}  net ${net.padStart(10)}  closing ${closing.padStart(11)}  (90 %: ${interval.low} to ${interval.high})`,
    ),
    ...forecast.insights.slice(3, 5).map((insight) => `   - ${shorten(insight, 130)}`),
    '',
  );
}

async function invoiceOnce(client: DemoClient, simulator: QuickBooksSimulator, customer: string): Promise<void> {
  const { items } = Items.parse((await client.call('search_items', { limit: 1 })).value);
  const [item] = items;
  const input = {
    customer_id: customer,
    line_items: [{ item_ref: item?.item_ref ?? '', quantity: '2', rate: item?.price ?? '' }],
    payment_terms: 'Net 30',
    memo: 'Month-end demo',
  };
  client.answer = 'decline';
  const refused = Failure.parse((await client.call('create_invoice', input)).value);
  say(`5. "Send them an invoice for two of ${item?.name}." The person is asked, and says no:`);
  tellQuestion(client);
  say(`   -> ${refused.error.code}`, '');
  client.answer = 'accept';
  simulator.inject({ match: { path: /\/invoice$/, method: 'POST' }, fault: 'reset-after-commit' });
  const before = countInvoices(simulator);
  const { invoice, warnings } = Written.parse((await client.call('create_invoice', input)).value);
  const sent = simulator.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/invoice'));
  say(
    '6. Asked once more, the person says yes. QuickBooks makes the invoice, and its answer is lost on the way:',
    `   sent ${sent.length} times under one requestid; ${countInvoices(simulator) - before} invoice was made: ${invoice.number}, ${invoice.total}.`,
    ...warnings.slice(0, 2).map(({ message }) => `   warning: ${shorten(message, 130)}`),
    '',
  );
}

function countInvoices({ state }: QuickBooksSimulator): number {
  return [...state.books.ledger.documents.values()].filter(({ kind }) => kind === 'invoice').length;
}

function pointOn(): void {
  const folder = writeClientConfiguration('quickbooks');
  say(`Next: cd ${folder} && claude   (then ask: "How did last month go, and will we run out of cash?")`);
  say('Your own company: servers/quickbooks/README.md');
}
