import {
  type Account,
  addDays,
  type Company,
  decimalOf,
  fiscalYearStart,
  isProfitAndLoss,
  type LedgerDocument,
} from '@bizmcp/testkit/company';

type AccountType = Account['type'];

const isForeignOpen = (kind: LedgerDocument['kind']): 1 | -1 | 0 => {
  if (kind === 'invoice' || kind === 'vendor_credit' || kind === 'payment_out') return 1;
  return kind === 'bill' || kind === 'credit_note' || kind === 'payment_in' ? -1 : 0;
};

/** All debits less credits by account up to a day, open foreign balances at the rates of the day. */
function createBalances(ledger: Company['ledger']): (day: string) => ReadonlyMap<string, number> {
  const entries = [...ledger.journal];
  const home = ledger.settings.homeCurrency;
  const gains = ledger.accountWithRole('unrealised_gains')?.id ?? '';
  const known = new Map<string, Map<string, number>>();

  return (day) => {
    const found = known.get(day);
    if (found) return found;
    const sums = new Map<string, number>();
    const foreign = new Map<string, number>();
    for (const { accountId, amount, foreignAmount } of entries.flatMap((one) =>
      one.date <= day ? one.postings : [],
    )) {
      sums.set(accountId, (sums.get(accountId) ?? 0) + amount);
      foreign.set(accountId, (foreign.get(accountId) ?? 0) + (foreignAmount ?? 0));
    }
    for (const { id, type, currency } of ledger.accounts.values()) {
      if (type !== 'bank' || currency === home) continue;
      const gain = inHome(ledger, foreign.get(id) ?? 0, currency, day) - (sums.get(id) ?? 0);
      sums.set(id, (sums.get(id) ?? 0) + gain);
      sums.set(gains, (sums.get(gains) ?? 0) - gain);
    }
    addDocumentGains(ledger, sums, day);
    known.set(day, sums);
    return sums;
  };
}

function inHome(ledger: Company['ledger'], amount: number, currency: string, day: string): number {
  return Math.sign(amount) * Math.round((Math.abs(amount) * ledger.rateOn(currency, day)) / 1_000_000);
}

function addDocumentGains(ledger: Company['ledger'], sums: Map<string, number>, day: string): void {
  const gains = ledger.accountWithRole('unrealised_gains')?.id ?? '';
  for (const document of ledger.documents.values()) {
    const sign = isForeignOpen(document.kind);
    const isHome = document.currency === ledger.settings.homeCurrency;
    if (isHome || sign === 0 || document.date > day || !('counterpartyId' in document)) continue;
    const { amount, base } = ledger.openBalance(document.id, day);
    const gain = amount === 0 ? 0 : sign * (inHome(ledger, amount, document.currency, day) - base);
    const control = ledger.counterparties.get(document.counterpartyId ?? '')?.kind === 'customer' ? '1100' : '2000';
    sums.set(control, (sums.get(control) ?? 0) + gain);
    sums.set(gains, (sums.get(gains) ?? 0) - gain);
  }
}

/** Counts the figures of reports from the journal's postings alone, apart from the ledger's own report functions. */
export function createOracle({ ledger }: Company) {
  const balances = createBalances(ledger);

  const balance = (day: string, ...types: AccountType[]) =>
    [...balances(day)].reduce((sum, [id, amount]) => {
      const type = ledger.accounts.get(id)?.type;
      return type && types.includes(type) ? sum + amount : sum;
    }, 0);

  const movement = (from: string, to: string, ...types: AccountType[]) =>
    balance(to, ...types) - balance(addDays(from, -1), ...types);

  return {
    balance,
    movement,
    balanceOf: (accountId: string, day: string) => balances(day).get(accountId) ?? 0,
    movementOf: (accountId: string, from: string, to: string) =>
      (balances(to).get(accountId) ?? 0) - (balances(addDays(from, -1)).get(accountId) ?? 0),
    /** Of the fiscal year that holds a day, up to it: a profit is above 0. */
    earnings: (day: string) => {
      const start = fiscalYearStart(day, ledger.settings.fiscalYearStartMonth);
      const types = [...ledger.accounts.values()].map(({ type }) => type).filter(isProfitAndLoss);
      return -movement(start, day, ...new Set(types));
    },
    cash: (from: string, to: string) => countCash(ledger, from, to),
  };
}

/** Bank and card accounts as posted: what came in and went out. */
function countCash(ledger: Company['ledger'], from: string, to: string) {
  const posted = [...ledger.journal].flatMap(({ date, postings }) => postings.map((posting) => ({ ...posting, date })));
  const own = posted.filter(({ accountId }) =>
    ['bank', 'credit_card'].includes(ledger.accounts.get(accountId)?.type ?? ''),
  );
  const sum = (isWanted: (one: (typeof own)[number]) => boolean) =>
    own.filter(isWanted).reduce((total, { amount }) => total + amount, 0);
  return {
    opening: sum(({ date }) => date < from),
    received: sum(({ date, amount }) => date >= from && date <= to && amount > 0),
    spent: -sum(({ date, amount }) => date >= from && date <= to && amount < 0),
    closing: sum(({ date }) => date <= to),
  };
}

/** Minor units as a report writes them. */
export function money(amount: number): string {
  return decimalOf(amount || 0, 2);
}
