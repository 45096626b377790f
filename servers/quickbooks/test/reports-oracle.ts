import { type Account, type Company, decimalOf, type LedgerDocument } from '@bizmcp/testkit/company';

type Type = Account['type'];

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Counts figures from the journal's postings and the documents alone, apart from the ledger's own report functions. */
export function createOracle({ ledger }: Company) {
  const digits = ledger.settings.currencies.find(({ code }) => code === ledger.settings.homeCurrency)?.digits ?? 2;
  const text = (amount: number) => decimalOf(amount || 0, digits);
  const moved = (from: string, to: string, ...types: Type[]) =>
    sumOf(ledger, [from, to], ({ type }) => types.includes(type));
  const balance = (day: string, ...types: Type[]) => moved('', day, ...types);
  const cash = (from: string, to: string) => {
    const investing = -sumOf(ledger, [from, to], isInvesting);
    const financing = -moved(from, to, 'equity', 'long_term_liability');
    const netChange = moved(from, to, 'bank');
    const opening = balance(dayBefore(from), 'bank');
    return {
      operating: text(netChange - investing - financing),
      investing: text(investing),
      financing: text(financing),
      net_change: text(netChange),
      opening_cash: text(opening),
      closing_cash: text(opening + netChange),
    };
  };
  const profit = (from: string, to: string) => profitOf((...types) => moved(from, to, ...types));
  return { text, profit, cash, balance, moved, open: (side: Side, asOf: string) => openAt(ledger, side, asOf) };
}

function profitOf(moved: (...types: Type[]) => number) {
  const income = -moved('income');
  const costOfGoodsSold = moved('cost_of_goods_sold');
  const operating = moved('expense');
  const otherIncome = -moved('other_income');
  const otherExpenses = moved('other_expense');
  const expenses = costOfGoodsSold + operating + otherExpenses;
  const net = income + otherIncome - expenses;
  return { income, costOfGoodsSold, operating, otherIncome, otherExpenses, expenses, net };
}

function isInvesting({ type, activity }: Account): boolean {
  return type === 'fixed_asset' && activity === undefined;
}

function sumOf(
  ledger: Company['ledger'],
  [from, to]: readonly [string, string],
  belongs: (account: Account) => boolean,
): number {
  const wanted = new Set([...ledger.accounts.values()].filter(belongs).map(({ id }) => id));
  let total = 0;
  for (const { date, postings } of ledger.journal) {
    if (date < from || date > to) continue;
    for (const { accountId, amount } of postings) total += wanted.has(accountId) ? amount : 0;
  }
  return total;
}

type Side = 'customer' | 'vendor';

/** What each document has open at the end of a day, in the home currency, with the day from which it is overdue; credits below 0. */
function openAt(ledger: Company['ledger'], side: Side, asOf: string) {
  const owed = side === 'customer' ? ['invoice', 'payment_out'] : ['bill', 'payment_in'];
  return [...ledger.documents.values()].flatMap((document) => {
    const party = 'counterpartyId' in document ? ledger.counterparties.get(document.counterpartyId ?? '') : undefined;
    const isOwn = ['invoice', 'credit_note', 'bill', 'vendor_credit', 'payment_in', 'payment_out'].includes(
      document.kind,
    );
    if (party?.kind !== side || !isOwn || document.date > asOf || !counts(document, asOf)) return [];
    const settled = ledger
      .allocationsOf(document.id)
      .filter(({ date, releasedOn }) => date <= asOf && (releasedOn === undefined || releasedOn > asOf))
      .reduce((total, { fromId, baseFrom, baseTo }) => total + (fromId === document.id ? baseFrom : baseTo), 0);
    const sign = owed.includes(document.kind) ? 1 : -1;
    const dueDate = 'dueDate' in document ? document.dueDate : document.date;
    return [{ party, dueDate, amount: sign * (document.baseTotal - settled) }];
  });
}

function counts({ status, endedOn }: LedgerDocument, asOf: string): boolean {
  return status === 'posted' || (status === 'voided' && endedOn !== undefined && endedOn > asOf);
}
