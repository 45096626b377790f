import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import { DatabaseError } from '../schema/database-error.ts';
import type { Row } from '../schema/json-value.ts';
import { findTable } from '../schema/project-schema.ts';
import type { TableDefinition } from '../schema/table-definition.ts';
import type { Preferences } from './preferences.ts';
import { appliedHeader } from './preferences.ts';
import { compileNode } from './read/compile-node.ts';
import type { QueryNode } from './read/query-node.ts';
import { readQuery } from './read/query-node.ts';
import { isAllowed, requireGrant } from './read/row-security.ts';
import type { RestCall } from './rest-call.ts';
import { jsonBody } from './rest-call.ts';
import type { ResultRange } from './rest-reply.ts';
import { contentRange, rangeStatus, writeRows } from './rest-reply.ts';
import { deleteRows, reachableRows, updateRows } from './write/change-rows.ts';
import { insertRows } from './write/insert-rows.ts';
import { readPayload } from './write/payload.ts';

const requireTable = (name: string): TableDefinition => {
  const table = findTable(name);
  if (table === undefined) throw new DatabaseError('42P01', `relation "public.${name}" does not exist`);
  return table;
};

/** The range of the header `Range`, which supabase-js does not send but others do. */
const rangeOf = (headers: Headers): { offset: number; limit: number | undefined } => {
  const [, from, to] = /^(\d+)-(\d*)$/.exec(headers.get('range') ?? '') ?? [];
  if (from === undefined) return { offset: 0, limit: undefined };
  return { offset: Number(from), limit: to === undefined || to === '' ? undefined : Number(to) - Number(from) + 1 };
};

const headersOf = (
  range: string,
  contentType: string | undefined,
  applied: string | undefined,
): Record<string, string> => ({
  'content-range': range,
  ...(contentType !== undefined && { 'content-type': contentType }),
  ...(applied !== undefined && { 'preference-applied': applied }),
});

/** Orders, cuts and shapes rows, and says which part of them this is. */
export const readRows = (
  { maxRows, preferences, request, transaction }: RestCall,
  node: QueryNode,
  rows: readonly Row[],
): SimulatedReply => {
  const compiled = compileNode(node, transaction);
  const matched = rows.filter(compiled.matches);
  const asked = rangeOf(request.headers);
  const offset = node.offset + asked.offset;
  const limit = Math.min(node.limit ?? asked.limit ?? maxRows, maxRows);
  const shown = compiled
    .sort(matched)
    .slice(offset, offset + limit)
    .map(compiled.project);
  const total = preferences.count === undefined ? undefined : matched.length;
  const range: ResultRange = { offset, length: shown.length, total };
  const status = rangeStatus(range);
  const { body, contentType } = writeRows(request.headers.get('accept'), shown);
  const applied = appliedHeader(preferences, ['count']);
  return { status, headers: headersOf(contentRange(range), contentType, applied), body };
};

const read = (call: RestCall, table: TableDefinition): SimulatedReply => {
  const { session } = call.transaction;
  requireGrant(table, 'select', session);
  const visible = call.transaction.rows(table.name).filter((row) => isAllowed(table, 'select', row, session));
  return readRows(call, readQuery(table, call.request.query), visible);
};

/** Only what is returned must be readable: `return=minimal` needs no right to select. */
const isReturning = ({ return: form }: Preferences): boolean => form === 'representation' || form === 'headers-only';

/** The answer to a write: the rows in the asked shape, or none. */
const written = (
  call: RestCall,
  node: QueryNode,
  rows: readonly Row[],
  statuses: { readonly withBody: number; readonly withoutBody: number },
  range: string,
): SimulatedReply => {
  const { preferences, request, transaction } = call;
  const applied = appliedHeader(preferences, ['count', 'missing', 'resolution', 'return']);
  if (preferences.return !== 'representation') {
    if (/vnd\.pgrst\.object/.test(request.headers.get('accept') ?? '')) writeRows(request.headers.get('accept'), rows);
    return { status: statuses.withoutBody, headers: headersOf(range, undefined, applied) };
  }
  const compiled = compileNode({ ...node, filters: [] }, transaction);
  const shown = rows.map(compiled.project);
  const { body, contentType } = writeRows(request.headers.get('accept'), shown);
  return { status: statuses.withBody, headers: headersOf(range, contentType, applied), body };
};

const insert = (call: RestCall, table: TableDefinition): SimulatedReply => {
  const { preferences, request, transaction } = call;
  const node = readQuery(table, request.query);
  const payload = readPayload(table, jsonBody(request), request.query.get('columns'));
  const rows = insertRows(
    table,
    payload,
    {
      rule: { resolution: preferences.resolution, column: request.query.get('on_conflict') ?? 'id' },
      missingIsDefault: preferences.missing === 'default',
      isReturning: isReturning(preferences),
    },
    transaction,
  );
  const range = `*/${preferences.count === undefined ? '*' : rows.length}`;
  // An upsert that only found rows that were there has created nothing.
  const hasInserted = transaction.changes.some(({ type }) => type === 'INSERT');
  const status = preferences.resolution === 'merge-duplicates' && !hasInserted ? 200 : 201;
  return written(call, node, rows, { withBody: status, withoutBody: status }, range);
};

/** The projects of Supabase load pg-safeupdate, which refuses to change a whole table. */
const requireFilter = (node: QueryNode, command: string): void => {
  if (node.filters.length > 0) return;
  throw new DatabaseError('21000', `${command} requires a WHERE clause`);
};

const targetsOf = (call: RestCall, node: QueryNode, command: 'delete' | 'update'): readonly Row[] => {
  const { transaction } = call;
  const compiled = compileNode(node, transaction);
  const matched = reachableRows(node.table, command, transaction).filter(compiled.matches);
  if (node.limit === undefined) return matched;
  return compiled.sort(matched).slice(node.offset, node.offset + node.limit);
};

const changedRange = (rows: number, { count }: Preferences): string => {
  const total = count === undefined ? '*' : String(rows);
  return rows === 0 ? `*/${total}` : `0-${rows - 1}/${total}`;
};

const update = (call: RestCall, table: TableDefinition): SimulatedReply => {
  const { preferences, request, transaction } = call;
  const node = readQuery(table, request.query);
  const payload = readPayload(table, jsonBody(request), request.query.get('columns'));
  requireFilter(node, 'UPDATE');
  const rows = updateRows(table, targetsOf(call, node, 'update'), payload, transaction);
  return written(call, node, rows, { withBody: 200, withoutBody: 204 }, changedRange(rows.length, preferences));
};

const remove = (call: RestCall, table: TableDefinition): SimulatedReply => {
  const { preferences, request, transaction } = call;
  const node = readQuery(table, request.query);
  requireFilter(node, 'DELETE');
  const rows = targetsOf(call, node, 'delete');
  deleteRows(table, rows, transaction);
  const range = `*/${preferences.count === undefined ? '*' : rows.length}`;
  return written(call, node, rows, { withBody: 200, withoutBody: 204 }, range);
};

/** Answers a request for a table: https://docs.postgrest.org/en/v12/references/api/tables_views.html */
export const answerTable = (call: RestCall, name: string): SimulatedReply => {
  const table = requireTable(name);
  switch (call.request.method) {
    case 'POST':
      return insert(call, table);
    case 'PATCH':
      return update(call, table);
    case 'DELETE':
      return remove(call, table);
    default:
      return read(call, table);
  }
};
