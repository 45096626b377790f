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
  wilsonInterval,
} from './compare/two-proportion-test.ts';
export { type MeanTest, testTwoMeans } from './compare/welch-test.ts';
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
export { createSeededRandom, type RandomSource } from './random/seeded-random.ts';
