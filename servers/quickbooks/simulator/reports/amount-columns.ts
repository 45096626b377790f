/** One amount for each column of a report. */
export type Amounts = readonly number[];

export function addAmounts(lines: Iterable<Amounts>, columns: number): number[] {
  const all = [...lines];
  return Array.from({ length: columns }, (_, index) => all.reduce((sum, line) => sum + (line[index] ?? 0), 0));
}

export function subtractAmounts(from: Amounts, amounts: Amounts): number[] {
  return from.map((amount, index) => amount - (amounts[index] ?? 0));
}

/** With the sum of the columns behind them, where there is more than one. */
export function withTotal(amounts: Amounts): number[] {
  return amounts.length === 1 ? [...amounts] : [...amounts, amounts.reduce((sum, amount) => sum + amount, 0)];
}
