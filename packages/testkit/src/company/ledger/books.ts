import type { Account } from './account.ts';
import type { Allocation } from './allocation.ts';
import type { Counterparty } from './counterparty.ts';
import type { LedgerDocument } from './document.ts';
import { createExchangeRates, type ExchangeRates } from './exchange-rates.ts';
import type { Item } from './item.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { LedgerSettings } from './ledger.ts';
import type { TaxCode } from './tax-code.ts';
import type { TrackingCategory } from './tracking-category.ts';

/** All that a ledger remembers. Only the files of this folder change it, and only after every check has passed. */
export interface Books {
  readonly settings: LedgerSettings;
  readonly accounts: Map<string, Account>;
  readonly counterparties: Map<string, Counterparty>;
  readonly items: Map<string, Item>;
  readonly taxCodes: Map<string, TaxCode>;
  readonly trackingCategories: Map<string, TrackingCategory>;
  readonly documents: Map<string, LedgerDocument>;
  /** By document id. */
  readonly entries: Map<string, readonly JournalEntry[]>;
  readonly allocations: Map<string, Allocation>;
  /** Allocation ids by document id, of both their ends. */
  readonly allocationIds: Map<string, readonly string[]>;
  readonly rates: ExchangeRates;
  lockDate: string | undefined;
  revision: number;
  nextDocumentId: number;
  nextSequence: number;
  nextAllocationId: number;
}

/** Makes books with nothing in them. */
export const createBooks = (settings: LedgerSettings): Books => ({
  settings,
  accounts: new Map(),
  counterparties: new Map(),
  items: new Map(),
  taxCodes: new Map(),
  trackingCategories: new Map(),
  documents: new Map(),
  entries: new Map(),
  allocations: new Map(),
  allocationIds: new Map(),
  rates: createExchangeRates(settings.homeCurrency, settings.currencies),
  lockDate: undefined,
  revision: 0,
  nextDocumentId: 1,
  nextSequence: 1,
  nextAllocationId: 1,
});

/** Books with the same in them, to be changed apart. What the maps hold is never changed, only replaced, so that both hold it. */
export const copyBooks = (books: Books): Books => ({
  ...books,
  accounts: new Map(books.accounts),
  counterparties: new Map(books.counterparties),
  items: new Map(books.items),
  taxCodes: new Map(books.taxCodes),
  trackingCategories: new Map(books.trackingCategories),
  documents: new Map(books.documents),
  entries: new Map(books.entries),
  allocations: new Map(books.allocations),
  allocationIds: new Map(books.allocationIds),
  rates: books.rates.copy(),
});
