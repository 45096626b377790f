import { personal } from '@bizmcp/core';
import { compareDecimals } from '@bizmcp/insights';
import * as z from 'zod';
import { addAmounts } from '../amount.ts';
import type { CategoryAmount } from './category-breakdown.ts';
import type { ExpenseAnomaly } from './expense-anomaly.ts';
import type { SpentLine } from './spending.ts';
import type { SpendingPatterns } from './spending-pattern.ts';

/** Where money could be saved, and what says so. */
export const Opportunity = z.object({
  kind: z.enum(['recover_payment', 'renegotiate_price', 'review_recurring', 'review_category']).describe('What to do'),
  statement: z.string().describe('In words, with its numbers').meta(personal('text')),
  amount: z.string().describe('Money it is about, in the base currency; not a promise of savings'),
  bank_transaction_ids: z.array(z.string()).describe('What it stands on'),
});

type Opportunity = z.output<typeof Opportunity>;

/** What opportunities are looked for in. */
interface Findings {
  anomalies: readonly z.output<typeof ExpenseAnomaly>[];
  patterns: SpendingPatterns;
  categories: readonly CategoryAmount[];
  history: readonly SpentLine[];
  currency: string;
}

/** Opportunities by what was found, most money first. What pays a debt or the owner is none. */
export function findOpportunities({ anomalies, patterns, categories, history, currency }: Findings): Opportunity[] {
  const costs = history.filter(({ isCost }) => isCost);
  const settling = new Set(history.filter(({ isCost }) => !isCost).map(({ transactionId }) => transactionId));
  const bought = costs.filter(({ transactionId }) => !settling.has(transactionId));
  const accountOf = new Map(bought.map(({ transactionId, accountCode }) => [transactionId, accountCode]));
  const codes = new Set(costs.map(({ accountCode }) => accountCode));
  const found = [
    ...anomalies.flatMap(ofAnomaly),
    ...overlapping(patterns.recurring, accountOf, currency),
    ...categories.filter((one) => codes.has(one.account_code)).flatMap((category) => ofCategory(category, currency)),
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
      // The first price and the last: the finding has those between.
      bank_transaction_ids: [ids[0], ids.at(-1)].filter((id) => id !== undefined),
    },
  ];
}

/** Two recurring payments to the same supplier may be one too many; two lines of one payment are not. */
function overlapping(
  recurring: SpendingPatterns['recurring'],
  accountOf: ReadonlyMap<string, string>,
  currency: string,
): Opportunity[] {
  const paid = recurring.filter((one) => accountOf.has(one.bank_transaction_id));
  const groups = Map.groupBy(paid, (one) => `${supplierOf(one.contact)} ${accountOf.get(one.bank_transaction_id)}`);
  return [...groups.values()].flatMap((group) => {
    if (new Set(group.map((one) => one.bank_transaction_id)).size < 2) return [];
    const amount = addAmounts(group.map(({ yearly_cost }) => yearly_cost));
    const contacts = [...new Set(group.map(({ contact }) => contact))].join(' and ');
    const isOne = contacts === group[0]?.contact;
    const paidFor = isOne ? `is paid ${group.length} different amounts` : 'seem to be of one supplier and are paid';
    const statement = `${contacts} ${paidFor} regularly, ${amount} ${currency} a year: are all still needed?`;
    const ids = group.map((one) => one.bank_transaction_id);
    return [{ kind: 'review_recurring', statement, amount, bank_transaction_ids: ids }];
  });
}

const leastBrand = 5;

/** What plans of one supplier share: the first word of the name, where it is long enough to be a brand's. */
function supplierOf(contact: string): string {
  const [brand = ''] = contact.toLowerCase().match(/\p{L}+/gu) ?? [];
  return brand.length >= leastBrand ? brand : contact;
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
