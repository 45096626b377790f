import { type CashTransaction, formatDecimal, minorUnits, parseDecimal, sumDecimals } from '@bizmcp/insights';
import type { Company } from '../company.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { addDays, monthStart, shiftMonths } from '../report/calendar.ts';
import { readTable } from '../report/read-table.ts';
import { groupAmount, type ReportTable, requireColumn, valueIn } from '../report/report-table.ts';

/** What the bank accounts hold at the end of a day, and which they are. */
export interface CashPosition {
  balance: string;
  accountIds: string[];
}

export async function readCashPosition(api: QuickBooks, day: string): Promise<CashPosition> {
  const sheet = await readTable(api, 'BalanceSheet', {
    start_date: day,
    end_date: day,
    accounting_method: 'Accrual',
  });
  const accountIds = sheet.rows.flatMap(({ kind, groups, ids }) =>
    kind === 'row' && groups.includes('BankAccounts') ? Object.values(ids ?? {}) : [],
  );
  return { balance: groupAmount(sheet, 'BankAccounts'), accountIds };
}

/** Intuit advises reports of at most six months. */
const monthsPerReport = 6;

/**
 * What came in and went out of the bank accounts in so many months and the present one, in the home currency. What a transaction only
 * moves between them is no movement of cash: its lines add up to nothing.
 */
export async function readCashHistory(
  api: QuickBooks,
  { multicurrency, homeCurrency }: Company,
  { accountIds, day, months }: { accountIds: readonly string[]; day: string; months: number },
): Promise<CashTransaction[]> {
  if (accountIds.length === 0) return [];
  const amount = multicurrency ? 'subt_nat_home_amount' : 'subt_nat_amount';
  const starts = Array.from({ length: Math.ceil(months / monthsPerReport) }, (_, index) =>
    monthStart(day, index * monthsPerReport - months),
  );
  const tables = await Promise.all(
    starts.map((start, index) =>
      readTable(api, 'GeneralLedger', {
        start_date: start,
        end_date: index === starts.length - 1 ? day : addDays(shiftMonths(start, monthsPerReport), -1),
        account: accountIds.join(','),
        columns: `tx_date,txn_type,name,memo,${amount}`,
      }),
    ),
  );
  const lines = tables.flatMap((table) => toMovements(table, amount));
  const places = minorUnits(homeCurrency);
  return [...Map.groupBy(lines, ({ id, date }) => `${id} ${date}`).values()].flatMap((group) => {
    const [first] = group;
    const total = parseDecimal(sumDecimals(group.map((one) => one.amount)));
    return first === undefined || total.eq(0) ? [] : [{ ...first, amount: formatDecimal(total, places) }];
  });
}

/** A movement without a customer or vendor goes by the bank's own text, which names the shop or the purpose. */
function toMovements(table: ReportTable, amountKey: string): CashTransaction[] {
  requireColumn(table, amountKey);
  return table.rows.flatMap((row) => {
    const [id, date, amount] = [row.ids?.txn_type, valueIn(table, row, 'tx_date'), valueIn(table, row, amountKey)];
    if (row.kind === 'total' || id === undefined || date === undefined || amount === undefined) return [];
    const names = [valueIn(table, row, 'name'), valueIn(table, row, 'memo'), valueIn(table, row, 'txn_type')];
    return [{ id: `${id} ${date}`, date, amount, counterparty: names.find((name) => name !== undefined) ?? '' }];
  });
}
