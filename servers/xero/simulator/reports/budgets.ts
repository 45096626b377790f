import type { Company } from '@bizmcp/testkit/company';
import { type GuidOf, moneyText, type ReportQuery } from './report.ts';
import { dayIn } from './report-query.ts';

interface BudgetLine {
  AccountID: string;
  AccountCode: string;
  BudgetBalances: { Period: string; Amount: number; Notes: string }[];
}

/** A budget as the Budgets endpoint sends it. */
export interface Budget {
  BudgetID: string;
  Status: 'APPROVED';
  Type: 'OVERALL';
  Description: string;
  UpdatedDateUTC: string;
  BudgetLines: BudgetLine[];
  Tracking: never[];
}

const overall = 'overall';

/**
 * The list of budgets, without lines: those come with one budget alone.
 * https://developer.xero.com/documentation/api/accounting/budgets
 */
export function budgets(company: Company, query: ReportQuery, guidOf: GuidOf): { Budgets: Budget[] } {
  const wanted = query.IDs?.toLowerCase().split(',');
  const own = overallBudget(company, guidOf, []);
  const isWanted = company.budgets.length > 0 && (wanted?.includes(own.BudgetID.toLowerCase()) ?? true);
  return { Budgets: isWanted ? [own] : [] };
}

/** One budget with its lines in the months of DateFrom to DateTo, each where given; undefined where there is none of that id. */
export function budget(
  company: Company,
  budgetId: string,
  query: ReportQuery,
  guidOf: GuidOf,
): { Budgets: Budget[] } | undefined {
  const from = dayIn(query, 'DateFrom')?.slice(0, 7) ?? '';
  const to = dayIn(query, 'DateTo')?.slice(0, 7) ?? '9999-12';
  const isOwn = budgetId.toLowerCase() === guidOf('budget', overall).toLowerCase();
  if (!isOwn || company.budgets.length === 0) return undefined;
  const money = moneyText(company);
  const figures = company.budgets.filter(({ month }) => month >= from && month <= to);
  const lines = [...Map.groupBy(figures, ({ accountId }) => accountId)].map(
    ([id, months]): BudgetLine => ({
      AccountID: guidOf('account', id),
      AccountCode: company.ledger.accounts.get(id)?.code ?? '',
      BudgetBalances: months.map(({ month, amount }) => ({ Period: month, Amount: Number(money(amount)), Notes: '' })),
    }),
  );
  return { Budgets: [overallBudget(company, guidOf, lines)] };
}

function overallBudget({ today }: Company, guidOf: GuidOf, lines: BudgetLine[]): Budget {
  return {
    BudgetID: guidOf('budget', overall),
    Status: 'APPROVED',
    Type: 'OVERALL',
    Description: 'Overall Budget',
    UpdatedDateUTC: `/Date(${Date.parse(today)}+0000)/`,
    BudgetLines: lines,
    Tracking: [],
  };
}
