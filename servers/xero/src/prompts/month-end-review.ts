import { definePrompt, MonthText } from '@bizmcp/core';
import * as z from 'zod';

export const monthEndReview = definePrompt({
  name: 'month_end_review',
  title: 'Month-end review',
  description: 'Reviews a month: result, cash, who owes, what looks wrong',
  arguments: z.object({ month: MonthText.describe('YYYY-MM') }),
  text: ({ month }) =>
    [
      `Review the books in Xero for ${month}.`,
      'Read generate_management_report (monthly, period_end in that month), then expense_categorization for the days of that month.',
      'Tell me in one page: revenue, costs and profit against the month before and the year before; cash; who owes most and since when; ' +
        'the three changes that matter, each with its amount and account; what looks wrong (duplicates, unusual amounts, uncoded spending), each with its id.',
      'Then a list of what has to be done before the month is closed. Amounts with their currency, as the tools return them. Change nothing.',
    ].join('\n'),
});
