/**
 * P-values corrected for being many (Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995), in the order
 * given: calling those below 0.05 significant keeps the share of false findings among them at 5 % on average. Throws a RangeError for
 * what is no probability.
 */
export function adjustPValues(pValues: readonly number[]): number[] {
  const wrong = pValues.find((pValue) => !(pValue >= 0 && pValue <= 1));
  if (wrong !== undefined) throw new RangeError(`pValues: ${wrong} is not from 0 to 1`);
  const adjusted = Array<number>(pValues.length).fill(1);
  const descending = pValues.map((pValue, index) => ({ pValue, index })).sort((a, b) => b.pValue - a.pValue);
  let least = 1;
  for (const [place, { pValue, index }] of descending.entries()) {
    const rank = pValues.length - place;
    least = Math.min(least, (pValue * pValues.length) / rank);
    adjusted[index] = least;
  }
  return adjusted;
}
