/** A fitted model: log-odds = intercept + weights . features. `covariance` of [intercept, ...weights] (Laplace approximation). */
export interface LogisticModel {
  intercept: number;
  weights: number[];
  covariance: number[][];
}

/** A normal prior: the weights expected before any data, and how strongly (precision, 1 / variance). */
export interface LogisticPrior {
  intercept: number;
  interceptPrecision: number;
  weights: readonly number[];
  /** L2 penalty of the distance from `weights`. */
  precision: number;
}

const mostSteps = 50;
const smallestStep = 1e-9;

/**
 * Logistic regression with an L2 penalty around prior weights (maximum a posteriori), by Newton's method with halved steps (Bishop,
 * Pattern Recognition and Machine Learning, 4.3.3 and 4.5). Without rows it is the prior itself.
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  prior: LogisticPrior,
): LogisticModel {
  const center = [prior.intercept, ...prior.weights];
  const precision = center.map((_, index) => (index === 0 ? prior.interceptPrecision : prior.precision));
  const design = rows.map((row) => [1, ...row]);
  let weights = [...center];
  let loss = lossOf(weights, design, outcomes, center, precision);
  for (let step = 0; step < mostSteps; step += 1) {
    const { gradient, hessian } = derivatives(weights, design, outcomes, center, precision);
    const direction = solve(hessian, gradient);
    const next = shorten(
      weights,
      direction,
      (candidate) => lossOf(candidate, design, outcomes, center, precision),
      loss,
    );
    weights = next.weights;
    const gain = loss - next.loss;
    loss = next.loss;
    if (gain < smallestStep) break;
  }
  const { hessian } = derivatives(weights, design, outcomes, center, precision);
  return { intercept: weights[0] ?? 0, weights: weights.slice(1), covariance: invert(hessian) };
}

/** The chance that belongs to log-odds. */
export function toProbability(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}

/** The log-odds that belong to a chance above 0 and below 1. */
export function toLogOdds(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

/** The sum of the products. */
export function dot(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

type Matrix = number[][];

function lossOf(
  weights: readonly number[],
  design: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  center: readonly number[],
  precision: readonly number[],
): number {
  const penalty = weights.reduce((sum, weight, index) => {
    return sum + 0.5 * (precision[index] ?? 0) * (weight - (center[index] ?? 0)) ** 2;
  }, 0);
  return design.reduce((sum, row, index) => {
    const logOdds = dot(weights, row) * (outcomes[index] ? -1 : 1);
    return sum + Math.max(0, logOdds) + Math.log1p(Math.exp(-Math.abs(logOdds)));
  }, penalty);
}

function derivatives(
  weights: readonly number[],
  design: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  center: readonly number[],
  precision: readonly number[],
): { gradient: number[]; hessian: Matrix } {
  const gradient = weights.map((weight, index) => (precision[index] ?? 0) * (weight - (center[index] ?? 0)));
  const hessian = weights.map((_, row) => weights.map((__, column) => (row === column ? (precision[row] ?? 0) : 0)));
  for (const [index, row] of design.entries()) {
    const chance = toProbability(dot(weights, row));
    addRow(gradient, hessian, row, chance - (outcomes[index] ? 1 : 0), chance * (1 - chance));
  }
  return { gradient, hessian };
}

function addRow(gradient: number[], hessian: Matrix, row: readonly number[], error: number, variance: number): void {
  for (const [index, value] of row.entries()) {
    gradient[index] = (gradient[index] ?? 0) + error * value;
    const line = hessian[index];
    if (line === undefined || value === 0) continue;
    for (const [column, other] of row.entries()) line[column] = (line[column] ?? 0) + variance * value * other;
  }
}

function shorten(
  weights: readonly number[],
  direction: readonly number[],
  loss: (weights: readonly number[]) => number,
  before: number,
): { weights: number[]; loss: number } {
  for (let size = 1; size > 1e-6; size /= 2) {
    const candidate = weights.map((weight, index) => weight - size * (direction[index] ?? 0));
    const after = loss(candidate);
    if (after <= before) return { weights: candidate, loss: after };
  }
  return { weights: [...weights], loss: before };
}

function invert(matrix: Matrix): Matrix {
  return matrix.map((_, column) =>
    solve(
      matrix,
      matrix.map((__, row) => (row === column ? 1 : 0)),
    ),
  );
}

/** Solves a positive definite system by Cholesky's decomposition. */
function solve(matrix: Matrix, right: readonly number[]): number[] {
  const lower: Matrix = [];
  for (const [row, line] of matrix.entries()) {
    const current: number[] = [];
    lower.push(current);
    for (let column = 0; column <= row; column += 1) {
      const rest = (line[column] ?? 0) - dot(current.slice(0, column), (lower[column] ?? []).slice(0, column));
      current.push(row === column ? Math.sqrt(Math.max(rest, 1e-12)) : rest / (lower[column]?.[column] ?? 1));
    }
  }
  const forward: number[] = [];
  for (const [row, line] of lower.entries())
    forward.push(((right[row] ?? 0) - dot(line.slice(0, row), forward)) / (line[row] ?? 1));
  const result = Array<number>(right.length).fill(0);
  for (let row = right.length - 1; row >= 0; row -= 1) {
    let rest = forward[row] ?? 0;
    for (let below = row + 1; below < right.length; below += 1)
      rest -= (lower[below]?.[row] ?? 0) * (result[below] ?? 0);
    result[row] = rest / (lower[row]?.[row] ?? 1);
  }
  return result;
}
