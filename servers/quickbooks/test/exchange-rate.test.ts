import { expect, test } from 'vitest';
import { saleLine } from './company-client.ts';
import { openServer } from './open-server.ts';

const date = '2026-11-20';
const line = { description: 'Fitting', rate: '100.00' };

/** A customer whose documents are in euros. */
async function euroCustomer({ post }: ReturnType<typeof openServer>): Promise<string> {
  const named = { DisplayName: 'Atelier Brume', CurrencyRef: { value: 'EUR' } };
  return (await post('/customer', named)).body.Customer.Id;
}

test.each(['2026-06-01', date])('what is written in a foreign currency is booked at the rate of %s', async (day) => {
  const server = openServer();
  const { call, get } = server;
  const customer_id = await euroCustomer(server);
  const usual = String((await get(`/exchangerate?sourcecurrencycode=EUR&asofdate=${day}`)).body.ExchangeRate.Rate);

  const line_items = [{ ...line, item_ref: '16' }];
  const { invoice } = await call('create_invoice', { customer_id, line_items, date: day });
  const bought = [{ ...line, account_id: '6400' }];
  const { bill } = await call('create_bill', { vendor_id: '113', line_items: bought, date: day });
  const invoices = [{ invoice_id: invoice.transaction_id, amount: '40.00' }];
  const received = await call('record_payment', { invoices, date: day });
  const bills = [{ bill_id: bill.transaction_id, amount: '40.00' }];
  const paid = await call('pay_bill', { bills, account_id: '1020', date: day });

  const rates = [invoice, bill, received.payment, paid.payment].map(({ exchange_rate }) => exchange_rate);
  expect(rates).toEqual([usual, usual, usual, usual]);
});

test('a day of which QuickBooks has no rate takes the one that is given, and asks for it where none is', async () => {
  const server = openServer();
  const { call, fail } = server;
  const date = '2020-06-30';
  const bill = { vendor_id: '113', line_items: [{ ...line, account_id: '6400' }], date };

  const error = await fail('create_bill', bill);
  const answer = await call('create_bill', { ...bill, exchange_rate: '1.12' });

  const [problem] = error.details.fields ?? [];
  expect([error.code, problem?.path]).toEqual(['invalid_input', 'exchange_rate']);
  expect(problem?.problem).toContain('QuickBooks has none of this day: give one');
  expect(answer.bill.exchange_rate).toBe('1.12');
  const messages = answer.warnings.map(({ message }: { message: string }) => message);
  expect(messages).toContain('QuickBooks has no rate of 2020-06-30 to hold exchange_rate 1.12 against');
});

test.each(['1.123456789', '1,1'])('the rate %s is refused with how one is written', async (exchange_rate) => {
  const bill = { vendor_id: '113', line_items: [{ ...line, account_id: '6400' }], date, exchange_rate };

  const error = await openServer().fail('create_bill', bill);

  const [problem] = error.details.fields ?? [];
  expect(problem?.path).toBe('exchange_rate');
  expect(problem?.problem).toContain('the decimal sign is a point, with 8 places after it at most');
});

test('QuickBooks books at 1 what is in a foreign currency and comes without a rate', async () => {
  const server = openServer();

  const CustomerRef = { value: await euroCustomer(server) };
  const { body } = await server.post('/invoice', { CustomerRef, Line: [saleLine(10)] });

  expect(body.Invoice).toMatchObject({ CurrencyRef: { value: 'EUR' }, ExchangeRate: 1, HomeTotalAmt: 10 });
});
