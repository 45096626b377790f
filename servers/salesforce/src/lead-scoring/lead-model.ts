import { type CaseFeatures, type ScoreModel, trainScoreModel } from '@bizmcp/insights';
import { leadFeatures, priorBaseRate, priorStrength } from './feature-prior.ts';
import type { LeadRecord } from './lead-record.ts';
import { featuresOf } from './lead-snapshot.ts';
import { findSimilar } from './similar-leads.ts';
import { buildTrainingSet, type TrainingSet } from './training-set.ts';

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
  const cases = set.rows.map(({ snapshot }) => featuresOf(snapshot, findSimilar(set.rows, snapshot).share));
  const model = trainScoreModel(
    { features: leadFeatures, baseRate: priorBaseRate, priorStrength },
    cases.map((features, index) => ({ features, outcome: set.rows[index]?.converted === true })),
  );
  return { set, model, cases };
}
