import type { ExaminedTransaction } from '../src/anomaly/anomaly.ts';
import { toDayNumber, toIsoDate } from '../src/calendar/calendar-day.ts';

/** Payments to one counterparty, one every `days` from `from` on; amounts as they would be written, without the sign. */
export function payments(
  counterparty: string,
  amounts: readonly string[],
  { from = '2026-01-05', days = 7 }: { from?: string; days?: number } = {},
): ExaminedTransaction[] {
  return amounts.map((amount, index) => ({
    id: `${counterparty} ${index}`,
    date: toIsoDate(toDayNumber(from) + index * days),
    amount: `-${amount}`,
    counterparty,
    category: 'General',
  }));
}

/** Amounts between 100 and 190 of which no two are alike or a swap of digits apart. */
export function variedAmounts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${100 + ((index * 37) % 90)}.${11 + (index % 5)}`);
}
