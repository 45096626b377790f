import type { Company } from '@bizmcp/testkit/company';
import { type BankMovement, bankMovements } from './bank-movements.ts';
import {
  type GuidOf,
  header,
  longDay,
  moneyText,
  type ReportAnswer,
  type ReportQuery,
  type ReportRow,
  reportAnswer,
  section,
  summaryRow,
} from './report.ts';
import { rangeIn } from './report-query.ts';

/**
 * Opening balance, money received and spent, and closing balance of each bank account.
 * https://developer.xero.com/documentation/api/accounting/reports#bank-summary
 */
export function bankSummary(company: Company, query: ReportQuery, guidOf: GuidOf): ReportAnswer {
  const { from, to } = rangeIn(company, query);
  const money = moneyText(company);
  const movements = bankMovements(company, { from, to });
  const total = (pick: (movement: BankMovement) => number) =>
    money(movements.reduce((sum, movement) => sum + pick(movement), 0));
  const totals = [
    total(({ opening }) => opening),
    total(({ received }) => received),
    total(({ spent }) => spent),
    total(({ closing }) => closing),
  ];
  return reportAnswer(company, 'BankSummary', {
    name: 'Bank Summary',
    titles: ['Bank Summary', company.profile.tradingName, `From ${longDay(from)} to ${longDay(to)}`],
    rows: [
      header(['Bank Accounts', 'Opening Balance', 'Cash Received', 'Cash Spent', 'Closing Balance']),
      section('', [...movements.map((movement) => bankRow(movement, guidOf, money)), summaryRow(['Total', ...totals])]),
    ],
  });
}

/** Other than elsewhere the balances carry no identifier, and the name's is called accountID. */
function bankRow(movement: BankMovement, guidOf: GuidOf, money: (amount: number) => string): ReportRow {
  const Value = guidOf('account', movement.accountId);
  const Attributes = [{ Value, Id: 'account' }];
  return {
    RowType: 'Row',
    Cells: [
      { Value: movement.name, Attributes: [{ Value, Id: 'accountID' }] },
      { Value: money(movement.opening) },
      { Value: money(movement.received), Attributes },
      { Value: money(movement.spent), Attributes },
      { Value: money(movement.closing) },
    ],
  };
}
