import { compareDecimals } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts } from '../amount.ts';
import type { CategoryAmount } from './category-breakdown.ts';
import type { ExpenseAnomaly } from './expense-anomaly.ts';
import type { SpendingPatterns } from './spending-pattern.ts';

/** Where money could be saved, and what says so. */
export const Opportunity = z.object({
  kind: z.enum(['recover_payment', 'renegotiate_price', 'review_recurring', 'review_category']).describe('What to do'),
  statement: z.string().describe('In words, with its numbers').meta({ class: 'confidential', pii: 'text' }),
  amount: z.string().describe('Money it is about, in the base currency; not a promise of savings'),
  bank_transaction_ids: z.array(z.string()).describe('What it stands on'),
});

type Opportunity = z.output<typeof Opportunity>;

/** Opportunities by what was found, most money first. */
export function findOpportunities(
  anomalies: readonly z.output<typeof ExpenseAnomaly>[],
  { recurring }: SpendingPatterns,
  categories: readonly CategoryAmount[],
  currency: string,
): Opportunity[] {
  const found = [
    ...anomalies.flatMap(ofAnomaly),
    ...overlapping(recurring, currency),
    ...categories.flatMap((category) => ofCategory(category, currency)),
  ];
  return found.toSorted((one, other) => compareDecimals(other.amount, one.amount)).slice(0, 15);
}

function ofAnomaly(anomaly: z.output<typeof ExpenseAnomaly>): Opportunity[] {
  const { rule, explanation, at_stake: amount, bank_transaction_ids: ids } = anomaly;
  if (rule === 'duplicate_payment') {
    return [
      {
        kind: 'recover_payment',
        statement: `Ask for the money back: ${explanation}`,
        amount,
        bank_transaction_ids: ids,
      },
    ];
  }
  if (rule !== 'price_creep') return [];
  return [
    {
      kind: 'renegotiate_price',
      statement: `Ask for the old price: ${explanation}`,
      amount,
      bank_transaction_ids: ids,
    },
  ];
}

/** Two recurring payments to the same contact may be one too many; two lines of one payment are not. */
function overlapping(recurring: SpendingPatterns['recurring'], currency: string): Opportunity[] {
  return [...Map.groupBy(recurring, ({ contact }) => contact)].flatMap(([contact, group]) => {
    if (new Set(group.map((one) => one.bank_transaction_id)).size < 2) return [];
    const amount = addAmounts(group.map(({ yearly_cost }) => yearly_cost));
    const statement = `${contact} is paid ${group.length} different amounts regularly, ${amount} ${currency} a year: are all still needed?`;
    return [
      {
        kind: 'review_recurring',
        statement,
        amount,
        bank_transaction_ids: group.map((one) => one.bank_transaction_id),
      },
    ];
  });
}

const notableGrowthPercent = '25';

/** An account that grew by a quarter, and is no small one. */
function ofCategory(category: CategoryAmount, currency: string): Opportunity[] {
  const { account, amount, prior_amount: before, change_percent: change, share_percent: share } = category;
  const hasGrown = change !== null && compareDecimals(change, notableGrowthPercent) >= 0;
  if (!hasGrown || compareDecimals(share, '5') < 0) return [];
  const statement = `${account} cost ${amount} ${currency}, ${change} % more than in the time before (${before}).`;
  return [{ kind: 'review_category', statement, amount: addAmounts([amount, `-${before}`]), bank_transaction_ids: [] }];
}
