import { type Ledger, trialBalance } from '@bizmcp/testkit/company';
import { createManualClock, createRandom } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { createXeroSimulator, sandboxTenantId } from '../simulator/xero-simulator.ts';
import { textsOf } from './reports-wire.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever was answered
type Wire = any;
type Request = readonly [method: string, path: string, body?: Wire];
type Organisation = Awaited<ReturnType<typeof openOrganisation>>;

const lastDay = '2026-12-31';
const strange = '99999999-9999-4999-8999-999999999999';

type Random = (limit: number) => number;

/** An organisation without limits on calls, whose books are closed up to the middle of the year. */
async function openOrganisation() {
  const clock = createManualClock(Date.UTC(2026, 10, 21, 12));
  const simulator = createXeroSimulator({ clock, limits: { perMinute: 1e6, perDay: 1e6 } });
  simulator.state.change().ledger.lock('2026-05-31');
  const headers = { authorization: `Bearer ${simulator.demoToken}`, 'xero-tenant-id': sandboxTenantId };
  const call = async (...[method, path, body]: Request) => {
    // The limiter goes over the calls of a day again and again.
    clock.advance(60_000);
    const response = await simulator.fetch(`https://xero.example/api.xro/2.0${path}`, {
      ...{ method, headers: { ...headers, 'content-type': 'application/json' } },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: response.status === 404 ? text : JSON.parse(text) };
  };
  const { body: chart } = await call('GET', '/Accounts');
  const { body: people } = await call('GET', '/Contacts?page=1&pageSize=1000');
  const contacts: string[] = people.Contacts.map(({ ContactID }: Wire) => ContactID);
  return { simulator, call, accounts: chart.Accounts as Wire[], contacts, made: new Map<string, Wire>() };
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new TypeError('there is nothing to pick from');
  return item;
}

const cents = (random: Random) => (1 + random(90_000)) / 100;
const day = (random: Random) =>
  `2026-${String((random(20) ? 6 : 5) + random(6)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`;
const contact = (random: Random, { contacts }: Organisation) => ({
  ContactID: random(25) ? pick(random, contacts) : strange,
});

function line(random: Random, isSale: boolean) {
  return {
    ...{ Description: 'work', Quantity: pick(random, [1, 2, 0.333, 7.25]), UnitAmount: cents(random) },
    AccountCode: isSale ? pick(random, ['4000', '4010', '4020']) : pick(random, ['5000', '6100', '6400', '1500']),
    ...pick(random, [{}, {}, { TaxType: 'NONE' }, { TaxType: isSale ? 'OUTPUT2' : 'INPUT2' }]),
    // Now and then what cannot be: no such account, a tax of the other side, a price below nothing.
    ...pick(random, [...Array(40).fill({}), { AccountCode: '0' }, { TaxType: isSale ? 'INPUT2' : 'OUTPUT2' }]),
    ...(random(40) === 0 && { UnitAmount: -5 }),
  };
}

function linesOf(random: Random, isSale: boolean) {
  const LineItems = Array.from({ length: random(30) ? 1 + random(3) : 0 }, () => line(random, isSale));
  return { LineItems, LineAmountTypes: pick(random, ['Exclusive', 'Inclusive', 'NoTax']) };
}

function invoice(random: Random, organisation: Organisation): Request {
  const isSale = random(2) === 0;
  const currency = pick(random, [...['GBP', 'GBP', 'EUR', 'EUR'], random(6) ? 'EUR' : 'USD']);
  const fields = {
    ...{ Type: isSale ? 'ACCREC' : 'ACCPAY', Contact: contact(random, organisation), Date: day(random) },
    ...{ ...linesOf(random, isSale), Status: pick(random, ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'AUTHORISED']) },
    ...(random(15) > 0 && { DueDate: day(random).replace(/^2026/, '2027') }),
    ...(random(6) > 0 && { CurrencyCode: currency }),
    ...(random(8) === 0 && { InvoiceNumber: `OWN-${random(60)}` }),
  };
  return [pick(random, ['PUT', 'POST']), '/Invoices', { Invoices: [fields] }];
}

