import type { Counterparty } from '@bizmcp/testkit/company';
import { type Route, route, type SimulatedRequest, type SimulatorContext } from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { refuseDocument, refuseMissing } from './error-reply.ts';
import { guidOf } from './guid.ts';
import { pageReply } from './list-page.ts';
import { amountOf } from './money.ts';
import { readDocument, readList, requireParameters } from './request-body.ts';
import { wireDay } from './wire-day.ts';
import { listOf, type XeroBooks, type XeroState } from './xero-state.ts';

/** A contact buys and sells; the ledger has a counterparty for each side and currency of it, named after the first. */
export function contactKeyOf(counterpartyId: string): string {
  return counterpartyId.split('~')[0] ?? counterpartyId;
}

/** The ledger's counterparty of a contact on one side in a currency; not kept yet before the first document there. */
export function counterpartyFor(
  { ledger }: XeroBooks,
  contactKey: string,
  { kind, currency }: { kind: Counterparty['kind']; currency: string },
): Counterparty {
  const own = ledger.counterparties.get(contactKey);
  if (!own) return refuseDocument([{ message: 'The Contact could not be found' }]);
  if (own.kind === kind && own.currency === currency) return own;
  const id = `${own.id}~${kind}~${currency}`;
  return ledger.counterparties.get(id) ?? { ...own, id, kind, currency };
}

/** The contact of an identifier; undefined where there is none. */
export function findContact(books: XeroBooks, contactId: string): Counterparty | undefined {
  const wanted = contactId.toLowerCase();
  return contactsOf(books).find(({ id }) => guidOf('contact', id) === wanted);
}

function contactsOf({ ledger }: XeroBooks): Counterparty[] {
  return [...ledger.counterparties.values()].filter(({ id }) => contactKeyOf(id) === id);
}

interface Dealings {
  isCustomer: boolean;
  isSupplier: boolean;
  receivable: number;
  receivableOverdue: number;
  payable: number;
  payableOverdue: number;
}

/** What there is between the organisation and each contact, in minor units of the documents: Xero does not convert them. */
function dealingsOf({ company, ledger }: XeroBooks): Map<string, Dealings> {
  const all = new Map<string, Dealings>();
  const none = { receivable: 0, receivableOverdue: 0, payable: 0, payableOverdue: 0 };
  for (const document of ledger.documents.values()) {
    if (document.kind !== 'invoice' && document.kind !== 'bill') continue;
    const key = contactKeyOf(document.counterpartyId);
    const dealings = all.get(key) ?? { isCustomer: false, isSupplier: false, ...none };
    all.set(key, dealings);
    const { amount } = ledger.openBalance(document.id);
    const overdue = document.dueDate < company.today ? amount : 0;
    if (document.kind === 'invoice') {
      dealings.isCustomer = true;
      dealings.receivable += amount;
      dealings.receivableOverdue += overdue;
    } else {
      dealings.isSupplier = true;
      dealings.payable += amount;
      dealings.payableOverdue += overdue;
    }
  }
  return all;
}

function toContact(contact: Counterparty, { dealings, today }: { dealings: Dealings | undefined; today: string }) {
  const [firstName, ...lastNames] = (contact.contactName ?? '').split(' ');
  return {
    ContactID: guidOf('contact', contact.id),
    ContactStatus: contact.active ? 'ACTIVE' : 'ARCHIVED',
    Name: contact.name,
    ...(firstName && { FirstName: firstName }),
    ...(lastNames.length > 0 && { LastName: lastNames.join(' ') }),
    EmailAddress: contact.email ?? '',
    Addresses: [
      { AddressType: 'POBOX', City: contact.city ?? '', Region: '', PostalCode: '', Country: contact.country ?? '' },
    ],
    Phones: [{ PhoneType: 'DEFAULT', PhoneNumber: contact.phone ?? '', PhoneAreaCode: '', PhoneCountryCode: '' }],
    UpdatedDateUTC: wireDay(today),
    ContactGroups: [],
    IsSupplier: dealings?.isSupplier ?? false,
    IsCustomer: dealings?.isCustomer ?? false,
    PaymentTerms: {
      [contact.kind === 'customer' ? 'Sales' : 'Bills']: { Day: contact.termsDays, Type: 'DAYSAFTERBILLDATE' },
    },
    ...(dealings && {
      Balances: {
        AccountsReceivable: {
          Outstanding: amountOf(dealings.receivable),
          Overdue: amountOf(dealings.receivableOverdue),
        },
        AccountsPayable: { Outstanding: amountOf(dealings.payable), Overdue: amountOf(dealings.payableOverdue) },
      },
    }),
  };
}

