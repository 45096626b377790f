import { addDays, type CashTransaction, compareDecimals, monthStart, sumDecimals } from '@bizmcp/insights';
import { withPlaces } from '../amount.ts';
import type { Company } from '../company.ts';
import { readAccounts, WireAccount } from '../name-list/account.ts';
import { inactiveToo, selectFrom } from '../query.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { shiftMonths } from '../report/calendar.ts';
import { groupAmount, type ReportTable, requireColumn, valueIn } from '../report/report-table.ts';

/** What the bank accounts hold at the end of a day, and what was received and waits for its deposit. */
export async function readCashBalance(api: QuickBooks, company: Company, day: string): Promise<string> {
  const [accounts, sheet] = await Promise.all([
    readAccounts(api),
    api.report('BalanceSheet', { start_date: day, end_date: day, accounting_method: 'Accrual' }),
  ]);
  const waiting = new Set(accounts.filter(isUndeposited).map(({ Id }) => Id));
  const rows = sheet.rows.filter(({ kind, ids }) => kind === 'row' && waiting.has(ids?.account ?? ''));
  const amounts = [groupAmount(sheet, 'BankAccounts'), ...rows.map(({ values }) => values.at(-1) ?? '0')];
  return withPlaces(sumDecimals(amounts), company.homeCurrency);
}

/** Money that QuickBooks counts as cash before it is in a bank account. */
function isUndeposited({ AccountSubType: type }: WireAccount): boolean {
  return type === 'UndepositedFunds';
}

/** Intuit advises reports of at most six months. */
const monthsPerReport = 6;

/** What moved the cash in the bank in the past; decimals in the home currency. */
export interface CashHistory {
  movements: CashTransaction[];
  /** What owners put in and was lent, which is no movement to expect again; undefined for nothing. */
  financed: string | undefined;
}

/** A movement, and the account at its other end: its id, or its name where no id is told. */
interface BankMovement extends CashTransaction {
  other: string | undefined;
}

/** Types of accounts, and of other debts subtypes: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account */
const financing: readonly string[] = ['Equity', 'Long Term Liability', 'LineOfCredit', 'LoanPayable'];

/**
 * What came in and went out of the bank accounts and the undeposited funds in so many months and the present one, in the home
 * currency. What a transaction only moves between them is no movement of cash: its lines add up to nothing.
 */
export async function readCashHistory(
  api: QuickBooks,
  company: Company,
  { day, months }: { day: string; months: number },
): Promise<CashHistory> {
  // The empty and the closed ones too, which no balance sheet has: cash went through them.
  const accounts = await api.query(selectFrom('Account', { where: [inactiveToo] }), WireAccount);
  const banks = accounts.filter(({ AccountType }) => AccountType === 'Bank');
  if (banks.length === 0) return { movements: [], financed: undefined };
  const account = [...banks, ...accounts.filter(isUndeposited)].map(({ Id }) => Id).join(',');
  const starts = Array.from({ length: Math.ceil(months / monthsPerReport) }, (_, index) =>
    monthStart(day, index * monthsPerReport - months),
  );
  const movements = await Promise.all(
    starts.map((start, index) => {
      const end = index === starts.length - 1 ? day : addDays(shiftMonths(start, monthsPerReport), -1);
      return readMovements(api, company, { start_date: start, end_date: end, account });
    }),
  );
  const lenders = accounts.filter(({ AccountType, AccountSubType }) =>
    [AccountType, AccountSubType].some((kind) => financing.includes(kind ?? '')),
  );
  const names = new Set(lenders.flatMap(({ Id, Name, FullyQualifiedName }) => [Id, Name, FullyQualifiedName ?? Name]));
  const isFinancing = ({ other, amount }: BankMovement) =>
    other !== undefined && names.has(other) && !amount.startsWith('-');
  const all = movements.flat();
  const financed = all.filter(isFinancing).map(({ amount }) => amount);
  return {
    movements: all.filter((one) => !isFinancing(one)).map(({ other, ...one }) => one),
    financed: financed.length > 0 ? withPlaces(sumDecimals(financed), company.homeCurrency) : undefined,
  };
}

async function readMovements(
  api: QuickBooks,
  { multicurrency, homeCurrency }: Company,
  parameters: Record<string, string>,
): Promise<BankMovement[]> {
  const amount = multicurrency ? 'subt_nat_home_amount' : 'subt_nat_amount';
  const columns = `tx_date,txn_type,name,memo,split_acc,${amount}`;
  const lines = toMovements(await api.report('GeneralLedger', { ...parameters, columns }), amount);
  return [...Map.groupBy(lines, ({ id }) => id).values()].flatMap((group) => {
    const [first] = group;
    const total = sumDecimals(group.map((one) => one.amount));
    if (first === undefined || compareDecimals(total, '0') === 0) return [];
    return [{ ...first, amount: withPlaces(total, homeCurrency) }];
  });
}

/** A movement without a customer or vendor goes by the bank's own text, which names the shop or the purpose. */
function toMovements(table: ReportTable, amountKey: string): BankMovement[] {
  requireColumn(table, amountKey);
  return table.rows.flatMap((row) => {
    const [id, date, amount] = [row.ids?.txn_type, valueIn(table, row, 'tx_date'), valueIn(table, row, amountKey)];
    if (row.kind === 'total' || id === undefined || date === undefined || amount === undefined) return [];
    const names = [valueIn(table, row, 'name'), valueIn(table, row, 'memo'), valueIn(table, row, 'txn_type')];
    const counterparty = names.find((name) => name !== undefined) ?? '';
    const other = row.ids?.split_acc ?? valueIn(table, row, 'split_acc');
    return [{ id: `${id} ${date}`, date, amount, counterparty, other }];
  });
}
