import { holdDay } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createQuickBooksWire, rows } from './fake-quickbooks.ts';

holdDay('2026-11-21T10:00:00Z');

const bill = (id: string, number: string, total = 300) => ({
  ...{ Id: id, SyncToken: '0', DocNumber: number, TxnDate: '2026-11-02', TotalAmt: total, Balance: total },
  ...{ VendorRef: { value: '9', name: 'City Power' }, CurrencyRef: { value: 'USD' }, APAccountRef: { value: '33' } },
});
const first = bill('7', 'SU-1');

/** What a person was shown of a payment of these bills, line by line. */
async function shownOf(paid: readonly object[], ids: readonly string[], others: readonly object[]): Promise<string[]> {
  const wire = createQuickBooksWire({
    'QUERY bill': ({ query }) =>
      rows('Bill', query.get('query')?.includes('Id IN') ? [...paid] : [...paid, ...others])(),
    'POST /billpayment': () => ({ BillPayment: { Id: '90', SyncToken: '0', TotalAmt: 300, PayType: 'Check' } }),
  });
  const bills = ids.map((bill_id) => ({ bill_id, amount: '300.00' }));
  await wire.call('pay_bill', { bills, account_id: '35', date: '2026-11-20' });
  const { message } = JSON.parse(wire.questions[0] ?? '{}');
  return String(message).split('\n');
}

test('of two bills with one number that are paid together each has its line, and that they may be one is told once', async () => {
  const shown = await shownOf([first, bill('8', 'SU-1')], ['7', '8'], []);

  expect(shown).toContain('  balance of SU-1 (id 7): "300.00 USD, City Power" -> "0.00 USD"');
  expect(shown).toContain('  balance of SU-1 (id 8): "300.00 USD, City Power" -> "0.00 USD"');
  expect(shown.join().match(/has the same number and sum/g)).toHaveLength(1);
});

test('who is asked to pay a bill is warned of another with its number, however written, and its sum', async () => {
  const shown = await shownOf([first], ['7'], [bill('8', 'su1'), bill('9', 'SU-1', 299), bill('10', 'SU-2')]);

  expect(shown.at(-1)).toBe(
    '  warnings: (none) -> "bill “su1” (id 8) of 2026-11-02 has the same number and sum, 300.00 USD: if it is the bill entered again, it is paid twice"',
  );
});
