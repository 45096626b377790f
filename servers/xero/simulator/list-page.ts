import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import { refuseDocument } from './error-reply.ts';
import { parseOrder, parseWhere, type Wire } from './where-clause.ts';

/** Xero's pages have 100 documents, or up to 1,000: https://developer.xero.com/documentation/api/accounting/requests-and-responses#paging */
const usualSize = 100;
const largestSize = 1000;

/** Filters, orders and pages a list, and makes of a page what is shown of it; `pagination` stands beside it where a page was asked for. */
export function pageReply<Item extends Wire>(
  query: URLSearchParams,
  plural: string,
  wires: readonly Item[],
  show: (page: readonly Item[]) => readonly Wire[] = (page) => page,
): SimulatedReply {
  const where = query.get('where');
  const order = query.get('order');
  const found = where ? wires.filter(parseWhere(where)) : wires;
  const sorted = order ? found.toSorted(parseOrder(order)) : found;
  const pageText = query.get('page');
  if (pageText === null) return { status: 200, body: { [plural]: show(sorted) } };
  const page = readNumber('page', pageText, Number.MAX_SAFE_INTEGER);
  const pageSize = readNumber('pageSize', query.get('pageSize') ?? String(usualSize), largestSize);
  const pagination = { page, pageSize, pageCount: Math.ceil(sorted.length / pageSize), itemCount: sorted.length };
  const shown = show(sorted.slice((page - 1) * pageSize, page * pageSize));
  return { status: 200, body: { pagination, [plural]: shown } };
}

function readNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  const isFitting = /^\d+$/.test(text) && value >= 1 && value <= most;
  return isFitting ? value : refuseDocument([{ message: `${name} must be between 1 and ${most}` }]);
}
