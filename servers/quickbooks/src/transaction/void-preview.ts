import { personal } from '@bizmcp/core';
import * as z from 'zod';
import { describeTransaction, FullTransaction, toFullTransaction } from './transaction.ts';
import type { VoidableType, VoidDraft } from './voidable.ts';

/** What is shown of a transaction before it is voided. */
export const VoidPreview = FullTransaction.pick({ total: true, balance: true, status: true }).extend({
  transaction: z.string().describe('Which').meta(personal('name')),
  owed_again: z.array(z.string()).describe('What is owed on what it paid'),
  credit_again: z.array(z.string()).describe('What credits have left'),
  warnings: z.string().describe('What is odd'),
});

/** For who is asked: what it is now, and what is left of it. */
export function previewVoid(type: VoidableType, draft: VoidDraft) {
  const { present, owed, credits, doubt, today } = draft;
  const { date, total, balance, ...shown } = toFullTransaction(type, present, today);
  const money = shown.paid_from ?? shown.deposited_to;
  const status = endOf(type);
  const parts = [
    describeTransaction(type, present),
    date && `of ${date}`,
    money && `account ${money.account ?? money.account_id}`,
  ];
  return {
    before: {
      transaction: parts.filter((part) => part !== undefined).join(', '),
      total,
      balance,
      status: shown.status,
    },
    after: {
      transaction: status,
      // What was deleted keeps its total, as nothing is left to have another.
      total: type === 'bill' ? total : '0.00',
      ...(balance !== undefined && { balance: '0.00' }),
      status,
      ...(owed.length > 0 && { owed_again: owed }),
      ...(credits.length > 0 && { credit_again: credits }),
      ...(doubt && { warnings: doubt }),
    },
    sent: draft.body,
    draft,
  };
}

/** What it is afterwards. */
export function endOf(type: VoidableType): string {
  return type === 'bill' ? 'deleted' : 'voided';
}
