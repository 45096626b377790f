import * as z from 'zod';
import type { Account } from '../account.ts';

/** What a payment moved at the bank, where it is not the amount itself. */
export const BankAmount = z.object({
  bank_amount: z
    .string()
    .optional()
    .describe('Of a payment what moved in the currency of the bank account, if another'),
  bank_currency: z.string().optional().describe('That currency, ISO 4217'),
});

export function toBankAmount(
  { amount, bankAmount }: { amount?: string | null | undefined; bankAmount?: string | null | undefined },
  account: Account | undefined,
): z.output<typeof BankAmount> {
  if (bankAmount == null || bankAmount === amount) return {};
  return { bank_amount: bankAmount, ...(account?.currency && { bank_currency: account.currency }) };
}
