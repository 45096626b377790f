import type { Account, Counterparty, Item, Ledger } from '@bizmcp/testkit/company';
import { refuse } from '../error-reply.ts';
import { listOf, type QuickBooksBooks } from '../quickbooks-state.ts';
import { referenceTo, type Wire } from '../wire.ts';
import { wireIdOf } from '../wire-id.ts';

function refuseReference(element: string, id: string): never {
  return refuse('2500', `Invalid Reference Id : ${element} element id ${id} not found`, element);
}

/** The customer or vendor of an id; refused where there is none. */
export function findCounterparty({ ledger }: QuickBooksBooks, id: string, kind: Counterparty['kind']): Counterparty {
  const found = counterpartiesOf(ledger, kind).find((one) => wireIdOf(one.id) === id);
  return found ?? refuseReference('Names', id);
}

export function counterpartiesOf(ledger: Ledger, kind: Counterparty['kind']): Counterparty[] {
  return [...ledger.counterparties.values()].filter((one) => one.kind === kind);
}

/** The account of an id; refused where there is none. */
export function findAccount({ ledger }: QuickBooksBooks, id: string): Account {
  return ledger.accounts.get(id) ?? refuseReference('Accounts', id);
}

/** Items by the ids that they have here: their places in the list of items. */
export function itemsOf(books: QuickBooksBooks): { id: string; item: Item }[] {
  return listOf(books, 'items by id', () =>
    [...books.ledger.items.values()].map((item, index) => ({ id: String(index + 1), item })),
  );
}

/** The item of an id; refused where there is none. */
export function findItem(books: QuickBooksBooks, id: string): Item {
  return itemsOf(books).find((one) => one.id === id)?.item ?? refuseReference('Items', id);
}

export function itemReference(books: QuickBooksBooks, ledgerId: string): Wire {
  return referenceTo(itemWireId(books, ledgerId), books.ledger.items.get(ledgerId)?.name);
}

/** The id that an item of the ledger has here. */
export function itemWireId(books: QuickBooksBooks, ledgerId: string): string {
  return itemsOf(books).find(({ item }) => item.id === ledgerId)?.id ?? ledgerId;
}

export function accountReference({ ledger }: QuickBooksBooks, id: string): Wire {
  return referenceTo(id, ledger.accounts.get(id)?.name);
}

export function counterpartyReference({ ledger }: QuickBooksBooks, ledgerId: string): Wire {
  return referenceTo(wireIdOf(ledgerId), ledger.counterparties.get(ledgerId)?.name);
}

/** The next id of a customer or vendor; names have one sequence. */
export function nextNameId({ ledger }: QuickBooksBooks): string {
  const ids = [...ledger.counterparties.keys()].map((id) => Number(wireIdOf(id)));
  return String(Math.max(200, ...ids) + 1);
}

/** Names of currencies as they stand in references. */
export const currencyNames: Readonly<Record<string, string>> = { USD: 'United States Dollar', EUR: 'Euro' };

export function currencyReference(code: string): Wire {
  return referenceTo(code, currencyNames[code]);
}

/** Tracking of the ledger's: a class stands at each line, a department (a location) at the whole document. */
export const trackingIds = { Class: 'department', Department: 'region' } as const;

export type TrackingEntity = keyof typeof trackingIds;

export function trackingOptions({ ledger }: Pick<QuickBooksBooks, 'ledger'>, entity: TrackingEntity) {
  const category = ledger.trackingCategories.get(trackingIds[entity]);
  return (category?.options ?? []).map((option, index) => ({ ...option, wireId: String(index + 1) }));
}

export function trackingReference(
  books: QuickBooksBooks,
  entity: TrackingEntity,
  tracking: Readonly<Record<string, string>> | undefined,
): Wire | undefined {
  const found = trackingOptions(books, entity).find(({ id }) => id === tracking?.[trackingIds[entity]]);
  return found && referenceTo(found.wireId, found.name);
}

/** The ledger's tracking of references that were sent. */
export function trackingOf(
  books: QuickBooksBooks,
  sent: Partial<Record<TrackingEntity, string | undefined>>,
): Record<string, string> {
  const entities = ['Class', 'Department'] as const;
  const chosen = entities.flatMap((entity) => {
    const id = sent[entity];
    if (id === undefined) return [];
    const option = trackingOptions(books, entity).find(({ wireId }) => wireId === id);
    return [[trackingIds[entity], option?.id ?? refuseReference(entity, id)] as const];
  });
  return Object.fromEntries(chosen);
}
