import { addDays, type DocumentDraft, type Ledger, LedgerError } from '@bizmcp/testkit/company';
import * as fc from 'fast-check';

/** One thing somebody does to the books; numbers choose among what is there. */
export interface Operation {
  readonly action: 'trade' | 'pay' | 'bank' | 'transfer' | 'journal' | 'allocate' | 'end' | 'replace' | 'draft';
  readonly pick: number;
  readonly other: number;
  readonly amount: number;
  readonly day: number;
  readonly isEuro: boolean;
  readonly isSales: boolean;
}

/** Any operation, some of them to be refused. */
export const anyOperation: fc.Arbitrary<Operation> = fc.record({
  action: fc.constantFrom('trade', 'pay', 'bank', 'transfer', 'journal', 'allocate', 'end', 'replace', 'draft'),
  pick: fc.nat(9999),
  other: fc.nat(9999),
  amount: fc.integer({ min: -500, max: 2_000_000 }),
  day: fc.nat(700),
  isEuro: fc.boolean(),
  isSales: fc.boolean(),
});

const tradeOf = ({ pick, other, amount, isEuro, isSales, day }: Operation): DocumentDraft => {
  const side = isSales ? ('customer' as const) : ('vendor' as const);
  const isCredit = pick % 4 === 0;
  const owed = isSales ? ('invoice' as const) : ('bill' as const);
  const credit = isSales ? ('credit_note' as const) : ('vendor_credit' as const);
  return {
    kind: isCredit ? credit : owed,
    counterpartyId: `${side}-${isEuro ? 'EUR' : 'USD'}`,
    date: addDays('2024-01-05', day),
    lines: [
      { accountId: isSales ? 'sales' : 'materials', amount, taxCodeId: 'vat' },
      { accountId: other % 40 === 0 ? 'old' : isSales ? 'sales' : 'rent', amount: other },
    ],
  };
};

const paymentOf = (ledger: Ledger, operation: Operation): DocumentDraft => {
  const documents = [...ledger.documents.values()].filter(({ kind }) => kind === 'invoice' || kind === 'bill');
  const target = documents[operation.pick % Math.max(documents.length, 1)];
  const open = target ? ledger.openBalance(target.id).amount : 0;
  const amount = operation.other % 3 === 0 ? open : 1 + (operation.pick % 7) * Math.ceil(open / 5);
  const isIn = target?.kind === 'invoice';
  return {
    kind: isIn ? 'payment_in' : 'payment_out',
    counterpartyId: target && 'counterpartyId' in target ? (target.counterpartyId ?? '') : 'nobody',
    accountId: operation.isEuro && target?.currency === 'EUR' ? 'bank-eur' : 'bank',
    date: addDays('2024-01-05', operation.day),
    amount: amount + (operation.other % 5 === 0 ? 1234 : 0),
    allocations: target ? [{ documentId: target.id, amount }] : [],
  };
};

const otherOf = (operation: Operation): DocumentDraft => {
  const { action, pick, amount, other, day, isEuro } = operation;
  const date = addDays('2024-01-05', day);
  const bank = isEuro ? 'bank-eur' : 'bank';
  if (action === 'transfer') {
    const to = isEuro ? 'bank' : 'bank-eur';
    return { kind: 'transfer', accountId: bank, toAccountId: to, amount, received: other + 1, date };
  }
  if (action === 'bank') {
    const lines = [{ accountId: 'rent', amount, taxCodeId: 'vat' }];
    return { kind: pick % 2 === 0 ? 'spend' : 'receive', accountId: bank, lines, date };
  }
  const off = pick % 6 === 0 ? 1 : 0;
  return {
    kind: 'journal',
    date,
    lines: [
      { accountId: 'loan', amount },
      { accountId: 'bank', amount: off - amount },
    ],
  };
};

const act = (ledger: Ledger, operation: Operation): void => {
  const ids = [...ledger.documents.keys()];
  const id = ids[operation.pick % Math.max(ids.length, 1)] ?? 'none';
  const toId = ids[operation.other % Math.max(ids.length, 1)] ?? 'none';
  const date = addDays('2024-01-05', operation.day);
  const mode = operation.isSales ? ('reversal' as const) : ('removal' as const);
  switch (operation.action) {
    case 'trade':
      return void ledger.post(tradeOf(operation));
    case 'pay':
      return void ledger.post(paymentOf(ledger, operation));
    case 'allocate':
      return void ledger.allocate({ fromId: id, toId, amount: 1 + (operation.amount % 5000), date });
    case 'end':
      return void ledger.end(id, mode === 'reversal' ? { mode, date } : { mode });
    case 'replace':
      return void ledger.replace(id, { ...tradeOf(operation), date: ledger.documents.get(id)?.date ?? date });
    case 'draft':
      return void ledger.approve(ledger.saveDraft(tradeOf(operation)).id);
    default:
      return void ledger.post(otherOf(operation));
  }
};

/** Does it and says whether the ledger took it; anything but a LedgerError is a fault of the ledger. */
export const perform = (ledger: Ledger, operation: Operation): boolean => {
  try {
    act(ledger, operation);
    return true;
  } catch (error) {
    if (error instanceof LedgerError) return false;
    throw error;
  }
};
