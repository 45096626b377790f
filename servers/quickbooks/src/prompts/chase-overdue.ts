import { definePrompt } from '@bizmcp/core';
import * as z from 'zod';
import { Day } from '../identifier.ts';

export const chaseOverdue = definePrompt({
  name: 'chase_overdue',
  title: 'Chase overdue invoices',
  description: 'Finds overdue invoices and drafts a reminder for each customer',
  arguments: z.object({ overdue_since: Day.describe('Due on or before this day, YYYY-MM-DD') }),
  text: ({ overdue_since }) =>
    [
      `Find the invoices in QuickBooks that were due on or before ${overdue_since} and are not paid: search_transactions with type invoice, unpaid and due_to, all pages.`,
      'Group them by customer, largest sum first, never adding amounts of different currencies. For each: the invoices with number, due date, days overdue and balance.',
      'Read too the credit memos that are not used up, search_transactions with type credit_memo and unpaid, and the payments of each of these customers, type payment with customer_id: a balance is money not yet applied. Put both beside what the customer owes.',
      'Draft a short, friendly reminder for each customer, firmer where something is more than 60 days overdue. Offer to email the invoice again with send_invoice. Send nothing and change nothing unasked.',
    ].join('\n'),
});
