import * as z from 'zod';

/** An amount as the point of sale sends it: whole cents. */
export const Cents = z.int();

/** An amount as it is shown: an exact decimal. */
export const Amount = z.string().regex(/^-?\d+\.\d{2}$/);

/** Cents as a decimal, without a step through fractions. */
export function toAmount(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A decimal with at most two places as cents. */
export function toCents(amount: string): number {
  const [whole = '0', places = ''] = amount.split('.');
  return Number(whole + places.padEnd(2, '0'));
}
