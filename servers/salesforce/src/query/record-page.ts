import { movedRows, rowsInAnswer, wrongCursor } from '@bizmcp/core';
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
  /** Where it has fewer records than were asked for and is not the last, or where others than on the page before matched. */
  note?: string;
}

// Salesforce sends 200 rows at least and 2,000 at most.
const smallestBatch = 200;

/**
 * The rows before a page in the batch that holds it; the batch has a place at Salesforce, which stays as it was, or is the query's first
 * one, which is asked for anew: how many rows matched before tells whether others do now.
 */
interface PageStart {
  place: string | undefined;
  skip: number;
  counted: number | undefined;
}

/** One page of a query. Its cursor names a batch of Salesforce's and a row in it; a batch ends with its query after some days. */
export async function readRecordPage(api: Salesforce, query: Query, { cursor, limit }: PageInput): Promise<RecordPage> {
  const { place, skip, counted } = readPageStart(cursor);
  const batch =
    place === undefined
      ? await api.query(query, WireRow, Math.max(limit, smallestBatch))
      : await api.queryMore(place, WireRow);
  if (skip > 0 && skip >= batch.rows.length) throw wrongCursor();
  const wanted = await classedRecords(api, batch.rows.slice(skip, skip + limit), query.select);
  const records = rowsInAnswer(wanted, { isMasked: (name) => namedClass(name) !== undefined });
  const end = skip + records.length;
  const here = place === undefined ? `:${end}-${batch.totalSize}` : `${place}:${end}`;
  const next = end < batch.rows.length ? here : batch.next && `${batch.next}:0`;
  const isShort = next !== undefined && records.length < limit;
  const notes = [movedRows(counted, batch.totalSize), isShort && shortNote(records.length < wanted.length)];
  const note = notes.filter((each) => typeof each === 'string').join(' ');
  return {
    total_size: batch.totalSize,
    records,
    done: next === undefined,
    ...(next !== undefined && { next_cursor: next }),
    ...(note !== '' && { note }),
  };
}

function shortNote(isFull: boolean): string {
  const reason = isFull
    ? 'No more records fit into an answer: with fewer fields more do'
    : 'Salesforce gave fewer at once';
  return `${reason}. next_cursor has the next.`;
}

function readPageStart(cursor: string | undefined): PageStart {
  if (cursor === undefined) return { place: undefined, skip: 0, counted: undefined };
  const [, place, skip, counted] = /^([\w.~-]{1,80})?:(\d{1,4})(?:-(\d{1,9}))?$/.exec(cursor) ?? [];
  if (skip !== undefined)
    return { place, skip: Number(skip), counted: counted === undefined ? undefined : Number(counted) };
  throw wrongCursor();
}
