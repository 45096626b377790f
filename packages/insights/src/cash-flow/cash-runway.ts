import { type DecimalString, type ExactDecimal, roundDecimal } from '../money/decimal.ts';

/** How long the cash lasts: within the projection, beyond it at its average burn, or no end in sight. */
export type CashRunway =
  | { kind: 'runs_out'; month: string; months: DecimalString }
  | { kind: 'lasts_beyond'; months: DecimalString }
  | { kind: 'not_burning' };

/** Months to one place; within a month the balance is taken to move evenly. */
export function cashRunway(
  opening: ExactDecimal,
  months: readonly { month: string; net: ExactDecimal; closing: ExactDecimal }[],
): CashRunway {
  const index = months.findIndex(({ closing }) => closing.lt(0));
  const hit = months[index];
  if (hit !== undefined) {
    const before = months[index - 1]?.closing ?? opening;
    const part = before.lte(0) ? before.times(0) : before.div(hit.net.times(-1));
    return { kind: 'runs_out', month: hit.month, months: roundDecimal(part.plus(index), 1) };
  }
  const closing = months.at(-1)?.closing ?? opening;
  const burned = opening.minus(closing);
  if (burned.lte(0)) return { kind: 'not_burning' };
  const perMonth = burned.div(months.length);
  return { kind: 'lasts_beyond', months: roundDecimal(closing.div(perMonth).plus(months.length), 1) };
}
