import type { Account } from './account.ts';
import { type Books, copyBooks, createBooks } from './books.ts';
import { controlAccount } from './control-account.ts';
import { allocate, approveDraft, keepDraft, postDocument, replaceDocument } from './document-book.ts';
import { endDocument } from './document-end.ts';
import type { JournalEntry } from './journal-entry.ts';
import type { Ledger, LedgerSettings } from './ledger.ts';
import { LedgerError } from './ledger-error.ts';
import { requireDocument } from './requirement.ts';
import { allocationsOf, openBalance } from './settlement.ts';

/** Makes a ledger with an empty chart. */
export const createLedger = (settings: LedgerSettings): Ledger => ledgerOf(createBooks(settings));

const ledgerOf = (books: Books): Ledger => {
  const { settings, accounts, counterparties, items, taxCodes, trackingCategories, documents, rates } = books;
  return {
    ...{ settings, accounts, counterparties, items, taxCodes, trackingCategories, documents },
    journal: createJournal(books),
    get lockDate() {
      return books.lockDate;
    },
    get revision() {
      return books.revision;
    },
    ...savers(books),
    saveRate: (currency, date, rate) => {
      rates.save(currency, date, rate);
      books.revision += 1;
    },
    rateOn: (currency, date) => rates.on(currency, date),
    toHome: (amount, currency, rate) => rates.toHome(amount, currency, rate),
    accountWithRole: (role) => [...accounts.values()].find((account) => account.role === role),
    controlAccount: (counterpartyId, currency) => controlAccount(books, counterpartyId, currency),
    post: (draft) => postDocument(books, draft),
    saveDraft: (draft) => keepDraft(books, draft),
    approve: (id) => approveDraft(books, id),
    replace: (id, draft) => replaceDocument(books, id, draft),
    allocate: (options) => allocate(books, options),
    end: (id, options) => endDocument(books, id, options),
    lock: (date) => {
      books.lockDate = date;
      books.revision += 1;
    },
    openBalance: (id, asOf) =>
      openBalance(books, requireDocument(books, id, 'id', 'posted', 'draft', 'voided', 'deleted'), asOf),
    allocationsOf: (id) => allocationsOf(books, id),
    entriesOf: (id) => [...(books.entries.get(id) ?? [])],
    copy: () => ledgerOf(copyBooks(books)),
  };
};

/** The entries of all documents in one array, made again after a change: reports read it many times. */
const createJournal = (books: Books): Iterable<JournalEntry> => {
  let flat: JournalEntry[] = [];
  let revision = -1;
  return {
    [Symbol.iterator]: () => {
      if (revision !== books.revision) flat = [...books.entries.values()].flat();
      revision = books.revision;
      return flat.values();
    },
  };
};

type Savers = Pick<Ledger, 'saveAccount' | 'saveCounterparty' | 'saveItem' | 'saveTaxCode' | 'saveTrackingCategory'>;

const savers = (books: Books): Savers => {
  const save = <Master extends { readonly id: string }>(masters: Map<string, Master>, master: Master): void => {
    masters.set(master.id, master);
    books.revision += 1;
  };
  return {
    saveAccount: (account) => {
      requireSteadyAccount(books, account);
      save(books.accounts, account);
    },
    saveCounterparty: (counterparty) => {
      const known = books.counterparties.get(counterparty.id);
      if (known && (known.kind !== counterparty.kind || known.currency !== counterparty.currency)) {
        throw new LedgerError('currency_mismatch', 'currency', `${known.name} keeps its kind and its currency`);
      }
      save(books.counterparties, counterparty);
    },
    saveItem: (item) => save(books.items, item),
    saveTaxCode: (taxCode) => save(books.taxCodes, taxCode),
    saveTrackingCategory: (category) => save(books.trackingCategories, category),
  };
};

const requireSteadyAccount = (books: Books, account: Account): void => {
  const known = books.accounts.get(account.id);
  if (known && (known.type !== account.type || known.currency !== account.currency)) {
    throw new LedgerError('wrong_type', 'type', `Account ${known.name} keeps its type and its currency`);
  }
  const { role } = account;
  const holder = role && [...books.accounts.values()].find((other) => other.role === role && other.id !== account.id);
  if (holder) throw new LedgerError('duplicate', 'role', `Account ${holder.name} is the one for ${role}`);
};
