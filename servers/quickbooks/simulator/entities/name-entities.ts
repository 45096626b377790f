import type { Counterparty } from '@bizmcp/testkit/company';
import * as z from 'zod';
import { Address, Email, flag, headFields, ignored, pick, readObject, reference, text } from '../body.ts';
import { refuse } from '../error-reply.ts';
import { amountOf, minorUnitsOf } from '../money.ts';
import { listOf, type QuickBooksBooks } from '../quickbooks-state.ts';
import { openWith } from '../transactions/dealings.ts';
import type { Wire } from '../wire.ts';
import { wireIdOf } from '../wire-id.ts';
import { withLedger } from '../with-ledger.ts';
import { type Change, commonFilters, type Entity, headOf, type Written } from './entity.ts';
import { counterpartiesOf, counterpartyReference, currencyReference, nextNameId } from './names.ts';
import { termOf, termReference } from './terms.ts';

const Phone = z.strictObject({ FreeFormNumber: text(30) });

const nameFields = {
  ...headFields,
  ...{ DisplayName: text(500), CompanyName: text(100), GivenName: text(100), MiddleName: text(100) },
  ...{ FamilyName: text(100), Title: text(16), Suffix: text(16), PrintOnCheckName: text(110), Active: flag },
  ...{
    PrimaryEmailAddr: Email.optional(),
    PrimaryPhone: Phone.optional(),
    Mobile: Phone.optional(),
    Fax: Phone.optional(),
  },
  ...{
    BillAddr: Address.optional(),
    CurrencyRef: reference,
    AcctNum: text(100),
    Balance: ignored,
    V4IDPseudonym: ignored,
  },
  ...{ WebAddr: z.strictObject({ URI: text(1000) }).optional(), FullyQualifiedName: ignored, Notes: text(4000) },
};

const CustomerBody = z.strictObject({
  ...{ ...nameFields, Notes: text(2000), ShipAddr: Address.optional(), Taxable: flag, SalesTermRef: reference },
  ...{
    BalanceWithJobs: ignored,
    Job: flag,
    BillWithParent: flag,
    PreferredDeliveryMethod: text(30),
    IsProject: ignored,
    ParentRef: ignored,
    Level: ignored,
  },
  ...{ CreditLimit: z.number().nonnegative().optional(), ClientEntityId: ignored, DefaultTaxCodeRef: reference },
});
const VendorBody = z.strictObject({
  ...{ ...nameFields, TermRef: reference, Vendor1099: flag, TaxIdentifier: text(20), BillRate: ignored },
});

type Name = z.output<typeof CustomerBody> & { TermRef?: { value: string } | undefined };

const keeps = [
  ...['CompanyName', 'GivenName', 'MiddleName', 'FamilyName', 'Title', 'Suffix', 'PrintOnCheckName', 'Mobile', 'Fax'],
  ...['BillAddr', 'ShipAddr', 'AcctNum', 'WebAddr', 'Notes', 'Taxable', 'PreferredDeliveryMethod', 'Vendor1099'],
];

function toName(books: QuickBooksBooks, one: Counterparty): Wire {
  const { company, ledger } = books;
  const { name, active, email, phone, city, currency, kind, termsDays, creditLimit } = one;
  const isCustomer = kind === 'customer';
  const terms = termReference(termsDays);
  const open = openWith(books);
  const balanceOf = (ones: readonly Counterparty[]) =>
    amountOf(
      ledger,
      ones.reduce((sum, { id }) => sum + (open.get(id) ?? 0), 0),
      currency,
    );
  const { parent, below, own } = familyOf(books, one);
  const key = { entity: isCustomer ? 'Customer' : 'Vendor', id: wireIdOf(one.id) };
  return {
    ...(isCustomer && { Taxable: true, Job: parent !== undefined, BillWithParent: false }),
    ...(parent && { ParentRef: counterpartyReference(books, parent.id), Level: 1 }),
    ...(city !== undefined && { BillAddr: { City: city } }),
    ...(!books.kept.has(`${key.entity} ${key.id}`) && { CompanyName: parent?.name ?? name }),
    ...{ PrintOnCheckName: own, ...(!isCustomer && { Vendor1099: false }) },
    ...headOf(books, key, { day: company.firstDay }),
    ...{ DisplayName: own, ...(isCustomer && { FullyQualifiedName: name }), Active: active },
    ...(email !== undefined && { PrimaryEmailAddr: { Address: email } }),
    ...(phone !== undefined && { PrimaryPhone: { FreeFormNumber: phone } }),
    CurrencyRef: currencyReference(currency),
    ...(terms && (isCustomer ? { SalesTermRef: terms } : { TermRef: terms })),
    ...(isCustomer && { BalanceWithJobs: balanceOf([one, ...below]) }),
    Balance: balanceOf([one]),
    // The schema has it, with QuickBooks Desktop named beside it: that it is sent by QuickBooks Online is assumed.
    ...(creditLimit !== undefined && isCustomer && { CreditLimit: amountOf(ledger, creditLimit, currency) }),
  };
}

