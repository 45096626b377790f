import { definePrompt } from '@bizmcp/core';
import * as z from 'zod';
import { Day } from '../wire-date.ts';

export const chaseOverdue = definePrompt({
  name: 'chase_overdue',
  title: 'Chase overdue invoices',
  description: 'Finds overdue invoices and drafts a reminder for each customer',
  arguments: z.object({ overdue_since: Day.describe('Due on or before this day, YYYY-MM-DD') }),
  text: ({ overdue_since }) =>
    [
      `Find the invoices in Xero that were due on or before ${overdue_since} and are not paid: search_invoices with type ACCREC, statuses AUTHORISED and due_to, all pages.`,
      'Group them by customer, largest sum first, never adding amounts of different currencies. For each: the invoices with number, due date, days overdue and amount due.',
      'Read too what credit notes leave open, search_invoices with type ACCRECCREDIT and statuses AUTHORISED, and what each of these customers overpaid or paid before, search_invoices with contact_id and limit 1, in its hint. Put both beside what the customer owes.',
      'Draft a short, friendly reminder for each customer, firmer where something is more than 60 days overdue. Send nothing and change nothing.',
    ].join('\n'),
});
