import type { CashScenario } from './cash-flow-input.ts';
import type { CashStream } from './cash-stream.ts';

/** How far to trust a projection, and why not further. */
export interface CashConfidence {
  level: 'low' | 'medium' | 'high';
  reasons: string[];
}

/**
 * Low under 6 whole months of history or for more than half as many months ahead, medium under 18, for more than a quarter ahead, or
 * where payment habits are hardly known; else high.
 */
export function judgeConfidence(streams: readonly CashStream[], monthsAhead: number): CashConfidence {
  const historyMonths = Math.max(...streams.map(({ otherBase }) => otherBase.historyMonths));
  const reasons: string[] = [];
  if (historyMonths < 18)
    reasons.push(`Only ${counted(historyMonths, 'whole month')} of history; 18 show trend and season.`);
  if (4 * monthsAhead > historyMonths && historyMonths >= 18) {
    reasons.push(
      `${counted(historyMonths, 'whole month')} of history carry ${Math.floor(historyMonths / 4)} months ahead well, not ${monthsAhead}.`,
    );
  }
  for (const { kind, documents, habits } of streams) {
    if (documents.length === 0 || habits.overall.length >= 10) continue;
    const seen = counted(habits.overall.length, 'paid document');
    reasons.push(`Payment delays of ${kind}s are learnt from ${seen}; 10 are a start.`);
  }
  const beyond = streams.flatMap(({ documents }) => documents.filter(({ isBeyond }) => isBeyond));
  if (beyond.length > 0) {
    reasons.push(
      `${counted(beyond.length, 'open document')} ${beyond.length === 1 ? 'is' : 'are'} later than any payment seen.`,
    );
  }
  const isFar = 2 * monthsAhead > historyMonths;
  const level = historyMonths < 6 || isFar ? 'low' : reasons.length > 0 ? 'medium' : 'high';
  return { level, reasons };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const assumptions: Readonly<Record<CashScenario, string>> = {
  conservative:
    'Conservative: customers pay as late as in the latest fifth of cases, nobody who is later than any payment seen pays, suppliers are paid as early as in the earliest fifth; other receipts are at the lower and other payments at the upper quartile of their forecast.',
  realistic: 'Realistic: open documents are paid after the middle delay, all else comes as forecast.',
  optimistic:
    'Optimistic: customers pay as early as in the earliest fifth of cases, suppliers are paid as late as in the latest fifth; other receipts are at the upper and other payments at the lower quartile of their forecast.',
};

/** How the numbers are made. */
export function explainProjection(streams: readonly CashStream[], scenario: CashScenario, paths: number): string[] {
  const bases = streams.flatMap(({ kind, documentBase, otherBase }) => [
    `Base of ${kind === 'receivable' ? 'inflows' : 'outflows'}: with documents ${documentBase.method}; other ${otherBase.method}.`,
  ]);
  return [
    assumptions[scenario],
    "Open documents are paid at their due date plus the counterparty's own delay, drawn to that of all where it has few payments.",
    'What recurs is taken out of the history and projected by itself; an open document stands for the recurring payment it bills.',
    'The rest of the history is forecast; of counterparties with documents only the part for documents not issued yet counts.',
    ...bases,
    `Intervals hold the middle 90 % of ${paths} simulated futures of this scenario, of which the chance of a shortfall is the share; an interval that would not hold the closing balance is widened to it.`,
  ];
}