function change(random: Random, { made }: Organisation): Request {
  const Status = pick(random, ['AUTHORISED', 'AUTHORISED', 'VOIDED', 'DELETED', 'SUBMITTED', 'DRAFT']);
  const id = random(25) ? pick(random, [strange, ...made.keys()]) : strange;
  return ['POST', `/Invoices/${id}`, { Invoices: [{ Status }] }];
}

/** Pays part, all, or too much of an invoice; at times from an account that cannot pay it. */
function payment(random: Random, { made, accounts }: Organisation): Request {
  const open = [...made.values()].filter(({ Status }) => Status === 'AUTHORISED');
  const owed = pick(random, random(8) && open.length > 0 ? open : [...made.values(), { InvoiceID: strange }]);
  const share = pick(random, [0.3, 0.5, 1, 1, 1.2, 0]);
  const amount = Math.round((owed.AmountDue ?? 1) * share * 100) / 100;
  const bank = pick(
    random,
    accounts.filter(({ Type }) => Type === 'BANK' || random(60) === 0),
  );
  const fields = {
    ...{ Invoice: { InvoiceID: owed.InvoiceID }, Account: { AccountID: bank.AccountID }, Date: day(random) },
    Amount: random(30) ? amount : pick(random, [-amount, amount + 0.001]),
  };
  return ['PUT', '/Payments', { Payments: [fields] }];
}

function bankTransaction(random: Random, organisation: Organisation): Request {
  const isReceived = random(2) === 0;
  const bank = pick(
    random,
    organisation.accounts.filter(({ Type }) => Type === 'BANK' || random(200) === 0),
  );
  const fields = {
    ...{ Type: isReceived ? 'RECEIVE' : 'SPEND', BankAccount: { AccountID: bank.AccountID }, Date: day(random) },
    ...{ Contact: contact(random, organisation), ...linesOf(random, isReceived) },
  };
  return ['PUT', '/BankTransactions', { BankTransactions: [fields] }];
}

function person(random: Random): Request {
  const mail = random(6) ? {} : { EmailAddress: pick(random, ['own@people.example', 'nobody']) };
  return ['PUT', '/Contacts', { Contacts: [{ Name: `Person ${random(80)}`, ...mail }] }];
}

function wrong(random: Random, { made, contacts }: Organisation): Request {
  const id = pick(random, [strange, ...made.keys()]);
  const sold = { Type: 'ACCREC', Contact: { ContactID: contacts[0] }, LineItems: [line(random, true)] };
  return pick<Request>(random, [
    ['DELETE', `/Invoices/${id}`],
    ['PUT', '/Invoices', { Invoices: [{ ...sold, Colour: 'red' }] }],
    ['PUT', '/Invoices', { Invoices: [sold, sold] }],
    ['PUT', '/Invoices?colour=red', { Invoices: [sold] }],
    ['PUT', '/Invoices', { Invoices: [{ ...sold, Date: '2026-02-30' }] }],
    ['POST', `/Invoices/${id}`, { Invoices: [{ Status: 'PAID' }] }],
    ['PUT', '/Payments', 'a text'],
    ['PUT', '/CreditNotes', { CreditNotes: [{ ...sold, Type: 'ACCRECCREDIT' }] }],
  ]);
}

/** Does one thing to the organisation, and says whether it was taken; what was refused has changed nothing. */
async function act(organisation: Organisation, random: Random): Promise<string> {
  const { simulator, call, made, contacts } = organisation;
  const makers = [invoice, invoice, invoice, change, change, payment, payment, payment, bankTransaction, person, wrong];
  const maker = pick(random, makers);
  const before = simulator.digest();
  const asked = maker(random, organisation);
  const { status, body } = await call(...asked);
  if (status !== 200) {
    expect([status, simulator.digest()], JSON.stringify([asked, body])).toEqual([
      expect.toBeOneOf([400, 404, 405]),
      before,
    ]);
    return `${maker.name} refused`;
  }
  expect(maker).not.toBe(wrong);
  const [stored] = body.Invoices ?? body.Payments ?? body.BankTransactions ?? body.Contacts;
  const owed = maker === payment ? stored.Invoice : stored;
  if (maker === payment) {
    expect(cent(owed.AmountDue)).toBe(cent(made.get(owed.InvoiceID).AmountDue) - cent(asked[2].Payments[0].Amount));
  }
  if (owed.InvoiceID !== undefined) made.set(owed.InvoiceID, owed);
  if (maker === person) contacts.push(stored.ContactID);
  return `${maker.name} taken`;
}

