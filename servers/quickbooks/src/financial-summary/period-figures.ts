import { formatDecimal, minorUnits, parseDecimal } from '@bizmcp/insights';
import type { QuickBooks } from '../quickbooks.ts';
import { groupAmount, type ReportTable } from '../report/report-table.ts';
import { type ProfitFigures, toProfitFigures } from './profit-figures.ts';
import type { Period } from './summary-period.ts';

interface CashFigures {
  operating: string;
  investing: string;
  financing: string;
  netChange: string;
  opening: string;
  closing: string;
}

/** What the reports of a period say; decimals in the home currency. */
export interface PeriodFigures extends ProfitFigures {
  period: Period;
  hasData: boolean;
  cash: CashFigures;
  receivables: string;
  payables: string;
}

/** Reads profit and loss, balance sheet and cash flow: three requests. What is dated after `today` is not owed yet. */
export async function readFigures(api: QuickBooks, period: Period, today: string): Promise<PeriodFigures> {
  const range = { start_date: period.from, end_date: period.to };
  const day = period.to < today ? period.to : today;
  const [profit, sheet, cash] = await Promise.all([
    api.report('ProfitAndLoss', range),
    // By accrual whatever the company prefers: on the cash basis nothing would be receivable.
    api.report('BalanceSheet', { start_date: day, end_date: day, accounting_method: 'Accrual' }),
    api.report('CashFlow', range),
  ]);
  return {
    ...toProfitFigures(profit),
    period,
    hasData: profit.hasData || cash.hasData,
    cash: toCashFigures(cash),
    receivables: groupAmount(sheet, 'AR'),
    payables: groupAmount(sheet, 'AP'),
  };
}

/**
 * What trade brought is the whole change less the other two: the sum of the operating group is that of its adjustments alone in Intuit's
 * own example.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/cashflow
 */
function toCashFigures(table: ReportTable): CashFigures {
  const investing = groupAmount(table, 'InvestingActivities');
  const financing = groupAmount(table, 'FinancingActivities');
  const netChange = groupAmount(table, 'CashIncrease');
  const operating = parseDecimal(netChange).minus(parseDecimal(investing)).minus(parseDecimal(financing));
  return {
    operating: formatDecimal(operating, minorUnits(table.currency)),
    ...{ investing, financing, netChange },
    opening: groupAmount(table, 'BeginningCash'),
    closing: groupAmount(table, 'EndingCash'),
  };
}
