import { type Company, decimalOf } from '@bizmcp/testkit/company';
import type { ReportCell } from './report.ts';

/** What has an identifier of its own in the company file. */
export type EntityKind = 'account' | 'customer' | 'item' | 'vendor' | 'transaction';

/** The books that reports are computed from. */
export interface ReportBooks {
  readonly company: Company;
  /** Today, in the company's time zone. */
  readonly today: string;
  /** The identifier that the company file gives to something of the ledger; the ledger's own unless told. */
  wireId?(kind: EntityKind, id: string): string;
}

/** A cell that names something of the ledger. */
export function entityCell(books: ReportBooks, kind: EntityKind, id: string, value: string): ReportCell {
  return { value, id: books.wireId?.(kind, id) ?? id };
}

export function accountCell(books: ReportBooks, accountId: string): ReportCell {
  return entityCell(books, 'account', accountId, accountName(books, accountId));
}

export function accountName({ company }: ReportBooks, accountId: string): string {
  return company.ledger.accounts.get(accountId)?.name ?? '';
}

/** A customer or vendor by name and identifier; an empty cell for none. */
export function counterpartyCell(books: ReportBooks, id: string | undefined): ReportCell {
  const found = id === undefined ? undefined : books.company.ledger.counterparties.get(id);
  return found ? entityCell(books, found.kind, found.id, found.name) : { value: '' };
}

/** Likewise by the name alone. */
export function namedCell(books: ReportBooks, name: string): ReportCell {
  const named = [...books.company.ledger.counterparties.values()].find((one) => one.name === name);
  return counterpartyCell(books, named?.id);
}

function digitsOf({ company }: ReportBooks, currency: string): number {
  return company.ledger.settings.currencies.find(({ code }) => code === currency)?.digits ?? 2;
}

/** Minor units of the home currency as summary reports write them: 1234.50; nothing is left empty. */
export function moneyText(books: ReportBooks): (amount: number) => string {
  const digits = digitsOf(books, books.company.ledger.settings.homeCurrency);
  return (amount) => decimalOf(amount || 0, digits);
}

/** As {@link moneyText}, but a zero leaves its cell empty, as in the rows of accounts. */
export function filledMoneyText(books: ReportBooks): (amount: number) => string {
  const money = moneyText(books);
  return (amount) => (amount === 0 ? '' : money(amount));
}

/** As detail reports write amounts: 225.0, 24.36. https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/generalledger */
export function detailMoneyText(books: ReportBooks, currency?: string): (amount: number) => string {
  const digits = digitsOf(books, currency ?? books.company.ledger.settings.homeCurrency);
  return (amount) => decimalOf(amount || 0, digits).replace(/(\.\d+?)0+$/, '$1');
}
