import type { Company } from '@bizmcp/testkit/company';
import { type Route, route } from '@bizmcp/testkit/simulator';
import { refuseMissing } from './error-reply.ts';
import { guidOf } from './guid.ts';
import { agedPayablesByContact, agedReceivablesByContact } from './reports/aged-by-contact.ts';
import { balanceSheet } from './reports/balance-sheet.ts';
import { bankSummary } from './reports/bank-summary.ts';
import { budgetSummary } from './reports/budget-summary.ts';
import { budget, budgets } from './reports/budgets.ts';
import { executiveSummary } from './reports/executive-summary.ts';
import { profitAndLoss } from './reports/profit-and-loss.ts';
import type { GuidOf, ReportAnswer, ReportQuery } from './reports/report.ts';
import { trialBalance } from './reports/trial-balance.ts';
import type { XeroState } from './xero-state.ts';

const base = '/api.xro/2.0';

type Report = (company: Company, query: ReportQuery, guidOf: GuidOf) => ReportAnswer;

function report(name: string, compute: Report): Route<XeroState> {
  return route('GET', `${base}/Reports/${name}`, ({ query }, { state }) => ({
    status: 200,
    body: compute(state.books.company, Object.fromEntries(query), guidOf),
  }));
}

/** https://developer.xero.com/documentation/api/accounting/reports and /budgets */
export const reportRoutes: readonly Route<XeroState>[] = [
  report('ProfitAndLoss', profitAndLoss),
  report('BalanceSheet', balanceSheet),
  report('TrialBalance', trialBalance),
  report('BankSummary', bankSummary),
  report('BudgetSummary', budgetSummary),
  report('ExecutiveSummary', executiveSummary),
  report('AgedReceivablesByContact', agedReceivablesByContact),
  report('AgedPayablesByContact', agedPayablesByContact),
  route('GET', `${base}/Budgets`, ({ query }, { state }) => ({
    status: 200,
    body: budgets(state.books.company, Object.fromEntries(query), guidOf),
  })),
  route('GET', `${base}/Budgets/{budgetId}`, (request, { state }) => {
    const query = Object.fromEntries(request.query);
    const found = budget(state.books.company, request.parameter('budgetId'), query, guidOf);
    return found ? { status: 200, body: found } : refuseMissing();
  }),
];
