import { afterEach, expect, test, vi } from 'vitest';
import { TimeZone } from 'xero-node/dist/gen/model/accounting/timeZone.js';
import { createXeroSimulator } from '../simulator/xero-simulator.ts';
import { ianaZoneOf } from '../src/time-zone.ts';
import { bankId, contactId, createXeroWire, invoiceId } from './fake-xero.ts';
import { replies } from './management-wire.ts';
import { wireProfit, wireReport } from './wire-report.ts';

afterEach(() => {
  vi.useRealTimers();
});

const invoice = {
  ...{ InvoiceID: invoiceId, Type: 'ACCREC', InvoiceNumber: 'INV-7', Status: 'AUTHORISED', CurrencyCode: 'GBP' },
  ...{ Contact: { ContactID: contactId, Name: 'Harbour Bakery' }, Total: 120.5, AmountDue: 100.5 },
};

const draftId = '44444444-4444-4444-8444-444444444445';
const draft = { ...invoice, InvoiceID: draftId, Status: 'DRAFT', Date: '2036-11-20T00:00:00' };

/** An organisation in a zone, at a time. */
function openOrganisation(Timezone: string | undefined, time: string) {
  vi.useFakeTimers({ now: Date.parse(time), toFake: ['Date'] });
  return createXeroWire({
    ...replies,
    'GET /Organisation': () => ({ Organisations: [{ Name: 'Demo', BaseCurrency: 'GBP', Timezone }] }),
    'GET /Reports/AgedReceivablesByContact': () => wireReport('Aged Receivables', ['Total'], []),
    'GET /Reports/ProfitAndLoss': ({ query }) => {
      const columns = query.get('periods') === null ? ['1.00'] : ['1.00', '1.00'];
      return wireProfit(columns, columns, columns);
    },
    [`GET /Invoices/${invoiceId}`]: () => ({ Invoices: [invoice] }),
    [`GET /Invoices/${draftId}`]: () => ({ Invoices: [draft] }),
  });
}

const evening = '2026-11-21T20:00:00Z';

test.each([
  ['NEWZEALANDSTANDARDTIME', evening, '2026-11-22'],
  ['AUSEASTERNSTANDARDTIME', evening, '2026-11-22'],
  ['GMTSTANDARDTIME', evening, '2026-11-21'],
  ['PACIFICSTANDARDTIME', '2026-11-21T05:00:00Z', '2026-11-20'],
  ['Nowhere Standard Time', evening, '2026-11-21'],
  [undefined, evening, '2026-11-21'],
])('an aged report of an organisation in %s, asked for at %s, is until %s', async (zone, time, day) => {
  const xero = openOrganisation(zone, time);

  await xero.call('get_report', { report: 'aged_receivables', contact_id: contactId });

  const asked = xero.requests.find(({ path }) => path.startsWith('/Reports/'));
  expect([asked?.query.get('date'), asked?.query.get('toDate')]).toEqual([day, day]);
});

test('the organisation is read once for the day of an aged report and its currency', async () => {
  const xero = openOrganisation('NEWZEALANDSTANDARDTIME', evening);

  await xero.call('get_report', { report: 'aged_receivables', contact_id: contactId });

  expect(xero.requests.filter(({ path }) => path === '/Organisation')).toHaveLength(1);
});

test('a month has begun when it has where the organisation is', async () => {
  const lastEvening = '2026-11-30T20:00:00Z';
  const order = { period_end: '2026-12-31' };

  const report = await openOrganisation('NEWZEALANDSTANDARDTIME', lastEvening).call(
    'generate_management_report',
    order,
  );
  const error = await openOrganisation('GMTSTANDARDTIME', lastEvening).fail('generate_management_report', order);
  const west = openOrganisation('PACIFICSTANDARDTIME', '2026-12-01T05:00:00Z');
  const other = await west.fail('generate_management_report', order);

  expect(report.highlights[0].statement).toContain('runs until 2026-12-31 and today is 2026-12-01');
  const problem = 'the period begins on 2026-12-01, after today, 2026-11-30';
  for (const refused of [error, other]) expect(refused).toMatchObject({ details: { fields: [{ problem }] } });
});

test('whether a day of payment is still to come is told by the day where the organisation is', async () => {
  const payment = { invoice_id: invoiceId, account_id: bankId, amount: '1.00', date: '2026-11-22' };
  const ask = (zone: string) => openOrganisation(zone, evening).preview('create_payment', payment);

  expect(await ask('NEWZEALANDSTANDARDTIME')).not.toContain('after today');
  expect(await ask('GMTSTANDARDTIME')).toContain('2026-11-22 is after today');
});

const date = '2036-11-20';
const line = { description: 'Flyers', quantity: '1', unit_amount: '1.00', account_code: '400' };
const lines = { contact_id: contactId, line_items: [line], date };

test.each([
  ['create_invoice', { ...lines, type: 'ACCPAY', due_date: '2036-12-20' }],
  ['create_bank_transaction', { ...lines, type: 'SPEND', bank_account_id: bankId }],
  ['create_payment', { invoice_id: invoiceId, account_id: bankId, amount: '1.00', date }],
  ['update_invoice_status', { invoice_id: draftId, status: 'AUTHORISED' }],
])('how far ahead a day is of %s is counted from the day where the organisation is', async (tool, input) => {
  const ask = (zone: string) => openOrganisation(zone, evening).preview(tool, input);

  expect(await ask('NEWZEALANDSTANDARDTIME')).toContain('2036-11-20 is 3651 days after today');
  expect(await ask('GMTSTANDARDTIME')).toContain('2036-11-20 is 3652 days after today');
});

test('money that came back counts until the day where the organisation is', async () => {
  const xero = openOrganisation('NEWZEALANDSTANDARDTIME', evening);

  await xero.fail('expense_categorization', { date_range: { start_date: '2026-10-01', end_date: '2026-10-31' } });

  const wheres = xero.requests.map(({ query }) => query.get('where') ?? '');
  expect(wheres.find((where) => where.includes('"RECEIVE"'))).toContain('Date<=DateTime(2026, 11, 22)');
});

test('every zone that Xero has, but two that Windows gave up, is one of the IANA', () => {
  const names = Object.values(TimeZone).filter((name) => typeof name === 'string');

  const unknown = names.filter((name) => name !== 'UTC' && ianaZoneOf(name) === 'UTC');

  expect(unknown.toSorted()).toEqual(['KAMCHATKASTANDARDTIME', 'MIDATLANTICSTANDARDTIME']);
  for (const name of names) expect(() => Intl.DateTimeFormat('en', { timeZone: ianaZoneOf(name) })).not.toThrow();
  expect(['EAUSTRALIASTANDARDTIME', 'CENTRALSTANDARDTIME(MEXICO)', 'UTC02', 'UTC+13'].map(ianaZoneOf)).toEqual([
    'Australia/Brisbane',
    'America/Mexico_City',
    'Etc/GMT+2',
    'Etc/GMT-13',
  ]);
});

test('the day of a simulated organisation is that of its zone', () => {
  vi.useFakeTimers({ now: Date.parse('2026-06-30T23:30:00Z'), toFake: ['Date'] });

  expect(createXeroSimulator().state.books.company.today).toBe('2026-07-01');
});
