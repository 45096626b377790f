import type { CodedTransaction, UncodedTransaction } from './bank-transaction.ts';
import { createNeighbourIndex, type Neighbour, type NeighbourIndex } from './similar-transactions.ts';
import { classScores, fitSoftmax, type SoftmaxModel } from './softmax-regression.ts';
import { learnVocabulary, type SparseVector, toVector, type Vocabulary } from './tf-idf.ts';
import { featuresOf } from './transaction-features.ts';

/** A model of one stretch of coded history, before its chances are calibrated. */
export interface CategoryModel {
  categories: readonly string[];
  history: readonly CodedTransaction[];
  vocabulary: Vocabulary;
  softmax: SoftmaxModel;
  neighbours: NeighbourIndex;
}

/** What a model makes of a transaction. */
export interface CategoryOpinion {
  scores: number[];
  vector: SparseVector;
  nearest: Neighbour[];
}

/** Learns from coded transactions. */
export function fitCategoryModel(history: readonly CodedTransaction[]): CategoryModel {
  const categories = [...new Set(history.map(({ category }) => category))].sort();
  const features = history.map(featuresOf);
  const vocabulary = learnVocabulary(features);
  const vectors = features.map((row) => toVector(vocabulary, row));
  const places = new Map(categories.map((category, place) => [category, place]));
  const rows = history.map((transaction, index) => ({
    vector: vectors[index] ?? { places: [], values: [] },
    label: places.get(transaction.category) ?? 0,
  }));
  const softmax = fitSoftmax(rows, vocabulary.rarity.length, categories.length);
  return { categories, history, vocabulary, softmax, neighbours: createNeighbourIndex(vectors) };
}

/** What the model makes of a transaction. */
export function considerTransaction(model: CategoryModel, transaction: UncodedTransaction): CategoryOpinion {
  const vector = toVector(model.vocabulary, featuresOf(transaction));
  return { scores: classScores(model.softmax, vector), vector, nearest: model.neighbours.nearest(vector, 3) };
}
