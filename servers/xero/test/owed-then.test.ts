import { agedBalances } from '@bizmcp/testkit/company';
import type { Replies, WireRequest } from '@bizmcp/testkit/fake-vendor';
import { describe, expect, test } from 'vitest';
import { createXeroWire } from './fake-xero.ts';
import { createReportWire } from './reports-wire.ts';
import { wireProfit, wireReport } from './wire-report.ts';

const cents = (amount: string) => Math.round(Number(amount) * 100);

interface Balance {
  currency: string;
  total: string;
  largest: { contact: string; amount: string }[];
}

describe.each(['2026-10-31', '2026-07-31', '2025-12-31', '2026-11-30'])('a report up to %s', (day) => {
  test.each(['receivables', 'payables'] as const)('has the %s of that day, as the ledger has them', async (side) => {
    const { company, call } = createReportWire();
    const { ledger } = company;
    const owed = agedBalances(ledger, { side: side === 'receivables' ? 'receivable' : 'payable', asOf: day });
    const of = (currency: string) =>
      owed.counterparties
        .filter((one) => one.currency === currency)
        .reduce((sum, { foreignTotal }) => sum + foreignTotal, 0);

    const report = await call('generate_management_report', { period_end: day });

    const balances: Balance[] = report[side];
    expect(balances.map(({ currency, total }) => [currency, cents(total)])).toEqual([
      ['GBP', of('GBP')],
      ['EUR', of('EUR')],
    ]);
    expect(report.owed_on <= day).toBe(true);
    // The rest is what is owed in euros, at the rate of the day.
    const inEuros = cents(report.balance_sheet[side].amount) - of('GBP');
    expect(inEuros / of('EUR')).toBeGreaterThan(0.8);
    expect(inEuros / of('EUR')).toBeLessThan(0.95);
  });
});

test('the largest of a past day owe what the aged report of that day has for each', async () => {
  const { call } = createReportWire();
  const day = '2026-10-31';

  const { receivables } = await call('generate_management_report', { period_end: day });

  const [pounds]: Balance[] = receivables;
  const largest = pounds?.largest ?? [];
  expect(largest).toHaveLength(5);
  for (const { contact, amount } of largest) {
    const { contacts } = await call('search_contacts', { query: contact });
    const input = { report: 'aged_receivables', contact_id: contacts[0].contact_id, to_date: day };
    const { rows } = await call('get_report', input);
    const closing = rows.find(({ label }: { label: string }) => label === 'Closing Balance');
    expect([contact, closing.values.at(-1)]).toEqual([contact, amount]);
  }
});

test('what was paid before its invoice was dated is in the balance sheet, and in no sum of what is owed', async () => {
  const invoice = { kind: 'invoice', id: 'later', counterpartyId: 'C02', date: '2026-11-03' } as const;
  const lines = [{ accountId: '4000', amount: 50_000, taxCodeId: 'NONE' }];
  const paid = { kind: 'payment_in', counterpartyId: 'C02', accountId: '1000', date: '2026-10-20' } as const;
  const [before, after] = [
    createReportWire(),
    createReportWire((ledger) => {
      ledger.post({ ...invoice, lines });
      ledger.post({ ...paid, amount: 50_000, allocations: [{ documentId: 'later', amount: 50_000 }] });
    }),
  ];
  const day = '2026-10-31';
  const tell = async ({ call }: typeof before) => {
    const { contacts } = await call('search_contacts', { query: 'Beacon Dental' });
    const aged = { report: 'aged_receivables', contact_id: contacts[0].contact_id, to_date: day };
    const report = await call('generate_management_report', { period_end: day });
    return { rows: (await call('get_report', aged)).rows, report };
  };

  const [then, now] = [await tell(before), await tell(after)];

  expect(now.rows).toEqual(then.rows);
  expect(now.report.receivables).toEqual(then.report.receivables);
  const sheet = ({ report }: typeof now) => cents(report.balance_sheet.receivables.amount);
  expect(sheet(then) - sheet(now)).toBe(50_000);
  expect(now.report.basis).toContain('takes off what was paid before its invoice was dated');
});

const contact = { Contact: { Name: 'Harbour Bakery' }, CurrencyCode: 'GBP' };
const document = (id: string, day: string, rest: object) => ({
  ...{ InvoiceID: id, Type: 'ACCREC', Status: 'AUTHORISED', Date: day, DueDate: day, ...contact },
  ...rest,
});
const allocation = (id: string, day: string, amount: number, rest: object = {}) => ({
  ...{ Invoice: { InvoiceID: id }, Date: `${day}T00:00:00`, Amount: amount },
  ...rest,
});

