import { createSeededRandom } from '../random/seeded-random.ts';
import type { SparseVector } from './tf-idf.ts';

/** Weights of a multinomial logistic model: `weights[place x classes + class]`, and one bias for each class. */
export interface SoftmaxModel {
  classes: number;
  weights: Float64Array;
  biases: Float64Array;
}

/** One row to learn from; `offsets` are added to the class scores and not learnt (the rules' opinion). */
export interface SoftmaxRow {
  vector: SparseVector;
  offsets: readonly number[];
  label: number;
}

const rounds = 15;
const rate = 0.5;
const decay = 1e-4;
const negligible = 1e-3;

/**
 * Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer 2011) with weight decay, rows in a fixed shuffled order: the same
 * rows give the same model.
 */
export function fitSoftmax(rows: readonly SoftmaxRow[], features: number, classes: number): SoftmaxModel {
  const model = { classes, weights: new Float64Array(features * classes), biases: new Float64Array(classes) };
  const squares = new Float64Array(features * classes).fill(0.1);
  const biasSquares = new Float64Array(classes).fill(0.1);
  const random = createSeededRandom(1);
  for (let round = 0; round < rounds; round += 1) {
    const order = rows.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key);
    for (const { row } of order) learnRow(model, squares, biasSquares, row);
  }
  return model;
}

/** Scores of the classes before they are made chances. */
export function classScores(model: SoftmaxModel, vector: SparseVector, offsets: readonly number[]): number[] {
  const scores = Array.from(model.biases, (bias, index) => bias + (offsets[index] ?? 0));
  for (const [index, place] of vector.places.entries()) {
    const value = vector.values[index] ?? 0;
    const start = place * model.classes;
    for (let label = 0; label < model.classes; label += 1) {
      scores[label] = (scores[label] ?? 0) + value * (model.weights[start + label] ?? 0);
    }
  }
  return scores;
}

/** Chances that add up to 1; a temperature above 1 makes them less sure of themselves. */
export function softmax(scores: readonly number[], temperature = 1): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - highest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

function learnRow(model: SoftmaxModel, squares: Float64Array, biasSquares: Float64Array, row: SoftmaxRow): void {
  const { classes, weights, biases } = model;
  const errors = softmax(classScores(model, row.vector, row.offsets));
  errors[row.label] = (errors[row.label] ?? 0) - 1;
  // Most classes are soon far from likely; leaving them alone is what makes thousands of rows learnable in a second.
  const wrong = [...errors.keys()].filter((label) => Math.abs(errors[label] ?? 0) > negligible);
  for (const label of wrong) step(biases, biasSquares, label, errors[label] ?? 0);
  for (const [index, place] of row.vector.places.entries()) {
    const value = row.vector.values[index] ?? 0;
    for (const label of wrong) {
      const at = place * classes + label;
      step(weights, squares, at, (errors[label] ?? 0) * value + decay * (weights[at] ?? 0));
    }
  }
}

function step(values: Float64Array, squares: Float64Array, index: number, gradient: number): void {
  const square = (squares[index] ?? 0) + gradient * gradient;
  squares[index] = square;
  values[index] = (values[index] ?? 0) - (rate * gradient) / Math.sqrt(square);
}
