import { type Account, type Company, decimalOf, type LedgerDocument } from '@bizmcp/testkit/company';

type Type = Account['type'];

const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** Counts figures from the journal's postings and the documents alone, apart from the ledger's own report functions. */
export function createOracle({ ledger }: Company) {
  const digits = ledger.settings.currencies.find(({ code }) => code === ledger.settings.homeCurrency)?.digits ?? 2;
  const text = (amount: number) => decimalOf(amount || 0, digits);
  const sum = (from: string, to: string, belongs: (account: Account) => boolean) => {
    let total = 0;
    for (const { date, postings } of ledger.journal) {
      if (date < from || date > to) continue;
      for (const { accountId, amount } of postings) {
        const account = ledger.accounts.get(accountId);
        if (account && belongs(account)) total += amount;
      }
    }
    return total;
  };
  const of =
    (...types: Type[]) =>
    ({ type }: Account) =>
      types.includes(type);
  const moved = (from: string, to: string, ...types: Type[]) => sum(from, to, of(...types));
  const balance = (day: string, ...types: Type[]) => sum('', day, of(...types));

  const profit = (from: string, to: string) => {
    const income = -moved(from, to, 'income');
    const costOfGoodsSold = moved(from, to, 'cost_of_goods_sold');
    const operating = moved(from, to, 'expense');
    const otherIncome = -moved(from, to, 'other_income');
    const otherExpenses = moved(from, to, 'other_expense');
    const expenses = costOfGoodsSold + operating + otherExpenses;
    return {
      income,
      costOfGoodsSold,
      operating,
      otherIncome,
      otherExpenses,
      expenses,
      net: income + otherIncome - expenses,
    };
  };

  const cash = (from: string, to: string) => {
    const isInvesting = ({ type, activity }: Account) => type === 'fixed_asset' && activity === undefined;
    const isFinancing = ({ type }: Account) => type === 'equity' || type === 'long_term_liability';
    const investing = -sum(from, to, isInvesting);
    const financing = -sum(from, to, isFinancing);
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

  return { text, profit, cash, balance, moved, open: (side: Side, asOf: string) => openAt(ledger, side, asOf) };
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
