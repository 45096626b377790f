import type { CodedTransaction, MerchantRule, UncodedTransaction } from './bank-transaction.ts';
import { createNeighbourIndex, type Neighbour, type NeighbourIndex } from './similar-transactions.ts';
import { classScores, fitSoftmax, type SoftmaxModel } from './softmax-regression.ts';
import { learnVocabulary, type SparseVector, toVector, type Vocabulary } from './tf-idf.ts';
import { featuresOf } from './transaction-features.ts';

/** A model of one stretch of coded history, before its chances are calibrated. */
export interface CategoryModel {
  categories: readonly string[];
  rules: readonly MerchantRule[];
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
  /** The rule that speaks for a category here, if one does. */
  rule: MerchantRule | undefined;
}

/** Learns from coded transactions and rules; a rule alone is taken to be right in 19 cases of 20. */
export function fitCategoryModel(history: readonly CodedTransaction[], rules: readonly MerchantRule[]): CategoryModel {
  const categories = [...new Set([...history, ...rules].map(({ category }) => category))].sort();
  const features = history.map(featuresOf);
  const vocabulary = learnVocabulary(features);
  const vectors = features.map((row) => toVector(vocabulary, row));
  const places = new Map(categories.map((category, place) => [category, place]));
  const rows = history.map((transaction, index) => ({
    vector: vectors[index] ?? { places: [], values: [] },
    offsets: ruleOffsets(categories, findRule(rules, transaction)),
    label: places.get(transaction.category) ?? 0,
  }));
  const softmax = fitSoftmax(rows, vocabulary.rarity.length, categories.length);
  return { categories, rules, history, vocabulary, softmax, neighbours: createNeighbourIndex(vectors) };
}

/** What the model makes of a transaction. */
export function considerTransaction(model: CategoryModel, transaction: UncodedTransaction): CategoryOpinion {
  const vector = toVector(model.vocabulary, featuresOf(transaction));
  const rule = findRule(model.rules, transaction);
  const scores = classScores(model.softmax, vector, ruleOffsets(model.categories, rule));
  return { scores, vector, nearest: model.neighbours.nearest(vector, 3), rule };
}

function findRule(
  rules: readonly MerchantRule[],
  { counterparty, description }: UncodedTransaction,
): MerchantRule | undefined {
  const text = `${counterparty}\n${description}`.toLowerCase();
  return rules.find(({ contains }) => contains !== '' && text.includes(contains.toLowerCase()));
}

function ruleOffsets(categories: readonly string[], rule: MerchantRule | undefined): number[] {
  if (rule === undefined) return [];
  const weight = Math.log(19 * Math.max(1, categories.length - 1));
  return categories.map((category) => (category === rule.category ? weight : 0));
}
