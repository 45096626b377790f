import type { MerchantRule, UncodedTransaction } from './bank-transaction.ts';
import { type Categoriser, judge } from './categoriser.ts';
import { type CategoryModel, type CategoryOpinion, considerTransaction } from './category-model.ts';

/** Why a category is suggested. */
export interface CategoryEvidence {
  /** Past transactions most like this one; `similarity` 0 to 1. */
  similar: { id: string; category: string; similarity: number }[];
  /** What spoke most for the category, in log-odds against the other categories' average. */
  features: { feature: string; weight: number }[];
  rule: MerchantRule | null;
}

/** A suggestion, or none: `abstained` says that `likeliest` is not sure enough to be acted on. */
export type CategorySuggestion =
  | { kind: 'suggested'; category: string; confidence: number; evidence: CategoryEvidence }
  | {
      kind: 'abstained';
      reason: 'nothing_similar' | 'not_sure_enough' | 'nothing_learnt';
      likeliest: string | null;
      confidence: number;
      evidence: CategoryEvidence;
    };

const shownFeatures = 3;

/** Suggests a category where the calibrated confidence (0 to 1, three places) reaches the threshold, else abstains; with evidence. */
export function suggestCategory(categoriser: Categoriser, transaction: UncodedTransaction): CategorySuggestion {
  const { model, temperature, threshold } = categoriser;
  const opinion = considerTransaction(model, transaction);
  const { place, confidence: exact } = judge(opinion, temperature);
  const category = model.categories[place];
  const evidence = collectEvidence(model, opinion, place);
  const confidence = Math.floor(exact * 1000) / 1000;
  if (category === undefined) {
    return { kind: 'abstained', reason: 'nothing_learnt', likeliest: null, confidence: 0, evidence };
  }
  if (exact === 0) return { kind: 'abstained', reason: 'nothing_similar', likeliest: null, confidence, evidence };
  if (exact < threshold)
    return { kind: 'abstained', reason: 'not_sure_enough', likeliest: category, confidence, evidence };
  return { kind: 'suggested', category, confidence, evidence };
}

function collectEvidence(
  model: CategoryModel,
  { vector, nearest, rule }: CategoryOpinion,
  place: number,
): CategoryEvidence {
  const names = [...model.vocabulary.places.keys()];
  const { classes, weights } = model.softmax;
  const features = vector.places.map((feature, index) => {
    const row = weights.slice(feature * classes, (feature + 1) * classes);
    const own = row[place] ?? 0;
    const others = classes > 1 ? (row.reduce((sum, weight) => sum + weight, 0) - own) / (classes - 1) : 0;
    return { feature: names[feature] ?? '', weight: round((own - others) * (vector.values[index] ?? 0)) };
  });
  return {
    similar: nearest.flatMap(({ row, similarity }) => {
      const past = model.history[row];
      return past === undefined ? [] : [{ id: past.id, category: past.category, similarity: round(similarity) }];
    }),
    features: features
      .sort((a, b) => b.weight - a.weight)
      .slice(0, shownFeatures)
      .filter(({ weight }) => weight > 0),
    rule: rule ?? null,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
