/** Millionths: what exchange rates are counted in. */
export const rateScale = 1_000_000;

/** `amount * numerator / denominator`, exact, rounded half away from zero; all three are safe integers. */
export const multiplyRatio = (amount: number, numerator: number, denominator: number): number => {
  const product = amount * numerator;
  if (Number.isSafeInteger(product) && Number.isSafeInteger(product * 2)) return roundedQuotient(product, denominator);
  const exact = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = exact < 0n ? -exact : exact;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return Number(exact < 0n ? -rounded : rounded);
};

const roundedQuotient = (product: number, denominator: number): number => {
  const magnitude = Math.abs(product);
  const remainder = magnitude % denominator;
  const whole = (magnitude - remainder) / denominator + (remainder * 2 >= denominator ? 1 : 0);
  return product < 0 ? -whole : whole;
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
  const exact = BigInt(count) * BigInt(price);
  const divisor = 10n ** BigInt(12 - digits);
  const magnitude = exact < 0n ? -exact : exact;
  const rounded = Number((magnitude * 2n + divisor) / (divisor * 2n));
  return exact < 0n && rounded ? -rounded : rounded;
};
