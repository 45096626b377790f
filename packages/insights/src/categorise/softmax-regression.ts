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
  const scratch: Scratch = {
    squares: new Float64Array(features * classes).fill(0.1),
    biasSquares: new Float64Array(classes).fill(0.1),
    errors: new Float64Array(classes),
    wrong: new Int32Array(classes),
  };
  const random = createSeededRandom(1);
  for (let round = 0; round < rounds; round += 1) {
    const order = rows.map((row) => ({ row, key: random() })).sort((a, b) => a.key - b.key);
    for (const { row } of order) learnRow(model, scratch, row);
  }
  return model;
}

/** Scores of the classes before they are made chances. */
export function classScores(model: SoftmaxModel, vector: SparseVector, offsets: readonly number[]): number[] {
  const scores = new Float64Array(model.classes);
  addScores(scores, model, vector, offsets);
  return Array.from(scores);
}

function addScores(
  scores: Float64Array,
  { classes, weights, biases }: SoftmaxModel,
  { places, values }: SparseVector,
  offsets: readonly number[],
): void {
  for (let label = 0; label < classes; label += 1) scores[label] = (biases[label] ?? 0) + (offsets[label] ?? 0);
  for (let index = 0; index < places.length; index += 1) {
    const value = values[index] ?? 0;
    const start = (places[index] ?? 0) * classes;
    for (let label = 0; label < classes; label += 1) {
      scores[label] = (scores[label] ?? 0) + value * (weights[start + label] ?? 0);
    }
  }
}

/** Chances that add up to 1; a temperature above 1 makes them less sure of themselves. */
export function softmax(scores: readonly number[], temperature: number): number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - highest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** What learning needs beside the model; made once, for it is used for each row of each round. */
interface Scratch {
  readonly squares: Float64Array;
  readonly biasSquares: Float64Array;
  readonly errors: Float64Array;
  /** Labels of the classes that are learnt from. */
  readonly wrong: Int32Array;
}

function learnRow(model: SoftmaxModel, scratch: Scratch, { vector, offsets, label: right }: SoftmaxRow): void {
  const { classes, weights, biases } = model;
  const { squares, biasSquares, errors, wrong } = scratch;
  addScores(errors, model, vector, offsets);
  toChances(errors);
  errors[right] = (errors[right] ?? 0) - 1;
  // Most classes are soon far from likely; leaving them alone is what makes thousands of rows learnable in a second.
  let count = 0;
  for (let label = 0; label < classes; label += 1) {
    if (Math.abs(errors[label] ?? 0) <= negligible) continue;
    wrong[count] = label;
    count += 1;
    step(biases, biasSquares, label, errors[label] ?? 0);
  }
  const { places, values } = vector;
  for (let index = 0; index < places.length; index += 1) {
    const value = values[index] ?? 0;
    const start = (places[index] ?? 0) * classes;
    for (let one = 0; one < count; one += 1) {
      const label = wrong[one] ?? 0;
      const at = start + label;
      step(weights, squares, at, (errors[label] ?? 0) * value + decay * (weights[at] ?? 0));
    }
  }
}

/** Makes scores chances in their place. */
function toChances(scores: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) highest = Math.max(highest, score);
  let total = 0;
  for (let label = 0; label < scores.length; label += 1) {
    const power = Math.exp((scores[label] ?? 0) - highest);
    scores[label] = power;
    total += power;
  }
  for (let label = 0; label < scores.length; label += 1) scores[label] = (scores[label] ?? 0) / total;
}

function step(values: Float64Array, squares: Float64Array, index: number, gradient: number): void {
  const square = (squares[index] ?? 0) + gradient * gradient;
  squares[index] = square;
  values[index] = (values[index] ?? 0) - (rate * gradient) / Math.sqrt(square);
}
