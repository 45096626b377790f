import {
  currentRatio,
  daysPayableOutstanding,
  daysSalesOutstanding,
  grossMargin,
  type Kpi,
  netBurn,
  netMargin,
  operatingMargin,
  quickRatio,
  runway,
  workingCapital,
} from '@bizmcp/insights';
import { addAmounts } from '../amount.ts';
import type { BalanceSheet } from './balance-sheet.ts';
import type { CashSummary } from './cash-summary.ts';
import type { ProfitAndLoss } from './profit-and-loss.ts';
import { daysPassed, type Period } from './report-period.ts';

/** Of a mean month. */
const daysAMonth = 30.4375;
/** Of a period that runs, for cash burnt a month: in fewer one payment would count for many. */
const leastDays = 14;

/** What the figures of one period are computed from. */
export interface PeriodFigures {
  period: Period;
  profitAndLoss: ProfitAndLoss;
  /** Neither where Xero does not open it. */
  balanceSheet: BalanceSheet | undefined;
  cash: CashSummary | undefined;
}

/** The key figures of a period by name, each with its formula and inputs; those of what was left out are not among them. */
export function keyFigures(
  { period, profitAndLoss, balanceSheet, cash }: PeriodFigures,
  { currency, today }: { currency: string; today: string },
): Record<string, Kpi> {
  const { income: revenue, costOfSales, operatingExpenses, netProfit: netIncome } = profitAndLoss;
  return {
    gross_margin: grossMargin({ revenue, costOfSales }),
    operating_margin: operatingMargin({ revenue, costOfSales, operatingExpenses }),
    net_margin: netMargin({ revenue, netIncome }),
    ...(balanceSheet && ofBalanceSheet(balanceSheet, profitAndLoss, daysPassed(period, today), currency)),
    ...(cash && ofCash(cash, period, daysPassed(period, today), currency)),
  };
}

function ofBalanceSheet(
  sheet: BalanceSheet,
  { income: revenue, costOfSales, operatingExpenses }: ProfitAndLoss,
  days: number,
  currency: string,
): Record<string, Kpi> {
  const { currentAssets, currentLiabilities, inventory, prepayments: prepaidExpenses, receivables, payables } = sheet;
  // Purchases on credit are bills for goods and for overheads alike, so both are what payables stand against.
  const purchases = addAmounts([costOfSales, operatingExpenses]);
  const creditorDays = daysPayableOutstanding({ payables, costOfSales: purchases, days });
  return {
    current_ratio: currentRatio({ currentAssets, currentLiabilities }),
    quick_ratio: quickRatio({ currentAssets, inventory, prepaidExpenses, currentLiabilities }),
    working_capital: workingCapital({ currentAssets, currentLiabilities }, currency),
    debtor_days: daysSalesOutstanding({ receivables, revenue, days }),
    creditor_days: {
      ...creditorDays,
      formula: 'accounts payable / (cost of sales + operating expenses) x days',
      inputs: { payables, costOfSales, operatingExpenses, days: String(days) },
    },
  };
}

/** Of a period that runs, months are its days so far, if they are enough: a whole month would make its burn too small. */
function ofCash(
  { opening: openingCash, closing: closingCash }: CashSummary,
  period: Period,
  days: number,
  currency: string,
): Record<string, Kpi> {
  const isRunning = days < period.days;
  if (isRunning && days < leastDays) return {};
  const months = isRunning ? days / daysAMonth : period.months;
  const burn = netBurn({ openingCash, closingCash, months }, currency);
  const formula = `(opening cash - closing cash) / (days / ${daysAMonth})`;
  return {
    monthly_burn: isRunning ? { ...burn, formula, inputs: { openingCash, closingCash, days: String(days) } } : burn,
    runway_months: runway({ cash: closingCash, monthlyBurn: burn.kind === 'value' ? burn.value : '0' }),
  };
}
