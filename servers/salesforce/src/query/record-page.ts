import { rowsInAnswer, wrongCursor } from '@bizmcp/core';
import type { Query } from '@bizmcp/soql';
import type * as z from 'zod';
import { classedRecords } from '../record/classed-records.ts';
import { namedClass, type SalesforceRecord, WireRow } from '../record/record.ts';
import type { Salesforce } from '../salesforce.ts';

/** Which rows of a query are wanted. */
export interface PageInput {
  limit: number;
  cursor?: string | undefined;
}

/** A page of records as a model sees it. */
export interface RecordPage {
  total_size: number;
  records: z.input<typeof SalesforceRecord>[];
  done: boolean;
  next_cursor?: string;
  /** Where it has fewer records than were asked for, and is not the last. */
  note?: string;
}

// Salesforce sends 200 rows at least and 2,000 at most.
const smallestBatch = 200;

/** The rows before a page in the batch that holds it; the batch is the query's first one, or has a place at Salesforce. */
interface PageStart {
  place: string | undefined;
  skip: number;
}

/** One page of a query. Its cursor names a batch of Salesforce's and a row in it; a batch ends with its query after some days. */
export async function readRecordPage(api: Salesforce, query: Query, { cursor, limit }: PageInput): Promise<RecordPage> {
  const { place, skip } = readPageStart(cursor);
  const batch =
    place === undefined
      ? await api.query(query, WireRow, Math.max(limit, smallestBatch))
      : await api.queryMore(place, WireRow);
  if (skip > 0 && skip >= batch.rows.length) throw wrongCursor();
  const wanted = await classedRecords(api, batch.rows.slice(skip, skip + limit), query.select);
  const records = rowsInAnswer(wanted, { isMasked: (name) => namedClass(name) !== undefined });
  const end = skip + records.length;
  const next = end < batch.rows.length ? `${place ?? ''}:${end}` : batch.next && `${batch.next}:0`;
  return {
    total_size: batch.totalSize,
    records,
    done: next === undefined,
    ...(next !== undefined && { next_cursor: next }),
    ...(next !== undefined && records.length < limit && { note: shortNote(records.length < wanted.length) }),
  };
}

function shortNote(isFull: boolean): string {
  const reason = isFull
    ? 'No more records fit into an answer: with fewer fields more do'
    : 'Salesforce gave fewer at once';
  return `${reason}. next_cursor has the next.`;
}

function readPageStart(cursor: string | undefined): PageStart {
  if (cursor === undefined) return { place: undefined, skip: 0 };
  const [, place = '', skip] = /^([\w.~-]{1,80})?:(\d{1,4})$/.exec(cursor) ?? [];
  if (skip !== undefined) return { place: place === '' ? undefined : place, skip: Number(skip) };
  throw wrongCursor();
}
