import { wilsonInterval } from '../compare/two-proportion-test.ts';
import type { CodedTransaction, MerchantRule, UncodedTransaction } from './bank-transaction.ts';
import { type CategoryModel, type CategoryOpinion, considerTransaction, fitCategoryModel } from './category-model.ts';
import { softmax } from './softmax-regression.ts';

/** What the categoriser was made from, and how well it did on months it had not seen. */
export interface CategoriserValidation {
  /** Transactions it was tried on, each later than all it had learnt from. */
  heldOut: number;
  /** Share of them right above the threshold; null without any. */
  precision: number | null;
  /** Share of them above the threshold. */
  coverage: number;
}

/** Learnt from coded history. `basis` `rules`: history is too thin to learn from and only rules speak. */
export interface Categoriser {
  model: CategoryModel;
  basis: 'history' | 'rules';
  temperature: number;
  threshold: number;
  validation: CategoriserValidation;
}

/** How a categoriser is trained. */
export interface CategoriserOptions {
  rules?: readonly MerchantRule[];
}

/** The share of its suggestions that has to be right. */
const leastPrecision = 0.95;
const leastHistory = 100;
const mostHistory = 8000;
const leastSimilarity = 0.3;
const uncalibratedThreshold = 0.9;
const highestThreshold = 1.01;
/** One-sided 84 %: a threshold found on few cases has to look better than the target. */
const thresholdZ = 1;

/**
 * Learns an organisation's own coding. Validation follows time: models of the first 60 % and 80 % of the history are tried on the
 * 20 % after them; that sets the temperature of the chances and the lowest confidence whose suggestions are right often enough (by
 * the lower end of Wilson's interval). Below 100 coded transactions only rules speak. The newest 8,000 are learnt from. Throws a
 * RangeError for what is no day, and MoneyError `not_a_number`.
 */
export function trainCategoriser(coded: readonly CodedTransaction[], options: CategoriserOptions = {}): Categoriser {
  const { rules = [] } = options;
  const history = coded.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))).slice(-mostHistory);
  const isThin = history.length < leastHistory || new Set(history.map(({ category }) => category)).size < 2;
  if (isThin) {
    const validation = { heldOut: 0, precision: null, coverage: 0 };
    return {
      model: fitCategoryModel([], rules),
      basis: 'rules',
      temperature: 1,
      threshold: uncalibratedThreshold,
      validation,
    };
  }
  const trials = [0.6, 0.8].flatMap((share) => tryOnLater(history, rules, share));
  const temperature = findTemperature(trials);
  const judged = trials.map(({ opinion, label }) => ({ ...judge(opinion, temperature), label }));
  const threshold = findThreshold(
    judged.map(({ place, confidence, label }) => ({ confidence, isRight: place === label })),
  );
  const shown = judged.filter(({ confidence }) => confidence >= threshold);
  const right = shown.filter(({ place, label }) => place === label).length;
  return {
    model: fitCategoryModel(history, rules),
    basis: 'history',
    temperature,
    threshold,
    validation: {
      heldOut: trials.length,
      precision: shown.length > 0 ? right / shown.length : null,
      coverage: shown.length / trials.length,
    },
  };
}

/** The likeliest category of an opinion; 0 confidence where nothing learnt is like it and no rule speaks. */
export function judge(opinion: CategoryOpinion, temperature: number): { place: number; confidence: number } {
  const chances = softmax(opinion.scores, temperature);
  const place = chances.indexOf(Math.max(...chances));
  const isKnown = opinion.rule !== undefined || (opinion.nearest[0]?.similarity ?? 0) >= leastSimilarity;
  return { place, confidence: isKnown ? (chances[place] ?? 0) : 0 };
}

interface Trial {
  opinion: CategoryOpinion;
  /** Place of the true category; -1 where the model had never met it. */
  label: number;
}

function tryOnLater(history: readonly CodedTransaction[], rules: readonly MerchantRule[], share: number): Trial[] {
  const cut = Math.floor(history.length * share);
  const model = fitCategoryModel(history.slice(0, cut), rules);
  const later: readonly (UncodedTransaction & { category: string })[] = history.slice(
    cut,
    cut + Math.ceil(history.length * 0.2),
  );
  return later.map((transaction) => {
    return { opinion: considerTransaction(model, transaction), label: model.categories.indexOf(transaction.category) };
  });
}

/** The temperature that makes the held-out categories likeliest, by golden-section search between 1/4 and 8 (Guo et al. 2017). */
function findTemperature(trials: readonly Trial[]): number {
  const known = trials.filter(({ label }) => label >= 0);
  const loss = (logarithm: number) =>
    known.reduce((sum, { opinion, label }) => {
      return sum - Math.log(Math.max(1e-12, softmax(opinion.scores, Math.exp(logarithm))[label] ?? 0));
    }, 0);
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.25), Math.log(8)];
  while (high - low > 0.02) {
    const width = golden * (high - low);
    if (loss(high - width) < loss(low + width)) high = low + width;
    else low = high - width;
  }
  return Math.exp((low + high) / 2);
}

function findThreshold(judged: readonly { confidence: number; isRight: boolean }[]): number {
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let threshold = highestThreshold;
  for (const [index, { confidence, isRight }] of sorted.entries()) {
    right += Number(isRight);
    const isLastOfEquals = sorted[index + 1]?.confidence !== confidence;
    const [lower] = wilsonInterval({ count: right, of: index + 1 }, thresholdZ);
    if (isLastOfEquals && confidence > 0 && lower >= leastPrecision) threshold = confidence;
  }
  return threshold;
}
