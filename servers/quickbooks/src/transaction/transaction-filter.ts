import { requireDayRange, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { CustomerId, Day, VendorId } from '../identifier.ts';
import type { Condition } from '../query.ts';
import { type TransactionType, type TypeRule, transactionTypes, typeRules } from './transaction-type.ts';

/** Which transactions a tool wants. */
export const TransactionFilter = z.object({
  type: z.enum(transactionTypes).default('invoice').describe('Kind; purchase: check, card or cash'),
  customer_id: CustomerId.optional().describe('Of this customer'),
  vendor_id: VendorId.optional().describe('Of this vendor'),
  number: z.string().trim().min(1).max(50).optional().describe('Exact document number'),
  date_from: Day.optional().describe('First day'),
  date_to: Day.optional().describe('Last day'),
  due_to: Day.optional().describe('Last due day'),
  unpaid: z.boolean().default(false).describe('Only those still owed'),
});

type Filters = Omit<z.output<typeof TransactionFilter>, 'type'>;

/** The same for QuickBooks. Throws where it cannot filter the type so. */
export function conditionsOf(type: TransactionType, filters: Filters): (Condition | undefined)[] {
  const { customer_id: customer, vendor_id: vendor, date_from: from, date_to: to, due_to: due } = filters;
  const { number } = typeRules[type];
  if (customer !== undefined) requireFilter('customer_id', type, (rule) => rule.party === 'CustomerRef');
  if (vendor !== undefined) requireFilter('vendor_id', type, (rule) => rule.party === 'VendorRef');
  if (filters.number !== undefined) requireFilter('number', type, (rule) => rule.number !== undefined);
  if (due !== undefined) requireFilter('due_to', type, (rule) => rule.isDue === true);
  if (filters.unpaid) requireFilter('unpaid', type, (rule) => rule.hasBalance === true);
  requireDayRange(from, to, ['date_from', 'date_to']);
  return [
    customer === undefined ? undefined : ['CustomerRef', '=', { id: customer }],
    vendor === undefined ? undefined : ['VendorRef', '=', { id: vendor }],
    filters.number === undefined || !number ? undefined : [number, '=', { text: filters.number }],
    from === undefined ? undefined : ['TxnDate', '>=', { day: from }],
    to === undefined ? undefined : ['TxnDate', '<=', { day: to }],
    due === undefined ? undefined : ['DueDate', '<=', { day: due }],
    filters.unpaid ? ['Balance', '>', { amount: '0' }] : undefined,
  ];
}

/** QuickBooks would leave a filter that it does not know unanswered, or refuse it without a name. */
function requireFilter(path: string, type: TransactionType, isKnown: (rule: TypeRule) => boolean): void {
  if (isKnown(typeRules[type])) return;
  const others = transactionTypes.filter((other) => isKnown(typeRules[other])).join(', ');
  throw wrongInput(path, `does not go with type ${type}`, `Leave it out, or choose another type: ${others}.`);
}
