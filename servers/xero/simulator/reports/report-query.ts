import { type Company, isDate, monthEnd, monthStart } from '@bizmcp/testkit/company';
import { Refusal } from '@bizmcp/testkit/simulator';
import type { GuidKind, GuidOf, ReportQuery } from './report.ts';

/** Refuses a report as Xero refuses a wrong parameter: https://github.com/XeroAPI/Xero-Net/issues/137 */
export function refuseReport(message: string): never {
  throw new Refusal({ status: 400, body: { ErrorNumber: 10, Type: 'ValidationException', Message: message } });
}

/** A day of the query; undefined where it is not given. */
export function dayIn(query: ReportQuery, name: string): string | undefined {
  const day = query[name];
  if (day === undefined || day === '') return undefined;
  return isDate(day) ? day : refuseReport(`Report Parameter ${name} could not be parsed as a DateTime`);
}

/** fromDate to toDate; the current month where they are not given. */
export function rangeIn({ today }: Company, query: ReportQuery): { from: string; to: string } {
  const from = dayIn(query, 'fromDate') ?? monthStart(today);
  const to = dayIn(query, 'toDate') ?? monthEnd(today);
  return from <= to ? { from, to } : refuseReport('Report Parameter fromDate must not be after toDate');
}

/** A number of the query from 1 to `most`; undefined where it is not given. */
export function numberIn(query: ReportQuery, name: string, most: number): number | undefined {
  const text = query[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  const isFitting = /^\d+$/.test(text) && value >= 1 && value <= most;
  return isFitting ? value : refuseReport(`Report Parameter ${name} must be an integer between 1 and ${most}`);
}

const timeframeMonths: ReadonlyMap<string, number> = new Map([
  ['MONTH', 1],
  ['QUARTER', 3],
  ['YEAR', 12],
]);

/** The months of the query's timeframe; undefined where it is not given. */
export function timeframeIn({ timeframe }: ReportQuery): number | undefined {
  if (timeframe === undefined || timeframe === '') return undefined;
  const months = timeframeMonths.get(timeframe.toUpperCase());
  return months ?? refuseReport('Report Parameter timeframe must be one of MONTH, QUARTER, YEAR');
}

/** Whether the query asks for the books on a cash basis. */
export function isCashBasis({ paymentsOnly }: ReportQuery): boolean {
  return paymentsOnly?.toLowerCase() === 'true';
}

/** The ledger id of one of the masters that the query names by its identifier; undefined where it names none. */
export function masterIn<Master extends { readonly id: string }>(
  query: ReportQuery,
  name: string,
  { kind, masters, guidOf }: { kind: GuidKind; masters: Iterable<Master>; guidOf: GuidOf },
): Master | undefined {
  const wanted = query[name]?.toLowerCase();
  if (wanted === undefined || wanted === '') return undefined;
  for (const master of masters) if (guidOf(kind, master.id).toLowerCase() === wanted) return master;
  return refuseReport(`Report Parameter ${name} could not be found`);
}
