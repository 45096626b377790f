import { personal, ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { WireAmount } from '../amount.ts';
import { inactiveToo, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { WireReference } from '../reference.ts';

/** What QuickBooks sends of a customer or vendor; only the fields we use. */
export const WireParty = z.object({
  Id: z.string(),
  DisplayName: z.string(),
  /** Of a customer alone: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer */
  FullyQualifiedName: z.string().nullish(),
  CompanyName: z.string().nullish(),
  PrimaryEmailAddr: z.object({ Address: z.string().nullish() }).nullish(),
  PrimaryPhone: z.object({ FreeFormNumber: z.string().nullish() }).nullish(),
  Balance: WireAmount.nullish(),
  /** Documented for the desktop edition; used where a company has one. */
  CreditLimit: WireAmount.nullish(),
  CurrencyRef: WireReference.nullish(),
  /** Of a customer, and of a vendor. */
  SalesTermRef: WireReference.nullish(),
  TermRef: WireReference.nullish(),
  Active: z.boolean().nullish(),
});

export type WireParty = z.output<typeof WireParty>;

const common = {
  name: z.string().describe('Unique; of a sub-customer with the names of those above it').meta(personal('name')),
  company: z.string().optional().describe('Company').meta(personal('name')),
  email: z.string().optional().describe('Email address').meta(personal('email')),
  phone: z.string().optional().describe('Phone number').meta(personal('phone')),
  currency: z.string().optional().describe('The one currency of its documents'),
  active: z.boolean().describe('In use'),
};

/** A customer as a model sees it. */
export const Customer = z.object({
  customer_id: z.string().describe('For customer_id'),
  ...common,
  balance: z.string().optional().describe('What they owe, in currency; what sub-customers owe is theirs alone'),
  credit_limit: z.string().optional().describe('Most they may owe'),
});

/** A vendor as a model sees it. */
export const Vendor = z.object({
  vendor_id: z.string().describe('For vendor_id'),
  ...common,
  balance: z.string().optional().describe('What is owed to them, in currency'),
});

export function toCustomer(wire: WireParty): z.output<typeof Customer> {
  return {
    customer_id: wire.Id,
    ...commonOf(wire),
    ...(wire.CreditLimit != null && { credit_limit: wire.CreditLimit }),
  };
}

export function toVendor(wire: WireParty): z.output<typeof Vendor> {
  return { vendor_id: wire.Id, ...commonOf(wire) };
}

/** With the names of those above a sub-customer, as the documents of it have it. */
export function nameOf({ DisplayName, FullyQualifiedName }: WireParty): string {
  return FullyQualifiedName ?? DisplayName;
}

function commonOf(wire: WireParty) {
  const { PrimaryEmailAddr: email, PrimaryPhone: phone } = wire;
  return {
    name: nameOf(wire),
    ...(wire.CompanyName && { company: wire.CompanyName }),
    ...(email?.Address && { email: email.Address }),
    ...(phone?.FreeFormNumber && { phone: phone.FreeFormNumber }),
    ...(wire.CurrencyRef && { currency: wire.CurrencyRef.value }),
    ...(wire.Balance != null && { balance: wire.Balance }),
    active: wire.Active ?? true,
  };
}

/** One that a document can be made for. Throws `not_found` or `conflict`. */
export async function requireParty(api: QuickBooks, entity: 'Customer' | 'Vendor', id: string): Promise<WireParty> {
  const query = selectFrom(entity, {
    where: [['Id', '=', { id }], inactiveToo],
  });
  const [party] = await api.query(query, WireParty);
  const kind = entity === 'Customer' ? 'customer' : 'vendor';
  const path = `${kind}_id`;
  if (!party) {
    const made = entity === 'Customer' ? 'create it with create_customer' : 'have it created in QuickBooks';
    const message = `Nothing was sent: there is no ${kind} ${id}. Find it with search_${kind}s, or ${made}.`;
    throw new ToolError('not_found', message, { fields: [{ path, problem: `there is no ${kind} ${id}` }] });
  }
  if (party.Active ?? true) return party;
  throw new ToolError(
    'conflict',
    `Nothing was sent: ${kind} ${id} is inactive. Make it active in QuickBooks, or choose another with search_${kind}s.`,
    { fields: [{ path, problem: 'is inactive' }] },
  );
}
