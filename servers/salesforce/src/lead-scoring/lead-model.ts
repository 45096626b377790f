import { type CaseFeatures, type ScoreModel, trainScoreModel } from '@bizmcp/insights';
import { leadFeatures, priorBaseRate, priorStrength } from './feature-prior.ts';
import type { LeadRecord } from './lead-record.ts';
import { featuresOf } from './lead-snapshot.ts';
import { findSimilar } from './similar-leads.ts';
import { buildTrainingSet, type TrainingSet } from './training-set.ts';

/** The feature of a lead that is older than those it is compared with. */
export const lateAge = 'late_age';

/** A model with what it was learnt from. */
export interface LeadModel {
  set: TrainingSet;
  model: ScoreModel;
  /** The features of the rows of the set, in their order. */
  cases: readonly CaseFeatures[];
}

/** When a model is for leads of an age, seen from a moment; `without` is the lead itself, that must not teach it. */
export interface ModelMoment {
  at: number;
  ageDays: number;
  without: string;
}

/** Learns from an org's past leads; with none, the model is the prior. */
export function trainLeadModel(leads: readonly LeadRecord[], moment: ModelMoment): LeadModel {
  const set = buildTrainingSet(leads, moment);
  const cases = set.rows.map(({ snapshot }) => featuresOf(snapshot, findSimilar(set.rows, snapshot).advantage));
  const model = endsAlike(set) ? trainOnShare(set) : trainOnCases(set, cases);
  return { set, model: moment.ageDays > set.ageDays ? withLateAge(model, set) : model, cases };
}

/** Whether all past leads ended in the same way, so that nothing of them tells what makes the difference. */
export function endsAlike({ converted, rows }: TrainingSet): boolean {
  return converted === 0 || converted === rows.length;
}

function trainOnCases({ rows }: TrainingSet, cases: readonly CaseFeatures[]): ScoreModel {
  return trainScoreModel(
    { features: leadFeatures, baseRate: priorBaseRate, priorStrength },
    cases.map((features, index) => ({ features, outcome: rows[index]?.converted === true })),
  );
}

/** The prior around the share of these leads. */
function trainOnShare({ converted, rows }: TrainingSet): ScoreModel {
  const baseRate = (converted + priorStrength * priorBaseRate) / (rows.length + priorStrength);
  const model = trainScoreModel({ features: leadFeatures, baseRate, priorStrength }, []);
  return rows.length === 0 ? model : { ...model, basis: 'mixed' };
}

/**
 * Takes into the model that a lead is older than those it is compared with. Most conversions come early: a lead that is still open
 * when most of them have come is less likely one of them. By Bayes, its odds are those of the others times the share still to come.
 */
function withLateAge(model: ScoreModel, { toCome }: TrainingSet): ScoreModel {
  if (toCome.all === 0) return model;
  const share = (toCome.later + 0.5) / (toCome.all + 1);
  const effect = Math.log(share) / model.calibration.slope;
  const encode = (value: unknown) => (typeof value === 'number' ? effect : 0);
  const { covariance, intercept, weights } = model.logistic;
  return {
    ...model,
    encoders: [...model.encoders, { name: lateAge, encode, priorWeight: 1 }],
    logistic: {
      intercept,
      weights: [...weights, 1],
      covariance: [...covariance.map((row) => [...row, 0]), Array.from({ length: covariance.length + 1 }, () => 0)],
    },
  };
}
