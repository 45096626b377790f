import { parseQuery, type Query, SoqlError } from '@bizmcp/soql';

import { refuse } from '../error-reply.ts';
import type { OrgState, QueryCursor } from '../org-state.ts';
import { runQuery } from '../query/run-query.ts';
import { makeRecordId } from '../record-id.ts';
import { type RestCall, type RestResource, unknownResource, wrongMethod } from './rest-call.ts';

const largestBatch = 2_000;
const smallestBatch = 200;

/** Where the reading stopped, as Salesforce shows it. */
const malformed = (text: string, error: SoqlError) => {
  const before = text.slice(0, error.position);
  const row = before.split('\n').length;
  const column = error.position - before.lastIndexOf('\n');
  const near = text.slice(Math.max(0, error.position - 30), error.position + 20);
  return refuse(400, 'MALFORMED_QUERY', `\n${near}\n^\nERROR at Row:${row}:Column:${column}\n${error.message}`);
};

const read = (text: string): Query => {
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof SoqlError) throw malformed(text, error);
    throw error;
  }
};

/** https://developer.salesforce.com/docs/platform/api-rest/guide/headers-queryoptions.html: 200 to 2,000, the largest unless asked. */
const batchSizeOf = ({ headers }: RestCall): number => {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(headers.get('sforce-query-options') ?? '')?.[1];
  if (asked === undefined) return largestBatch;
  return Math.min(largestBatch, Math.max(smallestBatch, Number(asked)));
};

const page = (call: RestCall, locator: string, rows: readonly unknown[], start: number, batchSize: number) => {
  const end = start + batchSize;
  const isDone = end >= rows.length;
  const next = { nextRecordsUrl: `/services/data/${call.version}/query/${locator}-${end}` };
  return { totalSize: rows.length, done: isDone, ...(isDone ? {} : next), records: rows.slice(start, end) };
};

const mostCursors = 10;

/**
 * Opens a cursor; of a user's ten the oldest is released for it.
 * https://developer.salesforce.com/docs/atlas.en-us.234.0.api.meta/api/sforce_api_calls_query_querylocator.htm
 */
const openCursor = ({ counters, cursors }: OrgState, cursor: QueryCursor): string => {
  const count = (counters.get('QueryCursor') ?? 0) + 1;
  counters.set('QueryCursor', count);
  const [oldest = ''] = cursors.keys();
  if (cursors.size >= mostCursors) cursors.delete(oldest);
  const name = makeRecordId('01g', count);
  cursors.set(name, cursor);
  return name;
};

const answerMore = (call: RestCall, text: string) => {
  const [, locator = '', position = ''] = /^(\w+)-(\d+)$/.exec(text) ?? [];
  const cursor = call.state.cursors.get(locator);
  if (cursor === undefined || Number(position) >= cursor.rows.length)
    throw refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return { status: 200, body: page(call, locator, cursor.rows, Number(position), cursor.batchSize) };
};

const answerQuery =
  (includesDeleted: boolean): RestResource =>
  (call) => {
    if (call.method !== 'GET') throw wrongMethod(call.method, 'GET', 'HEAD');
    const [, locator, ...others] = call.path;
    if (others.length > 0) return unknownResource();
    if (locator !== undefined) return answerMore(call, locator);
    const { now, state, version } = call;
    const text = call.query.get('q');
    if (text === null || text.trim() === '')
      throw refuse(400, 'MALFORMED_QUERY', 'SOQL statements can not be empty or null');
    const { rows, totalSize } = runQuery({ state, now, version, includesDeleted }, read(text));
    const batchSize = batchSizeOf(call);
    if (rows.length <= batchSize) return { status: 200, body: { totalSize, done: true, records: rows } };
    return { status: 200, body: page(call, openCursor(state, { rows, batchSize }), rows, 0, batchSize) };
  };

/** Answers /query: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-query.html */
export const query = answerQuery(false);

/** Answers /queryAll, that finds deleted records too: https://developer.salesforce.com/docs/platform/api-rest/guide/resources-queryall.html */
export const queryAll = answerQuery(true);
