import { type DecimalString, ExactDecimal, roundDecimal } from '../money/decimal.ts';

/** How long the cash lasts: within the months projected, beyond them at the burn of their last year, or no end in sight. */
export type CashRunway =
  | { kind: 'runs_out'; month: string; months: DecimalString }
  | { kind: 'lasts_beyond'; months: DecimalString }
  | { kind: 'not_burning' };

/** A month as it is projected; `share` of it is: the first begins with the day after the opening balance. */
interface BurnedMonth {
  month: string;
  share: ExactDecimal;
  net: ExactDecimal;
  closing: ExactDecimal;
}

/** Months to one place, from the opening balance on; within a month the balance is taken to move evenly. */
export function cashRunway(opening: ExactDecimal, months: readonly BurnedMonth[]): CashRunway {
  const index = months.findIndex(({ closing }) => closing.lt(0));
  const hit = months[index];
  if (hit !== undefined) {
    const before = months[index - 1]?.closing ?? opening;
    const part = before.lte(0) ? before.times(0) : before.div(hit.net.times(-1));
    const elapsed = lengthOf(months.slice(0, index)).plus(part.times(hit.share));
    return { kind: 'runs_out', month: hit.month, months: roundDecimal(elapsed, 1) };
  }
  // What is paid once at the beginning is no rate to go on at; a whole year holds each season once.
  const year = months.slice(-12);
  const burned = year.reduce((sum, { net }) => sum.minus(net), new ExactDecimal(0));
  const closing = months.at(-1)?.closing ?? opening;
  if (burned.lte(0) || closing.gte(opening)) return { kind: 'not_burning' };
  const further = closing.times(lengthOf(year)).div(burned);
  return { kind: 'lasts_beyond', months: roundDecimal(further.plus(lengthOf(months)), 1) };
}

function lengthOf(months: readonly BurnedMonth[]): ExactDecimal {
  return months.reduce((sum, { share }) => sum.plus(share), new ExactDecimal(0));
}
