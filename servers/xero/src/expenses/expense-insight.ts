import { compareDecimals } from '@bizmcp/insights';
import type * as z from 'zod';
import { addAmounts, changePercent, negateAmount } from '../amount.ts';
import type { CategoryAmount } from './category-breakdown.ts';
import type { Suggestion } from './category-suggestion.ts';
import type { ExpenseAnomaly } from './expense-anomaly.ts';
import type { SpentLine } from './spending.ts';
import type { SpendingPatterns } from './spending-pattern.ts';

/** What sentences are made of. */
interface InsightSource {
  total: string;
  /** What was spent besides on what is no cost. */
  others: string;
  /** The costs of the time before. */
  before: string;
  /** The day the books begin on, where they lack a part of that time. */
  begun: string | undefined;
  /** Lines on accounts of costs in money that came in: given back, or below 0 where they were kept back from it. */
  returned: readonly SpentLine[];
  prior: { from: string; to: string };
  /** What these days are to those of the range, in words. */
  relation: string;
  /** The last day that can have been booked, and that of the range. */
  until: string;
  to: string;
  currency: string;
  categories: readonly CategoryAmount[];
  patterns: SpendingPatterns;
  suggestions: readonly z.output<typeof Suggestion>[];
  anomalies: readonly z.output<typeof ExpenseAnomaly>[];
}

/** Findings in sentences, each with its numbers; nothing is said that was not computed. */
export function expenseInsights(source: InsightSource): string[] {
  return [
    ...runningInsight(source),
    ...totalInsight(source),
    ...othersInsight(source),
    'Spent is what left the bank without a bill, sales tax left out. Costs by paid bills and by journals, as wages can be, are not in it: profit_and_loss of get_report has all.',
    ...returnedInsight(source),
    ...largestInsight(source),
    ...recurringInsight(source),
    ...uncodedInsight(source),
    ...anomalyInsight(source),
  ];
}

function runningInsight({ until, to, prior, relation }: InsightSource): string[] {
  if (until === to) return [];
  return [
    `${to} is still to come: all figures are of the days until ${until}, beside ${relation}, ${prior.from} to ${prior.to}.`,
  ];
}

function totalInsight({ total, before, begun, prior, relation, currency }: InsightSource): string[] {
  const change = changePercent(total, before);
  const compared = `${relation}, ${prior.from} to ${prior.to}`;
  const spent = `${total} ${currency} was spent on costs`;
  if (begun !== undefined) {
    const had = begun > prior.to ? 'nothing' : `a part (${before})`;
    return [`${spent}; of ${compared}, the books have ${had}, as no money moved before ${begun}: it shows no growth.`];
  }
  if (change === null) return [`${spent}; nothing to compare with on ${compared}.`];
  return [`${spent}, ${change.startsWith('-') ? '' : '+'}${change} % against ${compared} (${before}).`];
}

function othersInsight({ others, currency }: InsightSource): string[] {
  if (compareDecimals(others, '0') === 0) return [];
  return [
    `${others} ${currency} was paid out besides for what is no cost, such as wages and taxes owed, loans or owners: other_payments has the accounts.`,
  ];
}

function returnedInsight({ returned, currency }: InsightSource): string[] {
  const sumOf = (sign: 1 | -1) =>
    addAmounts(returned.flatMap(({ amount }) => (compareDecimals(amount, '0') === sign ? amount : [])));
  const [back, kept] = [sumOf(1), negateAmount(sumOf(-1))];
  return [
    ...(compareDecimals(back, '0') === 0
      ? []
      : [
          `${back} ${currency} came back on accounts of costs, such as refunds of suppliers; it is taken off no figure here.`,
        ]),
    ...(compareDecimals(kept, '0') === 0
      ? []
      : [
          `${kept} ${currency} of costs was kept back from money received, such as fees of payouts; it is in no figure here.`,
        ]),
  ];
}

function largestInsight({ categories, currency }: InsightSource): string[] {
  const [largest] = categories;
  return largest && compareDecimals(largest.amount, '0') > 0
    ? [
        `The largest category is ${largest.account || 'what has no account'}: ${largest.amount} ${currency}, ${largest.share_percent} % of all.`,
      ]
    : [];
}

function recurringInsight({ patterns: { recurring }, currency }: InsightSource): string[] {
  if (recurring.length === 0) return [];
  const yearly = addAmounts(recurring.map(({ yearly_cost }) => yearly_cost));
  const returning =
    recurring.length === 1
      ? '1 payment of costs returns regularly; it comes'
      : `${recurring.length} payments of costs return regularly; they come`;
  return [`${returning} to ${yearly} ${currency} a year at their usual amounts.`];
}

function uncodedInsight({ suggestions }: InsightSource): string[] {
  if (suggestions.length === 0) return [];
  const sure = suggestions.filter(({ status }) => status === 'suggested').length;
  return [
    `${suggestions.length === 1 ? '1 line is' : `${suggestions.length} lines are`} not coded; for ${sure} an account is suggested, ${suggestions.length - sure} left to a person. They are coded in Xero itself.`,
  ];
}

function anomalyInsight({ anomalies, currency }: InsightSource): string[] {
  const grave = anomalies.filter(({ severity }) => severity === 'high');
  if (grave.length === 0) return [];
  const atStake = addAmounts(grave.map(({ at_stake }) => at_stake));
  const found = grave.length === 1 ? '1 finding is' : `${grave.length} findings are`;
  return [`${found} grave; ${atStake} ${currency} is at stake.`];
}
