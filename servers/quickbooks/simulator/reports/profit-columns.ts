import { type ProfitAndLossOptions, profitAndLoss } from '@bizmcp/testkit/company';
import { counterpartiesOf, type TrackingEntity, trackingOptions } from '../entities/names.ts';
import { columnPeriods, periodColumns } from './column-periods.ts';
import { column, type ReportColumn } from './report.ts';
import { entityCell, type ReportBooks } from './report-books.ts';
import type { ReportRequest } from './report-request.ts';

/** What the accounts of a profit and loss come to in one of its columns, by account. */
export type ProfitSums = ReadonlyMap<string, number>;

/** The columns of a profit and loss, and the sums of those between the accounts and the total. */
export interface ProfitColumns {
  columns: ReportColumn[];
  sums: ProfitSums[];
}

type Scope = Pick<ProfitAndLossOptions, 'from' | 'to' | 'counterpartyId' | 'trackingOptionId'>;

/** A column for each length of time, or for each class, location or customer with one for what belongs to none. */
export function profitColumns(books: ReportBooks, request: ReportRequest): ProfitColumns {
  const parts = partsOf(books, request);
  if (!parts) {
    const periods = columnPeriods(request, books);
    const columns = periodColumns(periods, { total: true });
    return { columns, sums: periods.map((period) => sumsOf(books, request, period)) };
  }
  const { from, to } = request;
  const named = parts.map(({ id, name, ...scope }) => {
    return { column: column(name, 'Money', { ColKey: id }), sums: sumsOf(books, request, { from, to, ...scope }) };
  });
  const rest = new Map(sumsOf(books, request, { from, to }));
  for (const { sums } of named) for (const [id, sum] of sums) rest.set(id, (rest.get(id) ?? 0) - sum);
  const all = [...named, { column: column('Not Specified', 'Money', { ColKey: 'not_specified' }), sums: rest }];
  const used = all.filter(({ sums }) => [...sums.values()].some((sum) => sum !== 0));
  const [account, total] = [
    column('', 'Account', { ColKey: 'account' }),
    column('Total', 'Money', { ColKey: 'total' }),
  ];
  const shown = used.length === 1 ? [] : used.map((one) => one.column);
  return { columns: [account, ...shown, total], sums: used.map(({ sums }) => sums) };
}

interface Part extends Pick<Scope, 'counterpartyId' | 'trackingOptionId'> {
  id: string;
  name: string;
}

function partsOf(books: ReportBooks, { summarize }: ReportRequest): Part[] | undefined {
  const options = (entity: TrackingEntity): Part[] =>
    trackingOptions(books.company, entity).map(({ id, name, wireId }) => ({ id: wireId, name, trackingOptionId: id }));
  const name = summarize.toLowerCase();
  if (name === 'classes') return options('Class');
  if (name === 'departments') return options('Department');
  if (name !== 'customers') return undefined;
  return counterpartiesOf(books.company.ledger, 'customer').map((one) => {
    const { id = one.id } = entityCell(books, 'customer', one.id, one.name);
    return { id, name: one.name, counterpartyId: one.id };
  });
}

function sumsOf(books: ReportBooks, { basis, customers, vendors }: ReportRequest, scope: Scope): ProfitSums {
  const wanted = customers || vendors ? [...(customers ?? []), ...(vendors ?? [])] : [scope.counterpartyId];
  const sums = new Map<string, number>();
  for (const counterpartyId of wanted) {
    const options = { ...scope, basis, ...(counterpartyId !== undefined && { counterpartyId }) };
    for (const { accountId, total } of profitAndLoss(books.company.ledger, options).rows) {
      sums.set(accountId, (sums.get(accountId) ?? 0) + total);
    }
  }
  return sums;
}
