import { calibrate, fitPlatt, type PlattCalibration, type Prediction } from './calibration.ts';
import {
  type CaseFeatures,
  encodeCase,
  type FeatureDefinition,
  type FeatureEncoder,
  type LabelledCase,
  learnEncoders,
} from './feature-encoding.ts';
import { dot, fitLogistic, type LogisticModel, toLogOdds, toProbability } from './logistic-regression.ts';

/** How a model is trained. */
export interface ScoreTraining {
  features: readonly FeatureDefinition[];
  /** The share of cases expected to happen before any history, above 0 and below 1. */
  baseRate: number;
  /** How many cases of history the prior is worth; 20 unless said otherwise. */
  priorStrength?: number;
}

/** A trained model with what it was made from. */
export interface ScoreModel {
  encoders: FeatureEncoder[];
  logistic: LogisticModel;
  calibration: PlattCalibration;
  /** `prior`: no history; `mixed`: history with the prior, not calibrated on it; `calibrated`: on held-out cases of the history. */
  basis: 'prior' | 'mixed' | 'calibrated';
  history: { cases: number; positives: number };
  prior: { strength: number; baseRate: number; share: number };
  /** Chances for the history's cases by models that did not see them; for AUC and the reliability curve. */
  heldOut: Prediction[];
}

/** Parts of the cross-validation that calibrates. */
const folds = 5;
const enoughCases = 50;
const enoughOfEach = 10;
/** Information of one average case on one standardised weight: p (1 - p) at most. */
const informationPerCase = 0.25;

/**
 * Trains an explained score on the organisation's own cases. The prior of the definitions is the whole model when there are none, and
 * fades as cases come; `prior.share` says how much of it is left (strength / (strength + cases)). From 50 cases with 10 of each outcome
 * on, chances are calibrated by Platt's method on cross-validated predictions. Cases are taken in the order given, every fifth in
 * one part: sorted or not, no random numbers are needed. Throws a RangeError for a base rate that is none.
 */
export function trainScoreModel(training: ScoreTraining, cases: readonly LabelledCase[]): ScoreModel {
  const { baseRate, priorStrength = 20 } = training;
  if (!(baseRate > 0 && baseRate < 1)) throw new RangeError(`baseRate: ${baseRate} is not between 0 and 1`);
  if (!(priorStrength > 0)) throw new RangeError(`priorStrength: ${priorStrength} is not above 0`);
  const positives = cases.filter(({ outcome }) => outcome).length;
  const isEnough = cases.length >= enoughCases && Math.min(positives, cases.length - positives) >= enoughOfEach;
  const heldOut = isEnough ? predictHeldOut(training, cases) : [];
  return {
    ...fitOnce(training, cases),
    calibration: isEnough ? fitPlatt(heldOut) : { slope: 1, offset: 0 },
    basis: isEnough ? 'calibrated' : cases.length > 0 ? 'mixed' : 'prior',
    history: { cases: cases.length, positives },
    prior: { strength: priorStrength, baseRate, share: priorStrength / (priorStrength + cases.length) },
    heldOut,
  };
}

/** The calibrated chance of a case, 0 to 1. */
export function predictProbability(model: ScoreModel, features: CaseFeatures): number {
  return calibrate(model.calibration, rawProbability(model, features));
}

function fitOnce(training: ScoreTraining, cases: readonly LabelledCase[]): Pick<ScoreModel, 'encoders' | 'logistic'> {
  const { features, baseRate, priorStrength = 20 } = training;
  const encoders = learnEncoders(features, cases);
  const outcomes = cases.map(({ outcome }) => outcome);
  const logistic = fitLogistic(encodeForTraining(training, cases), outcomes, {
    intercept: toLogOdds(baseRate),
    interceptPrecision: priorStrength * baseRate * (1 - baseRate),
    weights: encoders.map(({ priorWeight }) => priorWeight),
    precision: priorStrength * informationPerCase,
  });
  return { encoders, logistic };
}

/** Each case is encoded by what the other parts taught: a category that met one lucky case must not look certain. */
function encodeForTraining({ features }: ScoreTraining, cases: readonly LabelledCase[]): number[][] {
  const byPart = Array.from({ length: folds }, (_, part) => {
    return learnEncoders(
      features,
      cases.filter((__, index) => index % folds !== part),
    );
  });
  return cases.map((one, index) => encodeCase(byPart[index % folds] ?? [], one.features));
}

function predictHeldOut(training: ScoreTraining, cases: readonly LabelledCase[]): Prediction[] {
  const byPart = Array.from({ length: folds }, (_, part) => {
    return fitOnce(
      training,
      cases.filter((__, index) => index % folds !== part),
    );
  });
  return cases.flatMap(({ features, outcome }, index) => {
    const model = byPart[index % folds];
    return model === undefined ? [] : [{ probability: rawProbability(model, features), outcome }];
  });
}

function rawProbability(
  { encoders, logistic }: Pick<ScoreModel, 'encoders' | 'logistic'>,
  features: CaseFeatures,
): number {
  return toProbability(logistic.intercept + dot(logistic.weights, encodeCase(encoders, features)));
}
