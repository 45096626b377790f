import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test, vi } from 'vitest';
import { todayIn } from '../src/report/calendar.ts';
import { createQuickBooksWire, fault, realmId, rows } from './fake-quickbooks.ts';

holdDay('1970-01-01T00:00:00Z');

const companyIn = (zone: unknown) => ({
  [`GET /companyinfo/${realmId}`]: () => ({ CompanyInfo: { CompanyName: 'Northwind Coffee', DefaultTimeZone: zone } }),
});
const bill = {
  Id: '1',
  SyncToken: '0',
  TxnDate: '2026-10-01',
  DueDate: '2026-10-31',
  TotalAmt: 5,
  Balance: 5,
  VendorRef: { value: '9' },
};

test.each([
  ['2026-11-01T06:59:59Z', 'America/Los_Angeles', '2026-10-31'],
  ['2026-11-01T07:00:00Z', 'America/Los_Angeles', '2026-11-01'],
  // The hour that comes twice, and the days on both its sides.
  ['2026-11-01T08:30:00Z', 'America/Los_Angeles', '2026-11-01'],
  ['2026-11-01T09:30:00Z', 'America/Los_Angeles', '2026-11-01'],
  ['2026-11-02T07:59:59Z', 'America/Los_Angeles', '2026-11-01'],
  ['2026-11-02T08:00:00Z', 'America/Los_Angeles', '2026-11-02'],
  ['2028-02-28T13:00:00Z', 'Pacific/Auckland', '2028-02-29'],
  ['2026-12-31T23:30:00Z', 'Europe/Berlin', '2027-01-01'],
  ['2026-03-08T10:30:00Z', 'US/Pacific', '2026-03-08'],
])('at %s it is in %s the day %s', (moment, zone, day) => {
  vi.setSystemTime(Date.parse(moment));

  expect(todayIn(zone)).toBe(day);
});

test.each([
  ['America/Los_Angeles', '2026-10-31', 'open'],
  ['Europe/London', '2026-11-01', 'overdue'],
  // What no calendar knows, or nobody told, counts as UTC.
  ['Middle/Earth', '2026-11-01', 'overdue'],
  [null, '2026-11-01', 'overdue'],
])('a company in %s dates a bill with its own day, %s, and ages by it', async (zone, day, status) => {
  vi.setSystemTime(Date.parse('2026-11-01T05:00:00Z'));
  const wire = createQuickBooksWire({
    ...companyIn(zone),
    'QUERY bill': rows('Bill', [bill]),
    'POST /bill': () => ({ Bill: { ...bill, DueDate: '2026-10-31' } }),
  });

  const { transactions } = await wire.call('search_transactions', { type: 'bill' });
  const made = await wire.call('create_bill', { vendor_id: '9', line_items: [{ rate: '7.00', account_id: '60' }] });

  expect(transactions[0].status).toBe(status);
  expect(made.bill.status).toBe(status);
  expect(wire.writes()[0]?.body).toMatchObject({ TxnDate: day });
});

test('whoever may not read the preferences finds transactions all the same', async () => {
  const wire = createQuickBooksWire({
    'GET /preferences': () => fault('5020', 'Permission Denied Error', 'Permission Denied', 403),
    'QUERY bill': rows('Bill', [bill]),
  });

  const { transactions } = await wire.call('search_transactions', { type: 'bill' });

  expect(transactions).toHaveLength(1);
});
