import { placeNote, readPlace, rowsInAnswer, unseenRows, wrongCursor } from '@bizmcp/core';
import type { Query } from '@bizmcp/soql';
import * as z from 'zod';
import { classedRecords } from '../record/classed-records.ts';
import { cutTextsNote } from '../record/cut-texts.ts';
import { namedClass, type SalesforceRecord, WireRow } from '../record/record.ts';
import type { Salesforce } from '../salesforce.ts';
import { passedDaysNote } from './relative-date-hint.ts';

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
  /** Where it has fewer records than were asked for and is not the last, where others than on the page before matched, or where texts are cut. */
  note?: string;
}

// Salesforce sends 200 rows at least and 2,000 at most.
const smallestBatch = 200;

/**
 * A batch of Salesforce's, which stays as it was, and a place in it. Without a batch that is the query's first one, which is asked for
 * anew: records may have come and gone since.
 */
const form = /^(?:([\w.~-]{1,80}):)?(o[^:]+)$/;

const firstPlace = 'o0..';

const WireAddress = z.object({ attributes: z.object({ url: z.string() }) });

/** One page of a query. Its cursor names a batch of Salesforce's and a row in it; a batch ends with its query after some days. */
export async function readRecordPage(api: Salesforce, query: Query, { cursor, limit }: PageInput): Promise<RecordPage> {
  const [, locator, written] = form.exec(cursor ?? '') ?? [];
  if (cursor !== undefined && written === undefined) throw wrongCursor();
  const place = readPlace(written);
  const batch =
    locator === undefined
      ? await api.query(query, WireRow, Math.max(limit, smallestBatch))
      : await api.queryMore(locator, WireRow);
  const { unseen, cursorAfter, ...finding } = unseenRows(
    place,
    { rows: batch.rows, total: batch.totalSize },
    addressOf,
  );
  const wanted = await classedRecords(api, unseen.slice(0, limit), query.select);
  const records = rowsInAnswer(wanted, { isMasked: (name) => namedClass(name) !== undefined });
  const hasMore = unseen.length > records.length;
  const here = locator === undefined ? '' : `${locator}:`;
  const next = hasMore ? `${here}${cursorAfter(records.length)}` : batch.next && `${batch.next}:${firstPlace}`;
  const isShort = next !== undefined && records.length < limit;
  const notes = [
    (finding.hasLast ? undefined : passedDaysNote(query)) ?? placeNote(finding, place.total, batch.totalSize),
    isShort && shortNote(records.length < wanted.length),
    cutTextsNote(records, query.select),
  ];
  const note = notes.filter((each) => typeof each === 'string').join(' ');
  return {
    total_size: batch.totalSize,
    records,
    done: next === undefined,
    ...(next !== undefined && { next_cursor: next }),
    ...(note !== '' && { note }),
  };
}

/** Where a record is to be found, whatever of it is asked for; a group is nowhere. */
function addressOf(row: z.output<typeof WireRow>): string | undefined {
  return WireAddress.safeParse(row).data?.attributes.url;
}

function shortNote(isFull: boolean): string {
  const reason = isFull
    ? 'No more records fit into an answer: with fewer fields more do'
    : 'Salesforce gave fewer at once';
  return `${reason}. next_cursor has the next.`;
}