const small: Replies = {
  'GET /Reports/ProfitAndLoss': () => wireProfit(['5.00'], ['0.00'], ['0.00']),
  'GET /Reports/BalanceSheet': () => wireReport('Balance Sheet', ['now'], []),
  'GET /Reports/BankSummary': () => wireReport('Bank Summary', ['Opening Balance'], []),
  'GET /Budgets': () => ({ Budgets: [] }),
  'GET /Invoices': ({ query }: WireRequest) => ({
    Invoices:
      query.get('Statuses') === 'AUTHORISED'
        ? [document('i-open', '2026-08-01', { AmountDue: 100 })]
        : [document('i-paid', '2026-08-02', { Status: 'PAID', AmountDue: 0 })],
  }),
  'GET /Payments': () => ({
    Payments: [
      { PaymentID: 'p-1', Amount: 40, Invoice: { InvoiceID: 'i-open' } },
      { PaymentID: 'p-2', Amount: 30, Invoice: { InvoiceID: 'i-paid' } },
      { PaymentID: 'p-3', Amount: 4, CreditNote: { CreditNoteID: 'c-1' } },
      { PaymentID: 'p-4', Amount: 7, Invoice: { InvoiceID: 'of later' } },
    ],
  }),
  'GET /CreditNotes': () => ({
    CreditNotes: [
      {
        ...{ CreditNoteID: 'c-1', Type: 'ACCRECCREDIT', Status: 'AUTHORISED', Date: '2026-09-20T00:00:00', ...contact },
        RemainingCredit: 1,
        Allocations: [
          allocation('i-paid', '2026-10-05', 20),
          allocation('i-old', '2026-09-25', 9),
          allocation('i-old', '2026-10-06', 50, { IsDeleted: true }),
        ],
      },
      {
        ...{ CreditNoteID: 'c-2', Type: 'ACCRECCREDIT', Status: 'PAID', Date: '2026-10-10T00:00:00', ...contact },
        Allocations: [allocation('i-paid', '2026-10-10', 8)],
      },
    ],
  }),
  'GET /Overpayments': () => ({
    Overpayments: [
      {
        OverpaymentID: 'o',
        Type: 'RECEIVE-OVERPAYMENT',
        Status: 'AUTHORISED',
        Date: '2026-09-01T00:00:00',
        RemainingCredit: 3,
        ...contact,
      },
    ],
  }),
  'GET /Prepayments': () => ({
    Prepayments: [
      {
        PrepaymentID: 'p',
        Type: 'SPEND-PREPAYMENT',
        Status: 'AUTHORISED',
        Date: '2026-09-02T00:00:00',
        RemainingCredit: 11,
        ...contact,
      },
    ],
  }),
};

test('what was paid, credited and paid back since is put back, and credits that were not used are taken off', async () => {
  const wire = createXeroWire(small);

  const report = await wire.call('generate_management_report', { period_end: '2026-09-30' });

  // Open 100 + 40; paid since 30 + 20 + 8; credit 1 + 20 + 4 back, overpaid 3.
  expect(report.receivables).toMatchObject([{ currency: 'GBP', total: '170.00', not_due: '0.00' }]);
  expect(report.payables).toMatchObject([{ currency: 'GBP', total: '-11.00' }]);
  expect(report).toMatchObject({ owed_on: '2026-09-30', basis: expect.stringContaining('unpaid on owed_on') });
  const asked = (path: string) => wire.requests.findLast((request) => request.path.endsWith(path))?.query.get('where');
  expect(asked('/Payments')).toBe('Status=="AUTHORISED" AND Date>=DateTime(2026, 10, 01)');
  expect(asked('/Invoices')).toMatch(/^Date<=DateTime\(2026, 09, 30\)/);
});

const forbidden = () => Response.json({ Title: 'Forbidden', Status: 403, Detail: 'Forbidden' }, { status: 403 });
const endless = ({ query }: WireRequest) => ({
  Payments: [],
  pagination: { page: Number(query.get('page')), pageSize: 1000, pageCount: 11, itemCount: 10_500 },
});

test.each([
  ['too much was paid since', endless],
  ['payments may not be read', forbidden],
])('where %s the report has what is unpaid now, and says so', async (_why, reply) => {
  const wire = createXeroWire({ ...small, 'GET /Payments': reply });

  const report = await wire.call('generate_management_report', { period_end: '2026-09-30' });

  expect(report.receivables).toMatchObject([{ total: '100.00' }]);
  expect(report.owed_on > '2026-09-30').toBe(true);
  expect(report.basis).toContain('unpaid now, without what credits take off');
  expect(report.highlights.map(({ statement }: { statement: string }) => statement).join()).toContain(
    'invoiced to customers by 2026-09-30 and still unpaid today',
  );
});
