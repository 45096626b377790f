/** Millionths: what exchange rates are counted in. */
export const rateScale = 1_000_000;

/** `amount * numerator / denominator`, exact, rounded half away from zero; all three are safe integers. */
export const multiplyRatio = (amount: number, numerator: number, denominator: number): number => {
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return Number(product < 0n ? -rounded : rounded);
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

/** Quantity times price in minor units, both decimals of at most six places; undefined when they are not. */
export const lineAmount = (quantity: string, unitPrice: string, digits: number): number | undefined => {
  const count = scaledInteger(quantity, 6);
  const price = scaledInteger(unitPrice, 6);
  if (count === undefined || price === undefined) return undefined;
  return multiplyRatio(count, price, 10 ** (12 - digits));
};
