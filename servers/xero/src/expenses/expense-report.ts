import { personal, ToolError, wrongInput } from '@bizmcp/core';
import { addDays, monthStart } from '@bizmcp/insights';
import * as z from 'zod';
import type { Account } from '../account.ts';
import { addAmounts } from '../amount.ts';
import type { Books } from '../books.ts';
import { breakDown, CategoryAmount } from './category-breakdown.ts';
import { Learning, Suggestion, suggestAccounts } from './category-suggestion.ts';
import { comparedRange } from './compared-range.ts';
import { ExpenseAnomaly, findAnomalies } from './expense-anomaly.ts';
import { expenseInsights } from './expense-insight.ts';
import { findOpportunities, Opportunity } from './optimization.ts';
import { readSpending, type Spending, type SpentLine } from './spending.ts';
import { findPatterns, SpendingPatterns } from './spending-pattern.ts';

/** Spending of a range, by category, with what is unusual in it. */
export const ExpenseReport = z.object({
  currency: z.string().describe('Base currency; amounts are in it and without tax'),
  total_expenses: z.string().describe('Spent on accounts of costs from bank accounts in the base currency'),
  other_payments: z
    .object({
      total: z.string().describe('In no other sum'),
      accounts: z.array(CategoryAmount).describe('By account, largest first'),
    })
    .describe('Spent on what is no cost: wages and taxes owed, loans, owners, things that last'),
  compared_with: z
    .object({ from: z.string().describe('First day'), to: z.string().describe('Last day') })
    .describe('The time before, of prior_amount'),
  other_currencies: z
    .array(z.object({ currency: z.string().describe('ISO 4217'), amount: z.string().describe('Spent') }))
    .describe('Spent in other currencies, in no other figure'),
  category_breakdown: z.array(CategoryAmount).describe('Costs by account, largest first'),
  uncategorized: z.array(Suggestion).describe('Lines that nobody has coded, with the account they seem to belong to'),
  learning: Learning.describe('What suggestions stand on'),
  spending_patterns: SpendingPatterns.describe('How money is spent'),
  anomalies: z.array(ExpenseAnomaly).describe('The gravest first'),
  optimization_opportunities: z.array(Opportunity).describe('Most money first'),
  ai_insights: z.array(z.string()).describe('Findings in sentences, computed by rules').meta(personal('text')),
  hint: z.string().optional().describe('Set when not everything could be read'),
});

/** What is asked. */
interface ExpenseOrder {
  from: string;
  to: string;
  withAnomalies: boolean;
  withOpportunities: boolean;
}

const historyMonths = 24;
/** In which nothing need have moved. */
const fewDays = 7;
/** More would not fit into an answer. */
const mostSuggestions = 25;

/** Reads the range and two years before it, and analyses them. */
export async function buildExpenseReport(books: Books, order: ExpenseOrder): Promise<z.output<typeof ExpenseReport>> {
  const { from, to, withAnomalies, withOpportunities } = order;
  const spending = await readHistory(books, from, to);
  const { baseCurrency, today, accounts, lines } = spending;
  const history = lines.filter(({ currency }) => currency === baseCurrency);
  const received = spending.received.filter(({ currency }) => currency === baseCurrency);
  const until = lastDay(history, to, today);
  requireBegun(from, until);
  const { days: prior, relation } = comparedRange(from, until);
  const spent = splitCosts(history.filter(({ date }) => date >= from));
  const before = splitCosts(history.filter(({ date }) => date >= prior.from && date <= prior.to));
  const begun = lateBegin(spending, prior.from);
  const isWhole = begun === undefined;
  const categories = breakDown(spent.costs, before.costs, isWhole);
  const patterns = findPatterns(spent.costs, splitCosts(history).costs, until);
  const found = withAnomalies || withOpportunities ? findAnomalies(history, received, { from, to: until }) : [];
  const { suggestions, learning } = suggestAccounts(spending, from);
  const [total, others] = [sumOf(spent.costs), sumOf(spent.others)];
  return {
    currency: baseCurrency,
    total_expenses: total,
    other_payments: { total: others, accounts: breakDown(spent.others, before.others, isWhole) },
    compared_with: prior,
    other_currencies: otherCurrencies(lines.filter(({ date, currency }) => date >= from && currency !== baseCurrency)),
    category_breakdown: categories,
    uncategorized: suggestions.slice(0, mostSuggestions),
    learning,
    spending_patterns: patterns,
    anomalies: withAnomalies ? found : [],
    optimization_opportunities: withOpportunities
      ? findOpportunities({ anomalies: found, patterns, categories, history, currency: baseCurrency })
      : [],
    ai_insights: expenseInsights({
      ...{ total, others, before: sumOf(before.costs), begun, prior, relation, until, to, currency: baseCurrency },
      ...{ categories, patterns, suggestions, anomalies: found },
      returned: returnedCosts(received, accounts).filter(({ date }) => date >= from && date <= until),
    }),
    ...hintOf(spending, prior.from, suggestions.length),
  };
}

