export type { Anomaly, AnomalyRule, AnomalySeverity, ExaminedTransaction } from './anomaly/anomaly.ts';
export { type AnomalyInput, detectAnomalies, detectDuplicatePayments } from './anomaly/detect-anomalies.ts';
export type { MonthlySeries } from './anomaly/seasonal-outliers.ts';
export { isAheadEverywhere, isPastEverywhere } from './calendar/day-everywhere.ts';
export { addDays, daysBetween, monthEnd, monthStart } from './calendar/day-text.ts';
export {
  CashFlowError,
  type CashFlowErrorCode,
  type CashFlowInput,
  type CashScenario,
  type DocumentKind,
  type OpenDocument,
  type PaymentObservation,
} from './cash-flow/cash-flow-input.ts';
export type { CashRunway } from './cash-flow/cash-runway.ts';
export { type CashMonth, type CashProjection, projectCashFlow } from './cash-flow/project-cash-flow.ts';
export type { CodedTransaction, MerchantRule, UncodedTransaction } from './categorise/bank-transaction.ts';
export {
  type Categoriser,
  type CategoriserOptions,
  type CategoriserValidation,
  trainCategoriser,
} from './categorise/categoriser.ts';
export { type CategoryEvidence, type CategorySuggestion, suggestCategory } from './categorise/suggest-category.ts';
export { adjustPValues } from './compare/adjust-p-values.ts';
export {
  type Contribution,
  comparePeriods,
  type PeriodAmount,
  type PeriodComparison,
} from './compare/compare-periods.ts';
export {
  explainPriceVolumeMix,
  type PriceVolumeMix,
  type PriceVolumeMixAnalysis,
  type SoldQuantity,
} from './compare/price-volume-mix.ts';
export {
  type Proportion,
  type ProportionTest,
  testAgainstShare,
  testTwoProportions,
} from './compare/two-proportion-test.ts';
export { type MeanTest, testTwoMeans } from './compare/welch-test.ts';
export { nameInBankText } from './counterparty/bank-text.ts';
export { areNearlyOneName, areOneName, isPartOfName } from './counterparty/one-name.ts';
export { areSameNames, readableName } from './counterparty/readable-name.ts';
export { unmarkedParts } from './counterparty/unmarked-parts.ts';
export { describeUnusualDate, describeUnusualDueDate } from './document/document-date.ts';
export { documentNumberKey, isSameDocumentNumber } from './document/document-number.ts';
export { documentsNear } from './document/documents-near.ts';
export { tellOnce } from './document/tell-once.ts';
export { describeUnusualSum } from './document/unusual-sum.ts';
export type { CandidateError } from './forecast/backtest.ts';
export { type ForecastOptions, forecast } from './forecast/forecast.ts';
export type { Forecast } from './forecast/forecast-result.ts';
export type { ForecastPoint } from './forecast/prediction-interval.ts';
export { SeriesError } from './forecast/series-error.ts';
export type { Kpi, KpiGap, KpiUnit } from './kpi/kpi.ts';
export {
  currentRatio,
  daysPayableOutstanding,
  daysSalesOutstanding,
  netBurn,
  quickRatio,
  runway,
  workingCapital,
} from './kpi/liquidity.ts';
export { grossMargin, netMargin, operatingMargin } from './kpi/profitability.ts';
export {
  customerChurn,
  lifetimeValue,
  monthlyRecurringRevenue,
  revenueChurn,
  type Subscription,
} from './kpi/subscriptions.ts';
export { allocateMoney } from './money/allocate-money.ts';
export {
  compareDecimals,
  type DecimalInput,
  type DecimalString,
  ExactDecimal,
  formatDecimal,
  parseDecimal,
  type Rounding,
  roundDecimal,
  sumDecimals,
} from './money/decimal.ts';
export { minorUnits } from './money/minor-units.ts';
export {
  addMoney,
  compareMoney,
  convertMoney,
  type Money,
  multiplyMoney,
  parseMoney,
  roundMoney,
  subtractMoney,
  sumMoney,
} from './money/money.ts';
export { MoneyError, type MoneyErrorCode } from './money/money-error.ts';
export { type Cadence, paymentsAYear } from './recurring/cadence.ts';
export type { CashTransaction } from './recurring/cash-transaction.ts';
export { detectRecurring, isStillExpected, type RecurringTransaction } from './recurring/detect-recurring.ts';
export {
  measureAuc,
  measureCalibrationError,
  type PlattCalibration,
  type Prediction,
} from './score/calibration.ts';
export { type ExplainedScore, explainScore, type ScoreReason } from './score/explain-score.ts';
export type { CaseFeatures, FeatureDefinition, LabelledCase } from './score/feature-encoding.ts';
export { predictProbability, type ScoreModel, type ScoreTraining, trainScoreModel } from './score/score-model.ts';
