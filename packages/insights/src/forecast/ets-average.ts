import { type EtsFit, fitEts, formsFor } from './ets-fit.ts';
import { type EtsForm, projectFrom } from './ets-model.ts';

/**
 * The forecasts of all forms of exponential smoothing that suit the series, weighted by their Akaike weights:
 * where several forms fit about as well, none is taken alone.
 * Source: Kolassa, Combining exponential smoothing forecasts using Akaike weights, International Journal of
 * Forecasting 27 (2011).
 */
export function averagedEts(series: readonly number[], season: number, horizon: number): number[] {
  return averageOf(series, season, formsFor(series, season), horizon);
}

/** The same of the three forms without a season and with additive errors, as on logarithms. */
export function plainEts(series: readonly number[], horizon: number): number[] {
  const forms = formsFor(series, 1).filter(({ error }) => error === 'A');
  return averageOf(series, 1, forms, horizon);
}

function averageOf(series: readonly number[], season: number, forms: readonly EtsForm[], horizon: number): number[] {
  const weighted = akaikeWeights(forms.map((form) => fitEts(series, season, form)));
  if (weighted.length === 0) return Array.from({ length: horizon }, () => Number.NaN);
  const means = weighted.map(({ fit }) => projectFrom(fit.pass.state, fit.form, fit.weights.phi, horizon));
  return Array.from({ length: horizon }, (_, step) =>
    weighted.reduce((sum, { weight }, index) => sum + weight * (means[index]?.[step] ?? 0), 0),
  );
}

/** The fits that have a likelihood, with weights that sum to 1: how likely each is to be the best of them. */
export function akaikeWeights(fits: readonly EtsFit[]): { fit: EtsFit; weight: number }[] {
  const possible = fits.filter(({ aicc }) => Number.isFinite(aicc));
  const lowest = Math.min(...possible.map(({ aicc }) => aicc));
  const raw = possible.map((fit) => ({ fit, weight: Math.exp((lowest - fit.aicc) / 2) }));
  const total = raw.reduce((sum, { weight }) => sum + weight, 0);
  return raw.map(({ fit, weight }) => ({ fit, weight: weight / total }));
}