/**
 * A sub-customer bears the name of the customer above it before its own, with the colon that no name may have between them.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
function familyOf(books: QuickBooksBooks, { name }: Counterparty) {
  const [above = '', own] = name.split(':');
  const all = () => [...books.ledger.counterparties.values()];
  const nested = listOf(books, 'sub-customers', () => all().filter((other) => other.name.includes(':')));
  const parent = own === undefined ? undefined : all().find((other) => other.name === above);
  return { parent, below: nested.filter((other) => other.name.startsWith(`${name}:`)), own: own ?? name };
}

/** The name under which it is shown: as sent, or made of the names of the person. One of them must be there. */
function displayName(sent: Name): string {
  const parts = [sent.Title, sent.GivenName, sent.MiddleName, sent.FamilyName, sent.Suffix].filter((part) => part);
  const name = (sent.DisplayName ?? parts.join(' ')).trim();
  if (name === '') return refuse('2020', 'Required parameter DisplayName is missing in the request', 'DisplayName');
  if (!/[:\t\n]/.test(name)) return name;
  return refuse('2010', 'Property Name:DisplayName must not have a colon, a tab or a new line', 'DisplayName');
}

/** Names are unique among customers and vendors together. */
function requireFreeName({ ledger }: QuickBooksBooks, name: string, id: string | undefined): void {
  for (const other of ledger.counterparties.values()) {
    const isSame = other.name.toLowerCase() === name.toLowerCase() && wireIdOf(other.id) !== id;
    if (isSame) refuse('6240', `The name supplied already exists. : Id=${wireIdOf(other.id)}`, 'DisplayName');
  }
}

/** The currency of a name, which it keeps. */
function currencyOf({ ledger }: QuickBooksBooks, sent: Name, old: Counterparty | undefined): string {
  const wanted = sent.CurrencyRef?.value ?? old?.currency ?? ledger.settings.homeCurrency;
  const isKnown = ledger.settings.currencies.some(({ code }) => code === wanted);
  if (!isKnown) return refuse('2500', `Invalid Reference Id : Currency element id ${wanted} not found`, 'CurrencyRef');
  return wanted;
}

function writeName(
  books: QuickBooksBooks,
  kind: Counterparty['kind'],
  { id, sent }: { id: string | undefined; sent: Name },
) {
  const old =
    id === undefined ? undefined : counterpartiesOf(books.ledger, kind).find((one) => wireIdOf(one.id) === id);
  const name = displayName(sent);
  const above = old?.name.slice(0, old.name.lastIndexOf(':') + 1) ?? '';
  requireFreeName(books, name, id);
  const currency = currencyOf(books, sent, old);
  const terms = sent.SalesTermRef ?? sent.TermRef;
  const termsDays = terms ? termOf(terms.value).days : (old?.termsDays ?? 30);
  const [email, phone, city] = [sent.PrimaryEmailAddr?.Address, sent.PrimaryPhone?.FreeFormNumber, sent.BillAddr?.City];
  const limit = sent.CreditLimit;
  const ledgerId = old?.id ?? nextNameId(books);
  withLedger(() =>
    books.ledger.saveCounterparty({
      ...{ id: ledgerId, kind, name: `${above}${name}`, currency, termsDays, active: sent.Active ?? true },
      ...(email && { email }),
      ...(phone && { phone }),
      ...(city && { city }),
      ...(limit !== undefined && { creditLimit: minorUnitsOf(books.ledger, limit, currency) }),
    }),
  );
  return wireIdOf(ledgerId);
}

function nameEntity(name: 'Customer' | 'Vendor', write: NonNullable<Entity['write']>, filters: string[]): Entity {
  const kind = name === 'Customer' ? 'customer' : 'vendor';
  const list = (books: QuickBooksBooks) =>
    listOf(books, name, () => counterpartiesOf(books.ledger, kind).map((one) => toName(books, one)));
  const names = ['DisplayName', 'GivenName', 'MiddleName', 'FamilyName', 'CompanyName', 'PrintOnCheckName', 'Suffix'];
  const filterable = [...commonFilters, ...names, 'Active', 'Balance', 'PrimaryEmailAddr', ...filters];
  return { name, filterable, list, find: (books, id) => list(books).find(({ Id }) => Id === id), write };
}

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer and /vendor */
export const nameEntities: readonly Entity[] = [
  nameEntity(
    'Customer',
    (books, { id, body }: Change): Written => {
      const sent = readObject(body, CustomerBody);
      return { id: writeName(books, 'customer', { id, sent }), fields: pick(body, keeps) };
    },
    ['FullyQualifiedName', 'Job', 'Taxable'],
  ),
  nameEntity(
    'Vendor',
    (books, { id, body }: Change): Written => {
      const sent = readObject(body, VendorBody);
      return { id: writeName(books, 'vendor', { id, sent }), fields: pick(body, keeps) };
    },
    ['Vendor1099'],
  ),
];
