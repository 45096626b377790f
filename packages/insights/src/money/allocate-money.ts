import { type DecimalInput, ExactDecimal, parseDecimal, roundDecimal } from './decimal.ts';
import { minorUnits } from './minor-units.ts';
import type { Money } from './money.ts';
import { MoneyError } from './money-error.ts';

/**
 * Splits an amount by weights without losing a cent: each share is cut to the minor unit, and what is left goes to the largest
 * remainders, the first of equals first (Hamilton's method). The shares add up to the amount exactly and have its sign.
 * Throws `bad_weights` (none, negative, all zero) and `too_precise` (an amount below the minor unit cannot be split).
 */
export function allocateMoney(money: Money, weights: readonly DecimalInput[]): Money[] {
  const places = minorUnits(money.currency);
  const total = toMinor(money, places);
  const sign = total < 0n ? -1n : 1n;
  const scaled = scaleWeights(weights);
  const whole = scaled.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) throw new MoneyError('bad_weights', 'weights: at least one has to be above 0');
  const magnitude = total * sign;
  const shares = scaled.map((weight, index) => {
    const exact = magnitude * weight;
    return { index, share: exact / whole, remainder: exact % whole };
  });
  const left = magnitude - shares.reduce((sum, { share }) => sum + share, 0n);
  const byRemainder = shares.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  for (const portion of byRemainder.slice(0, Number(left))) portion.share += 1n;
  return shares.map(({ share }) => ({ amount: fromMinor(share * sign, places), currency: money.currency }));
}

function scaleWeights(weights: readonly DecimalInput[]): bigint[] {
  const parsed = weights.map((weight) => parseDecimal(weight, 'weights'));
  if (parsed.some((weight) => weight.lt(0))) throw new MoneyError('bad_weights', 'weights: none may be below 0');
  const places = Math.max(0, ...parsed.map((weight) => weight.c.length - weight.e - 1));
  const scale = new ExactDecimal(10).pow(places);
  return parsed.map((weight) => BigInt(weight.times(scale).toFixed(0)));
}

function toMinor({ amount, currency }: Money, places: number): bigint {
  const minor = parseDecimal(amount).times(new ExactDecimal(10).pow(places));
  if (minor.eq(minor.round(0))) return BigInt(minor.toFixed(0));
  throw new MoneyError('too_precise', `amount: ${amount} ${currency} is finer than its minor unit; round it first`);
}

function fromMinor(minor: bigint, places: number): string {
  return roundDecimal(new ExactDecimal(minor.toString()).div(new ExactDecimal(10).pow(places)), places);
}
