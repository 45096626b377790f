import { trialBalance } from '@bizmcp/testkit/company';
import { createRandom } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { expenseLine, openCompany, paidLine, saleLine } from './company-client.ts';

type Company = ReturnType<typeof openCompany>;
// biome-ignore lint/suspicious/noExplicitAny: whatever was answered
type Wire = any;

type Random = (limit: number) => number;

const day = (random: Random) =>
  `2026-${String(6 + random(6)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`;
const cents = (random: Random) => (1 + random(900_000)) / 100;
const customerId = (random: Random) => String(1 + random(41));
const vendorId = (random: Random) => String(101 + random(31));
const bank = (random: Random) => ['1000', '1010', '1020', '2100'][random(4)] ?? '1000';

const journalLine = (amount: number, side: string, account: string) => ({
  ...{ Amount: amount, DetailType: 'JournalEntryLineDetail' },
  JournalEntryLineDetail: { PostingType: side, AccountRef: { value: account } },
});

/** Makes something; now and then what cannot be. */
const makers: Readonly<Record<string, (random: Random) => Wire>> = {
  invoice: (random) => ({
    ...{ CustomerRef: { value: customerId(random) }, TxnDate: day(random) },
    Line: [taxed(saleLine(cents(random), String(1 + random(26)))), saleLine(cents(random))],
  }),
  creditmemo: (random) => ({ CustomerRef: { value: customerId(random) }, Line: [saleLine(cents(random))] }),
  estimate: (random) => ({ CustomerRef: { value: customerId(random) }, Line: [saleLine(cents(random))] }),
  bill: (random) => ({
    VendorRef: { value: vendorId(random) },
    TxnDate: day(random),
    Line: [expenseLine(cents(random))],
  }),
  vendorcredit: (random) => ({ VendorRef: { value: vendorId(random) }, Line: [expenseLine(cents(random))] }),
  purchase: (random) => ({
    ...{ AccountRef: { value: bank(random) }, PaymentType: random(2) ? 'Cash' : 'CreditCard', TxnDate: day(random) },
    Line: [expenseLine(cents(random), random(20) ? '6400' : '1100')],
  }),
  deposit: (random) => ({
    DepositToAccountRef: { value: bank(random) },
    Line: [
      {
        ...{ Amount: cents(random), DetailType: 'DepositLineDetail' },
        DepositLineDetail: { AccountRef: { value: '4000' } },
      },
    ],
  }),
  transfer: (random) => ({
    ...{ FromAccountRef: { value: bank(random) }, ToAccountRef: { value: bank(random) }, Amount: cents(random) },
  }),
  journalentry: (random) => {
    const amount = cents(random);
    const credit = random(8) ? amount : amount + 1;
    return { Line: [journalLine(amount, 'Debit', '6100'), journalLine(credit, 'Credit', random(8) ? '1000' : '2000')] };
  },
};

function taxed(line: ReturnType<typeof saleLine>) {
  return { ...line, SalesItemLineDetail: { ...line.SalesItemLineDetail, TaxCodeRef: { value: 'TAX' } } };
}

/** Pays part, all or too much of something that was made. */
function paymentOf(random: Random, made: Wire): [path: string, body: Wire] | undefined {
  const { Id, Balance = 0, CustomerRef, VendorRef, CurrencyRef } = made;
  const amount = Math.round(Balance * ([50, 100, 100, 130][random(4)] ?? 100)) / 100;
  const total = random(3) ? amount : Math.round(amount * 200) / 100;
  if (CustomerRef) return ['/payment', { CustomerRef, TotalAmt: total, Line: [paidLine(amount, Id)] }];
  const account = CurrencyRef?.value === 'EUR' ? '1020' : '1000';
  const check = { PayType: 'Check', CheckPayment: { BankAccountRef: { value: account } } };
  return VendorRef && ['/billpayment', { VendorRef, ...check, TotalAmt: total, Line: [paidLine(amount, Id, 'Bill')] }];
}

interface Made {
  readonly entity: string;
  wire: Wire;
}

/** Does one thing to the company, and says whether it was taken. */
async function act(company: Company, random: Random, made: Made[]): Promise<boolean> {
  const one = made[random(made.length)];
  const way = random(10);
  if (way < 5 || !one) return make(company, random, made);
  const { Id, SyncToken } = one.wire;
  const at = { Id, SyncToken: random(12) ? SyncToken : '99' };
  if (way < 8) return settle(company, random, made, one);
  const changes: Wire[] = [
    [`/${one.entity}`, { ...at, sparse: true, PrivateNote: 'changed', TxnDate: day(random) }],
    [`/${one.entity}?operation=delete`, at],
    [`/${one.entity}?operation=void`, at],
  ];
  const [path, body] = changes[random(3)];
  const { status, body: answer } = await company.post(path, body);
  if (status === 200) one.wire = Object.values(answer)[0];
  return status === 200;
}

async function make(company: Company, random: Random, made: Made[]): Promise<boolean> {
  const names = Object.keys(makers);
  const entity = names[random(names.length)] ?? 'invoice';
  const { status, body } = await company.post(`/${entity}`, makers[entity]?.(random));
  if (status === 200) made.push({ entity, wire: Object.values(body)[0] });
  return status === 200;
}

async function settle(company: Company, random: Random, made: Made[], one: Made): Promise<boolean> {
  const isDebt = one.entity === 'invoice' || one.entity === 'bill';
  const asked = isDebt ? paymentOf(random, one.wire) : undefined;
  if (!asked) return false;
  const { status, body } = await company.post(...asked);
  if (status === 200) made.push({ entity: asked[0].slice(1), wire: Object.values(body)[0] });
  return status === 200;
}

test('double entry balances after whatever was done to the books', { timeout: 300_000 }, async () => {
  const count = process.env.BIZMCP_NIGHTLY === '1' ? 10_000 : 1200;
  const company = openCompany();
  const { below: random } = createRandom(20_261_121);
  const made: Made[] = [];
  let taken = 0;

  for (let done = 0; done < count; done += 1) taken += (await act(company, random, made)) ? 1 : 0;

  const { ledger } = company.simulator.state.books;
  const balance = trialBalance(ledger, '2026-12-31').rows.reduce((sum, row) => sum + row.debit - row.credit, 0);
  const uneven = [...ledger.journal].filter(
    ({ postings }) => postings.reduce((sum, { amount }) => sum + amount, 0) !== 0,
  );
  expect(new Set(made.map(({ entity }) => entity))).toEqual(
    new Set([...Object.keys(makers), 'payment', 'billpayment']),
  );
  expect(taken).toBeGreaterThan(count / 2);
  expect(count - taken).toBeGreaterThan(count / 20);
  expect([balance, uneven]).toEqual([0, []]);
});

test('what is owed in the lists is what the ledger has on its control accounts', async () => {
  const { query } = openCompany();
  const { body: customers } = await query('select * from Customer where Active in (true, false) maxresults 1000');
  const { body: accounts } = await query("select * from Account where AccountType = 'Accounts Receivable'");

  for (const account of accounts.QueryResponse.Account) {
    const owed = customers.QueryResponse.Customer.filter(
      (one: Wire) => one.CurrencyRef.value === account.CurrencyRef.value,
    ).reduce((sum: number, one: Wire) => sum + Math.round(one.Balance * 100), 0);
    expect(Math.round(account.CurrentBalance * 100)).toBe(owed);
  }
});
