import type { SimulatedReply } from '@bizmcp/testkit/simulator';
import { DatabaseError } from '../schema/database-error.ts';
import { type JsonObject, wireText } from '../schema/json-value.ts';
import type { Role } from '../schema/session.ts';

/** https://docs.postgrest.org/en/v12/references/errors.html#http-status-codes */
const statusOf = (code: string, role: Role): number => {
  if (code === '42501') return role === 'anon' ? 401 : 403;
  if (code === '42883' || code === '42P01') return 404;
  if (code === '23503' || code === '23505') return 409;
  if (code === '25006') return 405;
  if (code.startsWith('P0') && code !== 'P0001') return 500;
  const classes: Readonly<Record<string, number>> = {
    '08': 503,
    '28': 403,
    '40': 500,
    '53': 503,
    '54': 500,
    '57': 500,
  };
  return classes[code.slice(0, 2)] ?? 400;
};

/** The answer to an error, in PostgREST's four fields. */
export const replyOfError = (error: DatabaseError, role: Role): SimulatedReply => {
  const { code, details, hint, message, range } = error;
  const status = error.status ?? statusOf(code, role);
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(range !== undefined && { 'content-range': range }),
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
    body: { code, details, hint, message },
  };
};

/** The part of a result that an answer has, and how many rows there are in all, if that was asked for. */
export interface ResultRange {
  readonly offset: number;
  readonly length: number;
  readonly total: number | undefined;
}

export const contentRange = ({ length, offset, total }: ResultRange): string => {
  const rows = length === 0 ? '*' : `${offset}-${offset + length - 1}`;
  return `${rows}/${total ?? '*'}`;
};

/** 206 when there is more than this, 416 when the range begins behind the end. */
export const rangeStatus = ({ length, offset, total }: ResultRange): number => {
  if (total === undefined) return 200;
  if (offset > total) {
    throw new DatabaseError('PGRST103', 'Requested range not satisfiable', {
      details: `An offset of ${offset} was requested, but there are only ${total} rows.`,
      status: 416,
      range: `*/${total}`,
    });
  }
  return length < total ? 206 : 200;
};

const singular = /application\/vnd\.pgrst\.object/;
const stripped = /nulls=stripped/;

const withoutNulls = (row: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

const csvField = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? wireText(value) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const toCsv = (rows: readonly JsonObject[]): string => {
  const names = Object.keys(rows[0] ?? {});
  return [names, ...rows.map((row) => names.map((name) => csvField(row[name])))]
    .map((fields) => fields.join(','))
    .join('\n');
};

/** Writes rows in the form that `Accept` asks for; one object where exactly one row is wanted. */
export const writeRows = (
  accept: string | null,
  rows: readonly JsonObject[],
): { readonly contentType: string; readonly body: string } => {
  const wanted = accept ?? '';
  const shown = stripped.test(wanted) ? rows.map(withoutNulls) : rows;
  if (/^text\/csv/.test(wanted)) return { contentType: 'text/csv; charset=utf-8', body: toCsv(shown) };
  const marks = stripped.test(wanted) ? ';nulls=stripped' : '';
  if (singular.test(wanted)) {
    const only = shown[0];
    if (only === undefined || shown.length > 1) {
      throw new DatabaseError('PGRST116', 'JSON object requested, multiple (or no) rows returned', {
        details: `The result contains ${shown.length} rows`,
        status: 406,
      });
    }
    return { contentType: `application/vnd.pgrst.object+json${marks}; charset=utf-8`, body: wireText(only) };
  }
  const contentType = marks === '' ? 'application/json' : `application/vnd.pgrst.array+json${marks}`;
  return { contentType: `${contentType}; charset=utf-8`, body: wireText(shown) };
};
