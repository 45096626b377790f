import {
  addDays,
  type Company,
  type Ledger,
  LedgerError,
  type LedgerErrorCode,
  type SharedBooks,
  shareBooks,
  tellCompany,
} from '@bizmcp/testkit/company';
import type { IdempotencyStore } from '@bizmcp/testkit/simulator';
import { type Problem, refuseDocument } from './error-reply.ts';

/** The company's books, with what only Xero's face of them has. */
export interface XeroBooks {
  readonly company: Company;
  readonly ledger: Ledger;
  /** Drafts that wait for approval, by document id. */
  readonly submitted: Set<string>;
  /** Invoices that were sent, by document id: what is made or approved here is not. */
  readonly sent: ReadonlySet<string>;
  /** What moved on bank accounts and is matched with the statement, by document id: nothing that is made here is. */
  readonly matched: ReadonlySet<string>;
  /** How the lines of documents made here stand to tax, by document id. */
  readonly lineAmountTypes: Map<string, LineAmountTypes>;
  /** Of contacts, by the ledger's id. */
  readonly taxNumbers: Map<string, string>;
  /** Persons of contacts made here, by the ledger's id, which holds a person's name as one. */
  readonly persons: Map<string, Person>;
  /** Contacts that were given no default currency, by the ledger's id. */
  readonly withoutCurrency: Set<string>;
  /** What a list was made of at a state of the books; made anew when they have changed. */
  readonly lists: Map<string, { changes: string; list: unknown }>;
}

interface Person {
  FirstName?: string | undefined;
  LastName?: string | undefined;
}

export type LineAmountTypes = 'Exclusive' | 'Inclusive' | 'NoTax';

/** Everything that an organisation holds. */
export interface XeroState extends SharedBooks<XeroBooks> {
  readonly idempotency: IdempotencyStore;
}

/** The bookkeeper is this far behind with matching. */
const unmatchedDays = 5;

const openBooks = shareBooks(tellBooks);

/** Makes the state on a day; its first change gets it books of its own. */
export function createState(today: string, idempotency: IdempotencyStore): XeroState {
  // Not a spread: `books` is a getter, and has to stay one.
  return Object.assign(openBooks(today), { idempotency });
}

/** What the digest covers: how often the books were changed since they were told. */
export function businessOf(state: XeroState): unknown {
  const { ledger, submitted } = state.books;
  return { revision: ledger.revision, submitted: [...submitted] };
}

function tellBooks(today: string): XeroBooks {
  const company = tellCompany({ today, homeCurrency: 'GBP' });
  const { ledger } = company;
  const submitted = new Set<string>();
  const line = { accountId: '4000', quantity: '6', unitPrice: '105.00', amount: 63_000, taxCodeId: 'TAX' };
  const lines = [{ ...line, description: 'Design consultation' }];
  const draft = { kind: 'invoice', counterpartyId: 'C01', date: today, lines } as const;
  ledger.saveDraft({ ...draft, id: 'draft-1', number: 'INV-DRAFT-1' });
  ledger.saveDraft({ ...draft, id: 'draft-2', number: 'INV-DRAFT-2', counterpartyId: 'C21' });
  submitted.add('draft-2');
  ledger.post({ ...draft, id: 'open-1', number: 'INV-OPEN-1' });
  const returned = { ...line, accountId: '5010', quantity: '1', amount: 10_500, taxCodeId: 'TAX-IN' };
  ledger.post({
    ...draft,
    kind: 'vendor_credit',
    id: 'returned-1',
    number: 'BCN-1',
    counterpartyId: 'V02',
    lines: [{ ...returned, description: 'Switches sent back' }],
  });
  const twice = { counterpartyId: 'C11', accountId: '1000', amount: 25_000, reference: 'PAID TWICE' };
  ledger.post({ ...twice, kind: 'payment_in', id: 'overpaid-1', date: addDays(today, -9) });
  const issued = [...ledger.documents.values()].filter(({ kind, status }) => kind === 'invoice' && status !== 'draft');
  const matched = [...ledger.documents.values()].filter(({ date }) => date <= addDays(today, -unmatchedDays));
  return {
    ...{ company, ledger, submitted },
    sent: new Set(issued.map(({ id }) => id)),
    matched: new Set(matched.map(({ id }) => id)),
    lineAmountTypes: new Map(),
    taxNumbers: new Map(),
    persons: new Map(),
    withoutCurrency: new Set(),
    lists: new Map(),
  };
}

/** A list made of the books, kept until they change. */
export function listOf<Item>(books: XeroBooks, name: string, make: () => Item[]): Item[] {
  const changes = `${books.ledger.revision} ${[...books.submitted].join()}`;
  const held = books.lists.get(name);
  // What is kept under a name was made by the one caller with that name.
  if (held?.changes === changes) return held.list as Item[];
  const list = make();
  books.lists.set(name, { changes, list });
  return list;
}

const messages: Partial<Record<LedgerErrorCode, string>> = {
  closed_period: 'The document cannot be created because it is before the lock date',
  over_allocation: 'Payment amount exceeds the amount outstanding on this document',
  currency_mismatch: 'Currency is not valid for this document',
  invalid_date: 'Date is not valid',
};

/** Does something to the ledger; a refusal of it becomes Xero's, at the line it is about. */
export function withLedger<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof LedgerError) return refuseDocument([problemOf(error)]);
    throw error;
  }
}

function problemOf({ code, field, message }: LedgerError): Problem {
  const line = /^lines\.(\d+)\./.exec(field)?.[1];
  return { message: messages[code] ?? message, ...(line !== undefined && { line: Number(line) }) };
}