function wireContacts(books: XeroBooks) {
  return listOf(books, 'contacts', () => {
    const dealings = dealingsOf(books);
    const { today } = books.company;
    return contactsOf(books).map((contact) => ({
      ...toContact(contact, { dealings: dealings.get(contact.id), today }),
      ...(!books.withoutCurrency.has(contact.id) && { DefaultCurrency: contact.currency }),
      ...books.persons.get(contact.id),
      ...(books.taxNumbers.has(contact.id) && { TaxNumber: books.taxNumbers.get(contact.id) }),
    }));
  });
}

const text = (length: number) => z.string().max(length).optional();
const NewContact = z.strictObject({
  Name: z.string().trim().min(1).max(255),
  FirstName: text(255),
  LastName: text(255),
  EmailAddress: z.email().max(255).optional(),
  TaxNumber: text(50),
  Phones: z
    .array(z.strictObject({ PhoneType: z.enum(['DEFAULT', 'DDI', 'MOBILE', 'FAX', 'OFFICE']), PhoneNumber: text(50) }))
    .optional(),
});

const parameters = ['where', 'order', 'IDs', 'page', 'pageSize', 'includeArchived', 'summaryOnly', 'searchTerm'];
const path = '/api.xro/2.0/Contacts';

function createContact(request: SimulatedRequest<never>, { state }: SimulatorContext<XeroState>) {
  requireParameters(request.query, ['summarizeErrors']);
  const contact = readDocument(request, 'Contacts', NewContact);
  const isTaken = contactsOf(state.books).some(
    ({ name, active }) => active && name.toLowerCase() === contact.Name.toLowerCase(),
  );
  if (isTaken) {
    const message = `The contact name ${contact.Name} is already assigned to another contact. The contact name must be unique across all active contacts.`;
    return refuseDocument([{ message }]);
  }
  const books = state.change();
  const id = `X${books.ledger.counterparties.size + 1}`;
  const phone = contact.Phones?.find(({ PhoneNumber }) => PhoneNumber)?.PhoneNumber;
  books.ledger.saveCounterparty({
    ...{ id, kind: 'customer', name: contact.Name, termsDays: 30, active: true },
    currency: books.ledger.settings.homeCurrency,
    ...(contact.EmailAddress !== undefined && { email: contact.EmailAddress }),
    ...(phone !== undefined && { phone }),
  });
  // Xero gives none of its own: example answer of createContacts in https://github.com/XeroAPI/Xero-OpenAPI/blob/master/xero_accounting.yaml
  books.withoutCurrency.add(id);
  books.persons.set(id, { FirstName: contact.FirstName, LastName: contact.LastName });
  if (contact.TaxNumber !== undefined) books.taxNumbers.set(id, contact.TaxNumber);
  const stored = wireContacts(books).find(({ ContactID }) => ContactID === guidOf('contact', id));
  return { status: 200, body: { Contacts: [{ ...stored, HasValidationErrors: false }] } };
}

/** https://developer.xero.com/documentation/api/accounting/contacts */
export const contactRoutes: readonly Route<XeroState>[] = [
  route('GET', path, ({ query }, { state }) => {
    requireParameters(query, parameters);
    const ids = readList(query, 'IDs').map((id) => id.toLowerCase());
    const term = (query.get('searchTerm') ?? '').toLowerCase();
    const isArchivedShown = query.get('includeArchived') === 'true';
    const found = wireContacts(state.books).filter(
      (contact) =>
        (ids.length === 0 || ids.includes(contact.ContactID)) &&
        (isArchivedShown || contact.ContactStatus === 'ACTIVE') &&
        `${contact.Name} ${contact.EmailAddress}`.toLowerCase().includes(term),
    );
    return pageReply(query, 'Contacts', found);
  }),
  route('GET', `${path}/{contactId}`, (request, { state }) => {
    const wanted = request.parameter('contactId').toLowerCase();
    const contact = wireContacts(state.books).find(({ ContactID }) => ContactID === wanted);
    return contact ? { status: 200, body: { Contacts: [contact] } } : refuseMissing();
  }),
  route('POST', path, createContact),
  route('PUT', path, createContact),
];
