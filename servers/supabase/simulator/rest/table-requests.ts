import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import { DatabaseError } from '../schema/database-error.ts';
import type { Row } from '../schema/json-value.ts';
import { findTable } from '../schema/project-schema.ts';
import { keyOf, type TableDefinition } from '../schema/table-definition.ts';
import { appliedHeader, type Preferences } from './preferences.ts';
import { compileNode } from './read/compile-node.ts';
import { type QueryNode, readQuery } from './read/query-node.ts';
import { isAllowed, requireGrant } from './read/row-security.ts';
import { jsonBody, type RestCall } from './rest-call.ts';
import { contentRange, type ResultRange, rangeStatus, writeRows } from './rest-reply.ts';
import { deleteRows, reachableRows, updateRows } from './write/change-rows.ts';
import { insertRows } from './write/insert-rows.ts';
import { readPayload } from './write/payload.ts';
import { putElsewhere, readPutKey } from './write/put-key.ts';

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
  range: string | undefined,
  contentType: string | undefined,
  applied: string | undefined,
): Record<string, string> => ({
  ...(range !== undefined && { 'content-range': range }),
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
  const all =
    compiled.summarize === undefined ? compiled.sort(matched).map(compiled.project) : [compiled.summarize(matched)];
  const shown = all.slice(offset, offset + limit);
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
  range: string | undefined,
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

const conflictColumns = (table: TableDefinition, query: URLSearchParams): readonly string[] =>
  query.get('on_conflict')?.split(',') ?? keyOf(table);

const insert = (call: RestCall, table: TableDefinition): SimulatedReply => {
  const { preferences, request, transaction } = call;
  const node = readQuery(table, request.query);
  const payload = readPayload(table, jsonBody(request), request.query.get('columns'));
  const rows = insertRows(
    table,
    payload,
    {
      rule: { resolution: preferences.resolution, columns: conflictColumns(table, request.query) },
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

/** Puts the one row that the address names: https://docs.postgrest.org/en/v12/references/api/tables_views.html#put */
const put = (call: RestCall, table: TableDefinition): SimulatedReply => {
  const { preferences, request, transaction } = call;
  const named = readPutKey(table, request.query);
  const payload = readPayload(table, jsonBody(request), request.query.get('columns'));
  const left = keyOf(table).find((name) => !payload.columns.some((column) => column.name === name));
  if (left !== undefined) throw new DatabaseError('42703', `column pgrst_body.${left} does not exist`);
  const options = {
    rule: { resolution: 'merge-duplicates', columns: keyOf(table) },
    missingIsDefault: preferences.missing === 'default',
    isReturning: isReturning(preferences),
  } as const;
  const rows = insertRows(table, payload, options, transaction);
  if (rows.some((row) => named.some(([name, value]) => String(row[name]) !== value))) throw putElsewhere();
  const hasInserted = transaction.changes.some(({ type }) => type === 'INSERT');
  const statuses = { withBody: hasInserted ? 201 : 200, withoutBody: 204 };
  return written(call, readQuery(table, request.query), rows, statuses, undefined);
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
    case 'PUT':
      return put(call, table);
    case 'PATCH':
      return update(call, table);
    case 'DELETE':
      return remove(call, table);
    default:
      return read(call, table);
  }
};
