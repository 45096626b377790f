/** Millionths: what exchange rates are counted in. */
export const rateScale = 1_000_000;

/** `amount * numerator / denominator`, exact, rounded half away from zero; all three are safe integers. */
export const multiplyRatio = (amount: number, numerator: number, denominator: number): number => {
  return divideRounded(BigInt(amount) * BigInt(numerator), BigInt(denominator));
};

const divideRounded = (dividend: bigint, divisor: bigint): number => {
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return Number(dividend < 0n ? -rounded : rounded);
};

/** Reads a decimal as "12.5" into a whole number of its `digits`-th decimal place; undefined when it does not fit. */
export const scaledInteger = (decimal: string, digits: number): number | undefined => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (!match || fraction.length > digits) return undefined;
  const value = Number(`${match[2]}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(value)) return undefined;
  return match[1] && value ? -value : value;
};

/** Writes minor units as a decimal: 123450 with 2 digits is "1234.50". */
export const decimalOf = (amount: number, digits: number): string => {
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** Quantity times price in minor units, both decimals of any length, as a JSON number is written; undefined when they are not. */
export const lineAmount = (quantity: string, unitPrice: string, digits: number): number | undefined => {
  const [count, price] = [exactDecimal(quantity), exactDecimal(unitPrice)];
  if (!count || !price) return undefined;
  const product = count.units * price.units * 10n ** BigInt(digits);
  const amount = divideRounded(product, 10n ** BigInt(count.places + price.places));
  return Number.isSafeInteger(amount) ? amount : undefined;
};

const exactDecimal = (decimal: string): { units: bigint; places: number } | undefined => {
  const match = /^(-?\d+)(?:\.(\d+))?(?:e-(\d+))?$/.exec(decimal);
  if (!match) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  return { units: BigInt(whole + fraction), places: fraction.length + Number(exponent) };
};
