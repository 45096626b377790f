import type { Account, AccountRole } from './account.ts';
import type { Allocation } from './allocation.ts';
import type { Counterparty } from './counterparty.ts';
import type { LedgerDocument } from './document.ts';
import type { DocumentDraft } from './draft.ts';
import type { Item } from './item.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { TaxCode } from './tax-code.ts';
import type { TrackingCategory } from './tracking-category.ts';

/** A currency and its decimal places: 0 for JPY, 2 for EUR, 3 for KWD. */
export interface Currency {
  readonly code: string;
  readonly digits: number;
}

/** What a ledger is made with. */
export interface LedgerSettings {
  readonly homeCurrency: string;
  /** 1 to 12. */
  readonly fiscalYearStartMonth: number;
  /** The home currency among them. */
  readonly currencies: readonly Currency[];
}

/** What a voided document leaves behind: its entries and a reversal of each, or nothing. */
export interface VoidOptions {
  readonly mode: 'reversal' | 'removal';
  /** The day of the reversal; the document's own where it is not given. */
  readonly date?: string;
  /** `deleted` hides it; `voided`, the default, keeps it to be seen. */
  readonly status?: 'voided' | 'deleted';
}

/** An allocation of a posted payment or credit. */
export interface AllocateOptions {
  readonly fromId: string;
  readonly toId: string;
  readonly amount: number;
  readonly date: string;
}

/** What is still owed on a document, or unused of a payment or credit: in its own and in the home currency. */
export interface OpenBalance {
  readonly amount: number;
  readonly base: number;
}

/** A double-entry ledger in whole minor units. A refused call throws LedgerError and changes nothing. */
export interface Ledger {
  readonly settings: LedgerSettings;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly counterparties: ReadonlyMap<string, Counterparty>;
  readonly items: ReadonlyMap<string, Item>;
  readonly taxCodes: ReadonlyMap<string, TaxCode>;
  readonly trackingCategories: ReadonlyMap<string, TrackingCategory>;
  /** In the order they were made, drafts and voided ones included. */
  readonly documents: ReadonlyMap<string, LedgerDocument>;
  /** All that counts in the books; each entry sums to zero. */
  readonly journal: Iterable<JournalEntry>;
  /** No entry may be made on or before this date. */
  readonly lockDate: string | undefined;
  /** Grows with every change. */
  readonly revision: number;

  saveAccount(account: Account): void;
  saveCounterparty(counterparty: Counterparty): void;
  saveItem(item: Item): void;
  saveTaxCode(taxCode: TaxCode): void;
  saveTrackingCategory(category: TrackingCategory): void;
  /** Sets the rate from a date on: home currency for one unit, in millionths. */
  saveRate(currency: string, date: string, rate: number): void;
  /** The last rate set on or before the date. */
  rateOn(currency: string, date: string): number;
  /** An amount of a currency at a rate, in minor units of the home currency, rounded half up once. */
  toHome(amount: number, currency: string, rate: number): number;
  accountWithRole(role: AccountRole): Account | undefined;
  /** The receivable account of a customer or the payable one of a vendor: its currency's own, or the home currency's. */
  controlAccount(counterpartyId: string, currency: string): Account;

  /** Posts a document; an estimate is only kept. */
  post(draft: DocumentDraft): LedgerDocument;
  /** Keeps a document without posting it. */
  saveDraft(draft: DocumentDraft): LedgerDocument;
  /** Posts a kept draft. */
  approve(id: string): LedgerDocument;
  /** Puts a changed document in the place of the same document; allocations of it must still fit. */
  replace(id: string, draft: DocumentDraft): LedgerDocument;
  /** Sets an unused payment or credit against an open document of the same counterparty. */
  allocate(options: AllocateOptions): Allocation;
  /** Ends a document. Payments release what they settled; a settled document is refused. */
  end(id: string, options: VoidOptions): LedgerDocument;
  /** Closes all periods up to a date, or opens them all again. */
  lock(date: string | undefined): void;

  /** What is open now, or was at the end of a day; 0 for documents that cannot be open. */
  openBalance(id: string, asOf?: string): OpenBalance;
  /** The allocations a document gave or took, released ones too. */
  allocationsOf(id: string): readonly Allocation[];
  entriesOf(id: string): readonly JournalEntry[];

  /** A ledger with the same in it, to be changed apart; as cheap as a list of its documents. */
  copy(): Ledger;
}
