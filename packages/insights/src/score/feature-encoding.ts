import { mean } from '../distribution/robust.ts';
import { toLogOdds } from './logistic-regression.ts';

/** What is known of one case: by feature name a number, a category, or null for unknown. */
export type CaseFeatures = Readonly<Record<string, number | string | null>>;

/** A case with its outcome. */
export interface LabelledCase {
  features: CaseFeatures;
  outcome: boolean;
}

/**
 * A feature of the model. The prior speaks while history is thin: for a number, what is taken for usual (`center`, `spread`) and the
 * log-odds that one spread more adds (`weight`); for a category, the log-odds of each against the average.
 */
export type FeatureDefinition =
  | {
      name: string;
      kind: 'number';
      transform?: 'none' | 'log1p';
      prior: { center: number; spread: number; weight: number };
    }
  | { name: string; kind: 'category'; prior: Readonly<Record<string, number>> };

/** How one feature becomes the number the model sees; an unknown value becomes 0, which is the average. */
export interface FeatureEncoder {
  name: string;
  encode: (value: number | string | null | undefined) => number;
  priorWeight: number;
}

/** A category is trusted like this many average cases were added to it. */
const categorySmoothing = 10;
/** A number's centre and spread come from history once it holds this many values; before they are mixed with the prior's. */
const thinNumbers = 20;
const furthest = 4;

/** Learns the encoding of each feature. With no cases it is the prior's. */
export function learnEncoders(
  definitions: readonly FeatureDefinition[],
  cases: readonly LabelledCase[],
): FeatureEncoder[] {
  return definitions.map((definition) =>
    definition.kind === 'number' ? learnNumber(definition, cases) : learnCategory(definition, cases),
  );
}

/** What the model sees of a case. */
export function encodeCase(encoders: readonly FeatureEncoder[], features: CaseFeatures): number[] {
  return encoders.map(({ name, encode }) => encode(features[name]));
}

function learnNumber(
  { name, transform, prior }: Extract<FeatureDefinition, { kind: 'number' }>,
  cases: readonly LabelledCase[],
): FeatureEncoder {
  const shape = (value: number) => (transform === 'log1p' ? Math.log1p(Math.max(0, value)) : value);
  const values = cases.flatMap(({ features }) => {
    const value = features[name];
    return typeof value === 'number' && Number.isFinite(value) ? [shape(value)] : [];
  });
  const trust = values.length / (values.length + thinNumbers);
  const center = values.length === 0 ? prior.center : trust * mean(values) + (1 - trust) * prior.center;
  const squares = values.length === 0 ? 0 : mean(values.map((value) => (value - center) ** 2));
  const spread = Math.sqrt(trust * squares + (1 - trust) * prior.spread ** 2) || 1;
  const isThin = values.length < thinNumbers;
  const least = isThin ? -Infinity : values.reduce((one, other) => Math.min(one, other));
  const most = isThin ? Infinity : values.reduce((one, other) => Math.max(one, other));
  const encode: FeatureEncoder['encode'] = (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
    // Of what lies beyond all cases, nothing was learnt: it counts as the nearest of them.
    const learnt = Math.max(least, Math.min(most, shape(value)));
    return Math.max(-furthest, Math.min(furthest, (learnt - center) / spread));
  };
  return { name, encode, priorWeight: prior.weight };
}

function learnCategory(
  { name, prior }: Extract<FeatureDefinition, { kind: 'category' }>,
  cases: readonly LabelledCase[],
): FeatureEncoder {
  const base = (cases.filter(({ outcome }) => outcome).length + 1) / (cases.length + 2);
  const counts = new Map<string, { of: number; positive: number }>();
  for (const { features, outcome } of cases) {
    const value = features[name];
    if (typeof value !== 'string') continue;
    const count = counts.get(value) ?? { of: 0, positive: 0 };
    counts.set(value, { of: count.of + 1, positive: count.positive + Number(outcome) });
  }
  const priors = new Map(Object.entries(prior));
  const encode: FeatureEncoder['encode'] = (value) => {
    if (typeof value !== 'string') return 0;
    const expected = priors.get(value) ?? 0;
    const count = counts.get(value);
    if (count === undefined) return expected;
    const priorShare = 1 / (1 + Math.exp(-(toLogOdds(base) + expected)));
    const share = (count.positive + categorySmoothing * priorShare) / (count.of + categorySmoothing);
    return toLogOdds(share) - toLogOdds(base);
  };
  // The encoding is in log-odds already: a weight of 1 takes it as it is.
  return { name, encode, priorWeight: 1 };
}
