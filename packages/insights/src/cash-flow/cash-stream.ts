import { toDayNumber } from '../calendar/calendar-day.ts';
import { normaliseName } from '../counterparty/counterparty-name.ts';
import { median } from '../distribution/robust.ts';
import { sumExact } from '../money/decimal.ts';
import type { CashTransaction } from '../recurring/cash-transaction.ts';
import { type BaseSeries, forecastBase, type SeenHistory, seenHistory, settledMonths, termOf } from './base-series.ts';
import type { CashFlowInput, CashScenario, DocumentKind, OpenDocument } from './cash-flow-input.ts';
import { type ExpectedDocument, expectDocuments } from './expected-document.ts';
import { newBusinessShares, remainingShares } from './month-share.ts';
import { delayQuantile, learnHabits, type PaymentHabits, thin } from './payment-delay.ts';
import { monthIndexOf, type ProjectedMonth } from './projected-month.ts';
import { findRecurringItems, type RecurringItem, replaceByDocuments } from './recurring-item.ts';

/** Once this share of the first documents is paid, payments come as usual. */
const settledShare = 0.9;

/** Everything expected in one direction. */
export interface CashStream {
  kind: DocumentKind;
  habits: PaymentHabits;
  documents: ExpectedDocument[];
  items: RecurringItem[];
  /** History of the counterparties that have documents; only what is not issued yet. */
  documentBase: BaseSeries;
  /** All other history. */
  otherBase: BaseSeries;
  /** Which of a base's series the scenario counts on. */
  end: 'mean' | 'lower' | 'upper';
}

/**
 * Splits what is known so that nothing counts twice: (1) what recurs is taken out of the history and projected by itself; (2) an open
 * document stands for the recurring payment it bills; (3) of the rest of the history, what comes from counterparties with documents
 * counts only as far as it will be paid for documents not issued yet; (4) all other history counts whole.
 */
export async function buildStream(
  kind: DocumentKind,
  input: CashFlowInput,
  months: ProjectedMonth[],
): Promise<CashStream> {
  const asOf = toDayNumber(input.asOf);
  const open = kind === 'receivable' ? input.receivables : input.payables;
  const isIgnored = kind === 'receivable' && input.ignoreReceivables === true;
  const habits = learnHabits(input.paymentHistory, kind, asOf);
  const past = input.cashHistory.filter(({ date }) => toDayNumber(date, 'cashHistory.date') <= asOf);
  const rows = past.filter(({ amount }) => amount.startsWith('-') === (kind === 'payable'));
  const found = findRecurringItems(rows, asOf, months.at(-1)?.lastDay ?? asOf);
  const expected = expectDocuments(open, kind, habits, { asOf, scenario: 'realistic' });
  const items = replaceByDocuments(found, expected, kind);
  const recurringIds = new Set(items.flatMap(({ recurring }) => recurring.ids));
  const rest = rows.filter(({ id }) => !recurringIds.has(id));
  const names = new Set([...habits.own.keys(), ...open.map(({ counterparty }) => normaliseName(counterparty))]);
  const hasDocuments = ({ counterparty }: { counterparty: string }) => names.has(normaliseName(counterparty));
  const history = seenHistory(past, asOf);
  const [billed, direct] = [rest.filter(hasDocuments), rest.filter((row) => !hasDocuments(row))];
  return {
    kind,
    habits,
    documents: isIgnored ? [] : expectDocuments(open, kind, habits, { asOf, scenario: input.scenario }),
    items,
    documentBase: await forecastBilled(billed, { kind, input, open, expected, habits, history, months }),
    otherBase: await forecastBase(direct, history, remainingShares(months, direct, history.months)),
    end: baseEnd(kind, input.scenario),
  };
}

function baseEnd(kind: DocumentKind, scenario: CashScenario): CashStream['end'] {
  if (scenario === 'realistic') return 'mean';
  return (kind === 'receivable') === (scenario === 'optimistic') ? 'upper' : 'lower';
}

interface Billing {
  kind: DocumentKind;
  input: CashFlowInput;
  open: readonly OpenDocument[];
  expected: readonly ExpectedDocument[];
  habits: PaymentHabits;
  history: SeenHistory;
  months: ProjectedMonth[];
}

/** What is still to be issued, from the payments of the counterparties that have documents. */
async function forecastBilled(
  rows: readonly CashTransaction[],
  { kind, input, open, expected, habits, history, months }: Billing,
): Promise<BaseSeries> {
  const asOf = toDayNumber(input.asOf);
  const terms = habits.terms.length > 0 ? habits.terms : thin(open.map(termOf));
  const delays = (habits.overall.length > 0 ? habits.overall : [0]).map((days) => ({ days, weight: 1 }));
  const settled = settledMonths(
    history.months,
    firstIssueOf(kind, input, open),
    median(terms) + delayQuantile(delays, settledShare),
  );
  // Without open documents there is nothing to count one by one: the base stands whole.
  const fresh =
    open.length > 0
      ? newBusinessShares(months, asOf, { terms, delays })
      : remainingShares(months, rows, history.months);
  const base = await forecastBase(rows, { ...history, months: settled }, fresh);
  return withoutDatedAhead(base, expected, { asOf, months });
}

/** A document dated ahead is among those that were forecast to be issued: it comes in the place of as much of them. */
function withoutDatedAhead(
  base: BaseSeries,
  documents: readonly ExpectedDocument[],
  { asOf, months }: { asOf: number; months: readonly ProjectedMonth[] },
): BaseSeries {
  const ahead = documents.filter(({ document }) => toDayNumber(document.issueDate) > asOf);
  const issued = months.map((_, index) =>
    sumExact(
      ahead
        .filter(({ payDay }) => payDay !== undefined && monthIndexOf(months, payDay) === index)
        .map(({ amount }) => amount),
    ).toNumber(),
  );
  const less = (values: readonly number[]) => values.map((value, index) => Math.max(0, value - (issued[index] ?? 0)));
  return { ...base, mean: less(base.mean), lower: less(base.lower), upper: less(base.upper) };
}

/** The day of the first document, paid or open; before all history where it is not known. */
function firstIssueOf(kind: DocumentKind, { paymentHistory }: CashFlowInput, open: readonly OpenDocument[]): number {
  const paid = paymentHistory.filter((one) => one.kind === kind);
  if (paid.some(({ issueDate }) => issueDate === undefined)) return Number.NEGATIVE_INFINITY;
  const days = [...paid, ...open].flatMap(({ issueDate }) => issueDate ?? []).map((day) => toDayNumber(day));
  return days.reduce((first, day) => Math.min(first, day), Number.POSITIVE_INFINITY);
}
