const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, place) => sum + value * (right[place] ?? 0), 0);

/** Fits a logistic regression by plain gradient descent with a little ridge: the simplest model that could learn. */
export const fitLogistic = (rows: readonly (readonly number[])[], outcomes: readonly number[]): number[] => {
  let weights: number[] = (rows[0] ?? []).map(() => 0);
  for (let step = 0; step < 1_500; step += 1) {
    const gradient = weights.map((weight) => weight * 0.002);
    for (const [index, row] of rows.entries()) {
      const error = sigmoid(dot(row, weights)) - (outcomes[index] ?? 0);
      for (const [place, value] of row.entries())
        gradient[place] = (gradient[place] ?? 0) + (error * value) / rows.length;
    }
    weights = weights.map((weight, place) => weight - 0.3 * (gradient[place] ?? 0));
  }
  return weights;
};

/** How often one that happened scores above one that did not; ties count half. */
export const areaUnderCurve = (scores: readonly number[], outcomes: readonly number[]): number => {
  const of = (wanted: number): number[] => scores.filter((_score, index) => outcomes[index] === wanted);
  const [happened, not] = [of(1), of(0)];
  let won = 0;
  for (const high of happened) for (const low of not) won += high > low ? 1 : high === low ? 0.5 : 0;
  return won / (happened.length * not.length);
};