const cent = (amount: number | string | undefined) => Math.round(Number(amount || 0) * 100);
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** The report's columns added up, and its own totals below: debit, credit, and both of the year. */
async function trialColumns({ call }: Organisation, date: string) {
  const { body } = await call('GET', `/Reports/TrialBalance?date=${date}`);
  const rows = textsOf(body);
  const columns = [1, 2, 3, 4].map((column) => sum(rows.slice(1, -1).map((row) => cent(row[column]))));
  return { columns, totals: rows.at(-1)?.slice(1).map(cent) };
}

async function agedTotal({ call, contacts }: Organisation, report: string): Promise<number> {
  let total = 0;
  for (const id of contacts) {
    const { body } = await call('GET', `/Reports/${report}?contactId=${id}&date=${lastDay}&toDate=${lastDay}`);
    total += cent(
      textsOf(body)
        .find(([name]) => name === 'Closing Balance')
        ?.at(-1),
    );
  }
  return total;
}

/** Debits above 0, of the accounts of a type at the last day. */
function balanceOf(ledger: Ledger, type: string): number {
  const own = trialBalance(ledger, lastDay).rows.filter(
    ({ accountId }) => ledger.accounts.get(accountId)?.type === type,
  );
  return sum(own.map(({ debit, credit }) => debit - credit));
}

async function expectBalanced(organisation: Organisation): Promise<void> {
  const { ledger } = organisation.simulator.state.books;
  const { totalDebit, totalCredit } = trialBalance(ledger, lastDay);
  expect(totalDebit - totalCredit).toBe(0);
  const uneven = [...ledger.journal].filter(({ postings }) => sum(postings.map(({ amount }) => amount)) !== 0);
  expect(uneven).toEqual([]);
  for (const date of ['2026-07-31', '2026-09-15', lastDay]) {
    const { columns, totals } = await trialColumns(organisation, date);
    expect(totals).toEqual(columns);
    expect([columns[0], columns[2]]).toEqual([columns[1], columns[3]]);
    expect(columns[2]).toBeGreaterThan(0);
  }
  expect(await agedTotal(organisation, 'AgedReceivablesByContact')).toBe(balanceOf(ledger, 'accounts_receivable'));
  expect(await agedTotal(organisation, 'AgedPayablesByContact')).toBe(-balanceOf(ledger, 'accounts_payable'));
}

test('double entry balances after whatever was done to the books', { timeout: 600_000 }, async () => {
  const [blocks, size] = process.env.BIZMCP_NIGHTLY === '1' ? [20, 500] : [3, 250];
  const organisation = await openOrganisation();
  const { below: random } = createRandom(20_261_121);
  const seen = new Map<string, number>();

  for (let block = 0; block < blocks; block += 1) {
    for (let done = 0; done < size; done += 1) {
      const outcome = await act(organisation, random);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    await expectBalanced(organisation);
    // Drafts of days that are closed by now can no longer be approved.
    organisation.simulator.state.change().ledger.lock(`2026-0${7 + (block % 2)}-31`);
  }

  const names = [invoice, change, payment, bankTransaction, person].map(({ name }) => name);
  for (const name of names) {
    expect(seen.get(`${name} taken`), name).toBeGreaterThan(10);
    expect(seen.get(`${name} refused`), name).toBeGreaterThan(5);
  }
  expect(seen.get('wrong refused')).toBeGreaterThan(10);
});
