import { createHash } from 'node:crypto';
import {
  addDays,
  type Company,
  type Ledger,
  type LedgerDocument,
  type SharedBooks,
  shareBooks,
  tellCompany,
} from '@bizmcp/testkit/company';
import type { IdempotencyStore } from '@bizmcp/testkit/simulator';
import { undepositedFunds } from './transactions/undeposited-funds.ts';
import type { Wire } from './wire.ts';

/** What QuickBooks keeps of an object beside the ledger: fields that the ledger has no place for, and how often it changed. */
export interface Kept {
  readonly fields: Wire;
  readonly changes: number;
  readonly created: string | undefined;
  readonly updated: string;
}

/** The company's books, with what only QuickBooks' face of them has. */
export interface QuickBooksBooks {
  readonly company: Company;
  readonly ledger: Ledger;
  /** By entity and id, as `Invoice 7`. */
  readonly kept: Map<string, Kept>;
  /**
   * A changed payment or credit is a new document of the ledger: its newest one by id, and the id by its newest one. So are its
   * allocations, as `allocation 7`.
   */
  readonly newest: Map<string, string>;
  readonly origins: Map<string, string>;
  /** Allocations of credits that were voided, which show as payments of nothing. */
  readonly voidedSetOffs: Set<string>;
  /** What a list was made of at a change of the books; made anew when they have changed. */
  readonly lists: Map<string, { changes: string; list: unknown }>;
  /** How often the books were changed since they were told. */
  changes: number;
}

/** Everything that a company holds. Its books are told when they are first looked into. */
export interface QuickBooksState extends SharedBooks<QuickBooksBooks> {
  readonly idempotency: IdempotencyStore;
}

const openBooks = shareBooks(tellBooks);

/** Makes the state on a day; its first change gets it books of its own. */
export function createState(today: string, idempotency: IdempotencyStore): QuickBooksState {
  // Not a spread: `books` is a getter, and has to stay one.
  return Object.assign(openBooks(today), { idempotency });
}

/** What the digest covers: how often the books were changed since they were told, and what each document now comes to. */
export function businessOf({ books }: QuickBooksState): unknown {
  const standing = listOf(books, 'standing', () => {
    const lines = [...books.ledger.documents.values()].flatMap(({ id, status, total }) => {
      const { amount } = books.ledger.openBalance(id);
      return status === 'deleted' ? [] : [`${idOfDocument(books, id)} ${status} ${total} ${amount}`];
    });
    return [createHash('sha256').update(lines.toSorted().join()).digest('hex')];
  });
  return { changes: books.changes, standing };
}

function tellBooks(today: string): QuickBooksBooks {
  const company = tellCompany({ today, homeCurrency: 'USD', controlAccounts: 'per_currency' });
  const { ledger } = company;
  ledger.saveAccount(undepositedFunds);
  tellSite(ledger, today);
  return {
    ...{ company, ledger, changes: 0 },
    ...{ kept: new Map(), newest: new Map(), origins: new Map(), lists: new Map() },
    voidedSetOffs: new Set(),
  };
}

/**
 * A building site of the school is a customer of its own below it, as a contractor keeps them. What was invoiced for it and bought
 * has the same ids whatever the day, as the examples of tools name them.
 */
function tellSite(ledger: Ledger, today: string): void {
  const school = ledger.counterparties.get('C06');
  if (!school) throw new TypeError('The story has no school');
  const site = { ...school, id: 'C41', name: `${school.name}:New Wing` };
  ledger.saveCounterparty(site);
  const line = { accountId: '4010', itemId: 'FIT-02', description: 'Partition walls', taxCodeId: 'NONE' };
  for (const [number, ago, amount] of [
    ['INV-0997', 52, 216_000],
    ['INV-0998', 11, 148_500],
  ] as const) {
    const draft = { kind: 'invoice', counterpartyId: site.id, number, date: addDays(today, -ago) } as const;
    ledger.post({ ...draft, id: `9000${number.slice(-1)}`, lines: [{ ...line, amount }] });
  }
  const boards = { accountId: '5000', description: 'Floor boards, New Wing', amount: 64_000 };
  const bill = { kind: 'bill', counterpartyId: 'V03', number: 'GR-0731', date: addDays(today, -9) } as const;
  ledger.post({ ...bill, id: '90001', lines: [boards] });
}

/** A list made of the books, kept until they change. */
export function listOf<Item>(books: QuickBooksBooks, name: string, make: () => Item[]): Item[] {
  const changes = `${books.ledger.revision} ${books.changes}`;
  const held = books.lists.get(name);
  // What is kept under a name was made by the one caller with that name.
  if (held?.changes === changes) return held.list as Item[];
  const list = make();
  books.lists.set(name, { changes, list });
  return list;
}

/** The document of an id as it now stands; undefined where there is none. */
export function documentOf({ ledger, newest, origins }: QuickBooksBooks, id: string): LedgerDocument | undefined {
  // What has an origin is known by the id of that alone.
  return origins.has(id) ? undefined : ledger.documents.get(newest.get(id) ?? id);
}

/** The id under which a document of the ledger is known. */
export function idOfDocument({ origins }: QuickBooksBooks, ledgerId: string): string {
  return origins.get(ledgerId) ?? ledgerId;
}

/** Notes what an object has beside the ledger, and that it was made or changed just now. */
export function keep(books: QuickBooksBooks, key: string, { fields, isNew, moment }: KeptChange): void {
  const known = books.kept.get(key);
  const changes = isNew ? 0 : (known?.changes ?? 0) + 1;
  const created = isNew ? moment : known?.created;
  books.kept.set(key, { fields, changes, created, updated: moment });
  books.changes += 1;
}

interface KeptChange {
  readonly fields: Wire;
  readonly isNew: boolean;
  readonly moment: string;
}

/** Where the company is. */
export const timeZone = 'America/Los_Angeles';

/** The day that it is there. */
export function dayOf(milliseconds: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(milliseconds);
}

/** A moment as QuickBooks writes it, with the company's own offset from UTC; summer time is not simulated. */
export function momentOf(milliseconds: number): string {
  return `${new Date(milliseconds - 8 * 3_600_000).toISOString().slice(0, 19)}-08:00`;
}

/** When something of the story was written down: in the morning of its day. */
export function morningOf(day: string): string {
  return `${day}T09:00:00-08:00`;
}
