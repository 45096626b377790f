import {
  balanceSheet,
  trialBalance as computeTrialBalance,
  fiscalYearStart,
  isProfitAndLoss,
  normalSide,
  profitAndLoss,
} from '@bizmcp/testkit/company';
import { column, dataRow, type ReportContent, summaryRow } from './report.ts';
import { accountCell, filledMoneyText, moneyText, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

/**
 * Balances at the end of the range: income and costs since the fiscal year began, what was earned before in retained earnings.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/report-entities/trialbalance
 */
export function trialBalance(books: ReportBooks, request: ReportRequest): ReportContent {
  const balances = closedBalances(books, request);
  const rows = [...books.company.ledger.accounts.keys()].flatMap((id) => {
    const balance = balances.get(id) ?? 0;
    if (balance === 0) return [];
    const money = filledMoneyText(books);
    return [dataRow(accountCell(books, id), [money(Math.max(balance, 0)), money(Math.max(-balance, 0))])];
  });
  const debit = [...balances.values()].reduce((sum, balance) => sum + Math.max(balance, 0), 0);
  const credit = [...balances.values()].reduce((sum, balance) => sum + Math.max(-balance, 0), 0);
  return {
    columns: [column('', 'Account'), column('Debit', 'Money'), column('Credit', 'Money')],
    hasData: rows.length > 0,
    rows: rows.length === 0 ? [] : [...rows, summaryRow('TOTAL', [debit, credit].map(moneyText(books)), 'GrandTotal')],
  };
}

/** Debits positive, the years before closed into the retained earnings. */
function closedBalances({ company }: ReportBooks, { to: asOf, basis }: ReportRequest): Map<string, number> {
  const { ledger } = company;
  const from = fiscalYearStart(asOf, ledger.settings.fiscalYearStartMonth);
  const year = profitAndLoss(ledger, { from, to: asOf, basis });
  const balances = new Map<string, number>();
  for (const { accountId, debit, credit } of computeTrialBalance(ledger, asOf, basis).rows) {
    const type = ledger.accounts.get(accountId)?.type;
    if (type !== undefined && !isProfitAndLoss(type)) balances.set(accountId, debit - credit);
  }
  for (const { accountId, type, total } of year.rows) balances.set(accountId, total * normalSide(type));
  const retained = ledger.accountWithRole('retained_earnings')?.id;
  if (retained !== undefined) balances.set(retained, -balanceSheet(ledger, { asOf, basis }).retainedEarnings);
  return balances;
}
