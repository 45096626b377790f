import { personal } from '@bizmcp/core';
import { type Categoriser, type CategorySuggestion, suggestCategory, trainCategoriser } from '@bizmcp/insights';
import * as z from 'zod';
import { negateAmount } from '../amount.ts';
import { ContactSource, type Spending, type SpentLine } from './spending.ts';

const Similar = z.object({
  bank_transaction_id: z.string().describe('Identifier'),
  account_code: z.string().describe('What it was booked to'),
  similarity: z.number().describe('0 to 1'),
});

/** Where a line that nobody has coded belongs, or why that is not sure. */
export const Suggestion = z.object({
  bank_transaction_id: z.string().describe('Identifier'),
  date: z.string().describe('Day'),
  contact: z.string().describe('Who was paid, see contact_from').meta(personal('name')),
  contact_from: ContactSource,
  description: z.string().describe('Text of the line').meta(personal('text')),
  amount: z.string().describe('Spent, without tax'),
  currency: z.string().describe('ISO 4217'),
  status: z.enum(['suggested', 'unsure']).describe('unsure: ask a person'),
  account_code: z.string().optional().describe('Suggested; where unsure the likeliest'),
  account: z.string().optional().describe('Its name'),
  confidence: z.number().describe('Calibrated, 0 to 1'),
  reason: z.string().optional().describe('Why it is unsure'),
  similar: z.array(Similar).describe('Past line most like it, of each account'),
  features: z.array(z.string()).describe('What spoke most for the account').meta(personal('text')),
});

/** How well the suggestions did on months that they were not learnt from. */
export const Learning = z.object({
  learnt_from: z.number().describe('Coded lines of the organisation, on accounts in use'),
  tried_on: z.number().describe('Later lines it was tried on'),
  precision: z.number().nullable().describe('Share of suggestions that were right there'),
  coverage: z.number().describe('Share of lines that got one'),
  threshold: z.number().describe('Lowest confidence of a suggestion'),
});

/** Learns from the lines that are coded to accounts still in use, and suggests for the uncoded ones in the range. */
export function suggestAccounts(spending: Spending, from: string) {
  const inUse = new Set(spending.accounts.flatMap(({ code, status }) => (status === 'ACTIVE' ? code : [])));
  const coded = spending.lines.filter(({ isCoded, accountCode }) => isCoded && inUse.has(accountCode));
  const categoriser = trainCategoriser(coded.map((line) => ({ ...toTransaction(line), category: line.accountCode })));
  const open = spending.lines.filter(({ isCoded, date }) => !isCoded && date >= from);
  return {
    suggestions: open.map((line) => toSuggestion(line, suggestCategory(categoriser, toTransaction(line)), spending)),
    learning: toLearning(categoriser, coded.length),
  };
}

function toTransaction({ id, date, amount, contact, description, reference }: SpentLine) {
  const text = [description, reference].filter(Boolean).join(' ');
  return { id, date, amount: negateAmount(amount), counterparty: contact, description: text };
}

function toSuggestion(
  line: SpentLine,
  suggestion: CategorySuggestion,
  { accounts }: Spending,
): z.output<typeof Suggestion> {
  const code = suggestion.kind === 'suggested' ? suggestion.category : suggestion.likeliest;
  const account = accounts.find((candidate) => candidate.code === code);
  return {
    bank_transaction_id: line.transactionId,
    date: line.date,
    contact: line.contact,
    contact_from: line.contactFrom,
    description: line.description,
    amount: line.amount,
    currency: line.currency,
    status: suggestion.kind === 'suggested' ? 'suggested' : 'unsure',
    ...(code !== null && { account_code: code }),
    ...(account && { account: account.name }),
    confidence: suggestion.confidence,
    ...(suggestion.kind === 'abstained' && { reason: suggestion.reason.replaceAll('_', ' ') }),
    similar: mostLike(suggestion.evidence.similar),
    features: suggestion.evidence.features.map(({ feature }) => feature),
  };
}

/** Of lines of one account the most like one says as much as all. */
function mostLike(similar: CategorySuggestion['evidence']['similar']): z.output<typeof Similar>[] {
  return [...Map.groupBy(similar, ({ category }) => category).values()].flatMap(([first]) =>
    first
      ? [{ bank_transaction_id: transactionOf(first.id), account_code: first.category, similarity: first.similarity }]
      : [],
  );
}

/** The transaction that a line belongs to. */
export function transactionOf(lineId: string): string {
  return lineId.split('/')[0] ?? lineId;
}

function toLearning({ threshold, validation }: Categoriser, learntFrom: number): z.output<typeof Learning> {
  const round = (share: number) => Math.round(share * 1000) / 1000;
  return {
    learnt_from: learntFrom,
    tried_on: validation.heldOut,
    precision: validation.precision === null ? null : round(validation.precision),
    coverage: round(validation.coverage),
    // Downwards: no suggestion's rounded confidence may lie under it.
    threshold: Math.floor(threshold * 1000) / 1000,
  };
}
