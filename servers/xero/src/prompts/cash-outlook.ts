import { definePrompt, wholeNumberText } from '@bizmcp/core';
import * as z from 'zod';

export const cashOutlook = definePrompt({
  name: 'cash_outlook',
  title: 'Cash outlook',
  description: 'Says what cash there is and what comes in and goes out in the next weeks',
  arguments: z.object({ weeks: wholeNumberText(1, 52).default('6').describe('How many weeks to look ahead') }),
  text: ({ weeks }) =>
    [
      `Tell me how cash will stand over the next ${weeks} weeks, from the books in Xero.`,
      'Cash: get_report bank_summary. Coming in and going out: search_invoices with statuses AUTHORISED, ACCREC and ACCPAY, all pages, by due date. Usual burn and runway: generate_management_report.',
      'Show week by week: opening cash, due in, due out, closing cash; then the same if customers pay two weeks late. Name the week with the lowest cash and the invoices that would change it most.',
      'Never add amounts of different currencies; say what was left out. Change nothing.',
    ].join('\n'),
});
