import { definePrompt, wholeNumberText } from '@bizmcp/core';
import * as z from 'zod';

export const cashOutlook = definePrompt({
  name: 'cash_outlook',
  title: 'Cash outlook',
  description: 'Says what cash there is, how it will stand month by month, and what would change it most',
  arguments: z.object({ months: wholeNumberText(1, 12).default('6').describe('How many months to look ahead') }),
  text: ({ months }) =>
    [
      `Tell me how cash will stand over the next ${months} months, from the books in QuickBooks.`,
      `Read cash_flow_forecast with forecast_months ${months}, for the scenarios realistic and conservative.`,
      'Show month by month: money in, money out, closing balance with its interval; the lowest month and the runway. Say how sure it is, and why.',
      'Name the unpaid invoices and bills that would change it most: search_transactions with unpaid, types invoice and bill.',
      'Never add amounts of different currencies; say what was left out. Change nothing.',
    ].join('\n'),
});
