import { morningOf, type QuickBooksBooks } from '../quickbooks-state.ts';
import type { Wire } from '../wire.ts';

/** A change that was asked for: the whole object as it shall be, and what of it was sent. */
export interface Change {
  /** Undefined where it is made anew. */
  readonly id: string | undefined;
  readonly body: Wire;
  readonly sent: Wire;
  readonly query: URLSearchParams;
}

/** What the books have become: the id, and the fields that the ledger has no place for. */
export interface Written {
  readonly id: string;
  readonly fields: Wire;
}

/** An entity of QuickBooks: how it is found, asked for and changed. */
export interface Entity {
  readonly name: string;
  /** Properties that its page in the API reference marks filterable or sortable. */
  readonly filterable: readonly string[];
  list(books: QuickBooksBooks): readonly Wire[];
  /** The object as it is sent; undefined where there is none, or where it was deleted. */
  find(books: QuickBooksBooks, id: string): Wire | undefined;
  write?(books: QuickBooksBooks, change: Change): Written;
  remove?(books: QuickBooksBooks, id: string): void;
  void?(books: QuickBooksBooks, id: string): void;
  readonly isSent?: boolean;
}

/** What every entity can be asked for. */
export const commonFilters: readonly string[] = ['Id', 'MetaData.CreateTime', 'MetaData.LastUpdatedTime'];

/** What every object begins with; `day` is when the story made it, `changes` how often it changed since. */
export function headOf(
  books: QuickBooksBooks,
  key: { entity: string; id: string },
  { day, lastDay = day, changes = 0 }: { day: string; lastDay?: string; changes?: number },
): Wire {
  const kept = books.kept.get(`${key.entity} ${key.id}`);
  const CreateTime = kept?.created ?? morningOf(day);
  return {
    ...kept?.fields,
    ...{ domain: 'QBO', sparse: false, Id: key.id },
    SyncToken: String(kept ? kept.changes : changes),
    MetaData: { CreateTime, LastUpdatedTime: kept?.updated ?? morningOf(lastDay) },
  };
}
