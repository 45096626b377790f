const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const precision = 1e-15;
const tiny = 1e-300;
const mostTerms = 10_000;

/** ln of the gamma function for x > 0, to about 15 digits (Lanczos, g = 7, n = 9). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const t = shifted + 7.5;
  const series = lanczos.reduce(
    (sum, coefficient, index) => (index === 0 ? coefficient : sum + coefficient / (shifted + index)),
    0,
  );
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}

/** Regularised upper incomplete gamma function Q(a, x), a > 0, x >= 0 (NIST Digital Library of Mathematical Functions 8.2, 8.9, 8.11). */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x >= a + 1) return front * gammaFraction(a, x);
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms && term > sum * precision; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return 1 - front * sum;
}

function gammaFraction(a: number, x: number): number {
  return continuedFraction(x + 1 - a, (n) => ({ above: -n * (n - a), below: x + 2 * n + 1 - a }));
}

/** Regularised incomplete beta function I_x(a, b), a, b > 0, 0 <= x <= 1 (NIST Digital Library of Mathematical Functions 8.17). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front * continuedFraction(1, (n) => ({ above: betaNumerator(n, x, a, b), below: 1 }));
}

function betaNumerator(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  if (n % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}

/** 1 / (first + above_1 / (below_1 + above_2 / (below_2 + ...))) by Lentz's method as modified by Thompson and Barnett (1986). */
function continuedFraction(first: number, next: (n: number) => { above: number; below: number }): number {
  let ratio = first;
  let inverse = 0;
  let value = first;
  for (let n = 1; n < mostTerms; n += 1) {
    const { above, below } = next(n);
    inverse = 1 / nonZero(below + above * inverse);
    ratio = nonZero(below + above / ratio);
    const step = ratio * inverse;
    value *= step;
    if (Math.abs(step - 1) < precision) break;
  }
  return 1 / value;
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
