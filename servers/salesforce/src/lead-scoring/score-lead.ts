import { type ExplainedScore, explainScore, type ScoreReason } from '@bizmcp/insights';
import { evidenceOf, tell } from './factor-evidence.ts';
import { type LeadModel, lateAge } from './lead-model.ts';
import type { LeadRecord } from './lead-record.ts';
import { featuresOf, type LeadSnapshot, takeSnapshot } from './lead-snapshot.ts';
import { recommend } from './recommendation.ts';
import { confidenceOf } from './score-confidence.ts';
import { findSimilar, type Similarity } from './similar-leads.ts';
import { isFact, type StatedFacts } from './stated-fact.ts';

/** One part of a score. */
export interface ScoreFactor {
  factor: string;
  weight: number;
  value: string | number | null;
  contribution: number;
  evidence: string;
}

/** A score with its parts, which add up to it in tenths. */
export interface LeadScore {
  score: number;
  confidence: number;
  factors: ScoreFactor[];
  recommendations: string[];
  probability: number;
}

/** Scores a lead as it stood at a moment, by a model of leads of its age. */
export function scoreLead(trained: LeadModel, lead: LeadRecord, at: number, stated: StatedFacts): LeadScore {
  const snapshot = takeSnapshot(lead, at);
  const similar = findSimilar(trained.set.rows, snapshot);
  const explained = explainScore(trained.model, {
    ...featuresOf(inHistory(snapshot, trained), similar.advantage),
    [lateAge]: Math.floor(snapshot.ageDays),
    ...stated,
  });
  return {
    score: explained.score,
    probability: explained.probability,
    confidence: confidenceOf(explained, { effective: similar.effective, priorShare: trained.model.prior.share }),
    factors: [baseFactor(trained, explained), ...factorsOf(trained, explained, { similar, snapshot })],
    recommendations: recommend(trained, snapshot, explained.score),
  };
}

/** A lead that is older than those it is compared with has been idle no longer than one of them can have been. */
function inHistory(snapshot: LeadSnapshot, { set }: LeadModel): LeadSnapshot {
  const { idleDays } = snapshot;
  return { ...snapshot, idleDays: idleDays === null ? null : Math.min(idleDays, set.ageDays) };
}

function baseFactor({ model, set }: LeadModel, { base, baseLogOdds }: ExplainedScore): ScoreFactor {
  const { converted } = set;
  const leads = set.rows.length;
  const evidence =
    leads === 0
      ? `No past leads: ${Math.round(100 * model.prior.baseRate)} % is assumed`
      : `${tell({ leads, converted })} past leads, seen ${set.ageDays} days after they came, converted within ${set.horizonDays}; a lead average in all has these points, which are not that share`;
  return { factor: 'base_rate', weight: round(baseLogOdds), value: null, contribution: base, evidence };
}

function factorsOf(
  trained: LeadModel,
  { reasons }: ExplainedScore,
  { similar, snapshot }: { similar: Similarity; snapshot: LeadSnapshot },
): ScoreFactor[] {
  const { calibration, encoders, logistic } = trained.model;
  const weights = new Map(encoders.map(({ name }, index) => [name, logistic.weights[index] ?? 0]));
  return reasons
    .filter(({ feature, value }) => value !== null || !isFact(feature))
    .map(({ feature, points, value }: ScoreReason) => ({
      factor: feature,
      weight: round(calibration.slope * (weights.get(feature) ?? 0)),
      value: typeof value === 'number' ? shown(feature, value, snapshot) : value,
      contribution: points,
      evidence: evidenceOf({ feature, value, points }, trained, similar) + toCome(feature, snapshot),
    }));
}

function toCome(feature: string, { meetingsToCome }: LeadSnapshot): string {
  return feature === 'meetings' && meetingsToCome > 0 ? `; ${meetingsToCome} still to come, not counted` : '';
}

/** Days whole, as a part of one would be another at each reading, and all of them, however few the model takes into account. */
function shown(feature: string, value: number, { idleDays }: LeadSnapshot): number {
  return feature === 'days_since_activity' && idleDays !== null ? Math.floor(idleDays) : round(value);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
