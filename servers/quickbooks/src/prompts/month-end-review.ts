import { definePrompt, MonthText } from '@bizmcp/core';
import * as z from 'zod';

export const monthEndReview = definePrompt({
  name: 'month_end_review',
  title: 'Month-end review',
  description: 'Reviews a month: result, cash, who owes, what looks wrong',
  arguments: z.object({ month: MonthText.describe('YYYY-MM') }),
  text: ({ month }) =>
    [
      `Review the books in QuickBooks for ${month}.`,
      'Read get_financial_summary with period custom for the days of that month, then get_report for profit and loss and for the ageing of receivables at its last day.',
      'Tell me in one page: revenue, expenses and net income against the period before; cash flow; who owes most and since when; ' +
        'the three changes that matter, each with its amount and account.',
      'Look at the bills and purchases of the month with search_transactions for what looks wrong: the same vendor and sum twice, amounts far from the usual, each with its id.',
      'Then a list of what has to be done before the month is closed. Amounts with their currency, as the tools return them. Change nothing.',
    ].join('\n'),
});
