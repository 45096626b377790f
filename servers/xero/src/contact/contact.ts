import { personal, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import type { Books } from '../books.ts';
import { WirePagination } from '../page.ts';
import { PaymentTerms, toPaymentTerms, WirePaymentTerms } from '../payment-terms.ts';
import { WireOutcome } from '../write-answer.ts';

const WireBalance = z.object({ outstanding: WireAmount.nullish(), overdue: WireAmount.nullish() }).nullish();
const WirePhone = z.object({
  phoneType: z.string().nullish(),
  phoneCountryCode: z.string().nullish(),
  phoneAreaCode: z.string().nullish(),
  phoneNumber: z.string().nullish(),
});

/** What Xero sends of a contact; only the fields we use. */
const WireContact = WireOutcome.extend({
  contactID: z.string(),
  name: z.string(),
  contactStatus: z.string().nullish(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  phones: z.array(WirePhone).nullish(),
  isCustomer: z.boolean().nullish(),
  isSupplier: z.boolean().nullish(),
  defaultCurrency: z.string().nullish(),
  taxNumber: z.string().nullish(),
  paymentTerms: WirePaymentTerms,
  balances: z.object({ accountsReceivable: WireBalance, accountsPayable: WireBalance }).nullish(),
});
export type WireContact = z.output<typeof WireContact>;

export const WireContacts = z.object({ contacts: z.array(WireContact), pagination: WirePagination });

/** A contact as a model sees it. */
export const Contact = z.object({
  contact_id: z.string().describe('For contact_id of the other tools'),
  name: z.string().describe('Name of the company or person').meta(personal('name')),
  status: z.string().describe('ACTIVE or ARCHIVED'),
  first_name: z.string().optional().describe('Contact person').meta(personal('name')),
  last_name: z.string().optional().describe('Contact person').meta(personal('name')),
  email: z.string().optional().describe('Email address').meta(personal('email')),
  phone: z.string().optional().describe('Phone number').meta(personal('phone')),
  is_customer: z.boolean().optional().describe('Has been sent invoices'),
  is_supplier: z.boolean().optional().describe('Has sent bills'),
  default_currency: z.string().optional().describe('ISO 4217'),
  tax_number: z.string().optional().describe('Tax number').meta(personal('text')),
  ...PaymentTerms.shape,
  receivable: z.string().optional().describe('What they owe, not converted'),
  receivable_overdue: z.string().optional().describe('Of it overdue'),
  payable: z.string().optional().describe('What is owed to them'),
  payable_overdue: z.string().optional().describe('Of it overdue'),
});

export function toContact(wire: WireContact): z.output<typeof Contact> {
  const phone = (wire.phones ?? []).map(phoneText).find((text) => text !== '');
  const { accountsReceivable: owing, accountsPayable: owed } = wire.balances ?? {};
  return {
    contact_id: wire.contactID,
    name: wire.name,
    status: wire.contactStatus ?? 'ACTIVE',
    ...(wire.firstName && { first_name: wire.firstName }),
    ...(wire.lastName && { last_name: wire.lastName }),
    ...(wire.emailAddress && { email: wire.emailAddress }),
    ...(phone && { phone }),
    ...(wire.isCustomer != null && { is_customer: wire.isCustomer }),
    ...(wire.isSupplier != null && { is_supplier: wire.isSupplier }),
    ...(wire.defaultCurrency && { default_currency: wire.defaultCurrency }),
    ...(wire.taxNumber && { tax_number: wire.taxNumber }),
    ...toPaymentTerms(wire.paymentTerms),
    ...(owing?.outstanding != null && { receivable: owing.outstanding }),
    ...(owing?.overdue != null && { receivable_overdue: owing.overdue }),
    ...(owed?.outstanding != null && { payable: owed.outstanding }),
    ...(owed?.overdue != null && { payable_overdue: owed.overdue }),
  };
}

function phoneText({ phoneCountryCode, phoneAreaCode, phoneNumber }: z.output<typeof WirePhone>): string {
  return phoneNumber ? [phoneCountryCode, phoneAreaCode, phoneNumber].filter(Boolean).join(' ') : '';
}

type ContactRole = 'customer' | 'supplier';

/** A contact as a new document needs it. */
export interface KnownContact {
  name: string;
  /** ISO 4217; the default that Xero has, which documents need not follow. */
  currency: string | undefined;
  /** What it was so far; the draft of an invoice or bill makes it one already. */
  roles: readonly ContactRole[];
}

/** A contact that a document can be made for. Throws `not_found` or `conflict`. */
export async function requireContact(books: Books, contactId: string): Promise<KnownContact> {
  const contact = await readContact(books, contactId);
  const status = contact.contactStatus || 'ACTIVE';
  if (status === 'ACTIVE') return toKnownContact(contact);
  const next = status === 'ARCHIVED' ? 'Restore it in Xero under Contacts, or choose' : 'Choose';
  throw new ToolError(
    'conflict',
    `This contact is ${status}, so nothing was sent. ${next} another with search_contacts.`,
  );
}

export function toKnownContact({ name, defaultCurrency, isCustomer, isSupplier }: WireContact): KnownContact {
  const roles: ContactRole[] = [
    ...(isCustomer ? ['customer' as const] : []),
    ...(isSupplier ? ['supplier' as const] : []),
  ];
  return { name, currency: defaultCurrency || undefined, roles };
}

/** A contact, archived or not. Throws `not_found`. */
export async function readContact(books: Books, contactId: string): Promise<WireContact> {
  const { contacts } = await books.read(WireContacts, (accounting, tenant) =>
    accounting.getContacts(tenant, undefined, undefined, undefined, [contactId], undefined, true),
  );
  const [contact] = contacts;
  if (contact) return contact;
  throw new ToolError('not_found', 'No such contact in this organisation; find it with search_contacts.');
}
