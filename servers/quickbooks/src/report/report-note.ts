import { unknownNames } from '../name-list/unknown-name.ts';
import type { QuickBooks } from '../quickbooks.ts';
import { fiscalYearStart } from './calendar.ts';
import type { ReportOrder } from './report-order.ts';
import type { ReportTable } from './report-table.ts';

const runningBalances =
  'Balances of income and costs can hold more than these days: what they come to in them is their total, and in profit_and_loss.';

const partialBalances =
  'Amounts are those of this customer or vendor alone; balances can be those of the whole account: add up the amounts instead.';

/** What a reader would not see from the rows alone. */
export async function noteOf(api: QuickBooks, table: ReportTable, order: ReportOrder): Promise<string | undefined> {
  const { rows, hasData, name } = table;
  if (!hasData) {
    const unknown = await unknownNames(api, order);
    const nothing = 'QuickBooks has nothing to report here: no transactions match these days and filters.';
    return unknown.length > 0 ? unknown.join(' ') : nothing;
  }
  if (name === 'TrialBalance') return fiscalNote(api, table);
  if (name === 'GeneralLedger') return order.customer_id || order.vendor_id ? partialBalances : runningBalances;
  const hasEmptyTotal = rows.some(
    ({ kind, values }) => kind === 'total' && values.slice(1).every((one) => one === null),
  );
  if (name !== 'AgedReceivableDetail' || !hasEmptyTotal) return undefined;
  return 'QuickBooks adds up no foreign amounts: aged_receivables has the totals, in home currency, and search_transactions with unpaid the exchange_rate of each invoice.';
}

/** A trial balance is that of its last day, whatever its first. */
async function fiscalNote(api: QuickBooks, { from, to }: ReportTable): Promise<string | undefined> {
  if (from === undefined || to === undefined) return undefined;
  const { fiscalYearStartMonth } = await api.company();
  const begin = fiscalYearStart(to, fiscalYearStartMonth);
  if (from === begin) return undefined;
  return `Balances are those of ${to}; income and costs count from ${begin}, when its fiscal year began. For other days: profit_and_loss.`;
}