/** Two years before the range, and a month before what it is compared with, which tells whether the books begin within that. */
async function readHistory(books: Books, from: string, to: string): Promise<Spending> {
  const beforeCompared = monthStart(comparedRange(from, to).days.from, -1);
  const earliest = [monthStart(from, -historyMonths), beforeCompared].toSorted()[0] ?? from;
  const spending = await readSpending(books, earliest, to);
  requireSpending(spending, earliest, to);
  return spending;
}

/** The day that the books seem to begin on, where that is more than some days after the first of those that are compared with. */
function lateBegin({ begun = '' }: Spending, first: string): string | undefined {
  return begun > addDays(first, fewDays) ? begun : undefined;
}

function splitCosts(lines: readonly SpentLine[]) {
  return { costs: lines.filter(({ isCost }) => isCost), others: lines.filter(({ isCost }) => !isCost) };
}

function sumOf(lines: readonly SpentLine[]): string {
  return addAmounts(lines.map(({ amount }) => amount));
}

/** The last day of the range that can have been booked: what is due after it did not fail to come. */
function lastDay(history: readonly SpentLine[], to: string, today: string): string {
  const known = [today, history.at(-1)?.date ?? ''].toSorted().at(-1) ?? to;
  return known < to ? known : to;
}

/** Refuses days that are still to come and hold nothing yet: all would have fallen to nothing in them. */
function requireBegun(from: string, until: string): void {
  if (from <= until) return;
  const problem = `the range begins on ${from}, after the last day with anything in it, ${until}`;
  throw wrongInput('date_range.start_date', problem, 'Nothing can be analysed yet; choose earlier days.');
}

function requireSpending({ lines }: Spending, from: string, to: string): void {
  if (lines.length > 0) return;
  const problem = `nothing was spent from ${from} to ${to}`;
  throw new ToolError('not_found', `There is nothing to analyse: ${problem}. Choose other days.`, {
    fields: [{ path: 'date_range', problem }],
  });
}

function hintOf({ readSince, unknown }: Spending, first: string, uncoded: number): { hint?: string } {
  const hints = [
    ...(unknown > 0 ? [`Lines that Xero sent without a day or an amount are in no figure: ${unknown}.`] : []),
    ...(readSince === undefined ? [] : [cutHint(readSince, first)]),
    ...(uncoded > mostSuggestions
      ? [
          `${uncoded} lines wait for an account, the ${mostSuggestions} oldest are shown; for others choose a shorter range.`,
        ]
      : []),
  ];
  return hints.length > 0 ? { hint: hints.join(' ') } : {};
}

/** A shorter range would not help: what is usual is learnt from the two years before it. */
function cutHint(since: string, first: string): string {
  const what =
    since < first
      ? 'all figures are whole, what is usual is learnt from these alone'
      : `what was spent until ${since} is missing in the figures: choose later days`;
  return `Only the latest 8,000 transactions were read, those since ${since}: ${what}.`;
}

/** Lines on accounts of costs in money that came in: what a supplier gave back, or a fee that was kept back. */
function returnedCosts(received: readonly SpentLine[], accounts: readonly Account[]): SpentLine[] {
  const codes = new Set(accounts.filter((account) => account.class === 'EXPENSE').map(({ code }) => code));
  return received.filter(({ accountCode }) => codes.has(accountCode));
}

function otherCurrencies(lines: readonly { currency: string; amount: string }[]) {
  return [...Map.groupBy(lines, ({ currency }) => currency)].map(([currency, group]) => ({
    currency,
    amount: addAmounts(group.map(({ amount }) => amount)),
  }));
}
