import { mean } from '../distribution/robust.ts';

/** The least-squares line through values at 1, 2, 3...: its value at 0, and its slope per step. */
export function lineThrough(values: readonly number[]): { intercept: number; slope: number } {
  const count = values.length;
  const middle = (count + 1) / 2;
  const average = mean(values);
  let product = 0;
  let squares = 0;
  values.forEach((value, index) => {
    product += (index + 1 - middle) * (value - average);
    squares += (index + 1 - middle) ** 2;
  });
  const slope = squares === 0 ? 0 : product / squares;
  return { intercept: average - slope * middle, slope };
}
