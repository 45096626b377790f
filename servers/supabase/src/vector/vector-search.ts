import { hasReason, ToolError, withHint, wrongInput } from '@bizmcp/core';
import * as z from 'zod';
import { ifSeen } from '../row/if-seen.ts';
import { readAnswer, readRows } from '../row/read-rows.ts';
import { isRestricted } from '../row/row.ts';
import { keysOf, rowName } from '../row/row-key.ts';
import { checkColumns, tableOf } from '../schema/column-check.ts';
import { quotedColumn } from '../schema/column-name.ts';
import type { Table } from '../schema/project-schema.ts';
import type { Supabase } from '../supabase.ts';

/** Types of columns that hold no vectors in any case. */
const scalar = /^(?:text|character|citext|smallint|integer|bigint|numeric|boolean|date|time|uuid)(?!.*\[\]$)/;

/** Rows that are looked through for a vector of another length. */
const mostLooked = 50;

/** What is searched for. */
export interface VectorQuery {
  table: string;
  vector_column: string;
  query_vector: number[];
  similarity_threshold: number;
  limit: number;
  metadata_filters?: Record<string, unknown> | undefined;
}

// A numeric has more digits than a number holds, and comes as a text.
const WireNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+\.\d+$/)
    .transform(Number),
]);
const WireMatch = z.looseObject({ id: z.union([z.string(), z.number()]), similarity: WireNumber });
const WireMatches = z.object({ data: z.array(WireMatch) });

/** The function that a table is searched by; the README has the SQL that creates it. */
export function functionFor({ table, vector_column: column }: Pick<VectorQuery, 'table' | 'vector_column'>): string {
  return column === 'embedding' ? `match_${table}` : `match_${table}_${column}`;
}

/** Rows whose vectors are nearest by cosine, best first. */
export async function searchVectors(api: Supabase, query: VectorQuery) {
  const name = functionFor(query);
  await checkQuery(api, query, name);
  const client = await api.client();
  const answer = client.rpc(name, {
    query_embedding: query.query_vector,
    match_threshold: query.similarity_threshold,
    // One more tells whether there are more.
    match_count: query.limit + 1,
    filter: query.metadata_filters ?? {},
  });
  const search = readAnswer(WireMatches, answer.throwOnError());
  const { data } = await search.catch(async (error: unknown) => {
    if (!hasReason(error, 'other_lengths')) throw error;
    return withHint('invalid_input', await oddRow(api, query), () => search);
  });
  return { matches: data.slice(0, query.limit), hasMore: data.length > query.limit };
}

/** Which of the newest rows has a vector that no search of this length gets past. */
async function oddRow(api: Supabase, { table, vector_column: column, query_vector: vector }: VectorQuery) {
  const keys = keysOf((await api.describe())?.tables.get(table));
  const [first] = keys;
  if (first === undefined || keys.some(isRestricted)) return undefined;
  const select = [...keys, column].map(quotedColumn).join(',');
  const newest = { order: `${quotedColumn(first)}.desc`, limit: mostLooked, offset: 0 };
  const found = await ifSeen(readRows(api, { table, select, filters: { [column]: { is: 'not_null' } }, ...newest }));
  const odd = found?.data.find((row) => lengthOf(row[column]) !== vector.length);
  const length = lengthOf(odd?.[column]);
  return odd && `The row ${rowName(odd, keys)} has ${length} numbers, and query_vector has ${vector.length}.`;
}

/** Why nothing was found. */
export async function noMatch(api: Supabase, query: VectorQuery): Promise<string> {
  const { table, vector_column: column, metadata_filters: metadata, similarity_threshold: threshold } = query;
  const filters = metadata && { metadata: { contains: metadata } };
  const isNone = async (asked: Record<string, unknown>) => {
    const select = Object.keys(asked).map(quotedColumn).join(',');
    // The function may look elsewhere than in columns of these names.
    const found = await readRows(api, { table, select, filters: asked, limit: 1, offset: 0 }).catch(() => undefined);
    return found?.data.length === 0;
  };
  if (filters && (await isNone(filters)))
    return 'No row that is seen has metadata that contains metadata_filters; query_table shows what there is.';
  const among = metadata ? 'that metadata_filters let through ' : '';
  if (await isNone({ ...filters, [column]: { is: 'not_null' } }))
    return `No row ${among || 'that is seen '}has ${column}, and a row without it is found by no search; query_table finds it.`;
  return `No row ${among}reaches ${threshold}; a lower similarity_threshold finds more.`;
}

async function checkQuery(api: Supabase, query: VectorQuery, name: string): Promise<void> {
  const schema = await api.describe(({ tables, functions }) => tables.has(query.table) && functions.has(name));
  const table = tableOf(schema, query.table);
  checkColumns(table, [query.vector_column], 'vector_column');
  const type = table?.columns.find((column) => column.name === query.vector_column)?.type ?? '';
  if (scalar.test(type)) throw noVector(query, table);
  if (schema && !schema.functions.has(name)) throw missingFunction(name);
  const length = Number(/vector\((\d+)\)/.exec(type)?.[1]);
  const lengths = length ? [length] : await storedLengths(api, query);
  const [first] = lengths;
  if (first !== undefined && !lengths.includes(query.query_vector.length)) throw wrongLength(query, first);
  if (query.query_vector.every((part) => part === 0)) {
    throw wrongInput('query_vector', 'is all zeros, which is like nothing; embed the text first');
  }
}

function noVector({ vector_column: column }: VectorQuery, table: Table | undefined): ToolError {
  const vectors = (table?.columns ?? []).filter(({ type }) =>
    /vector|halfvec|^(?:real|double precision)\[\]$/.test(type),
  );
  const others = vectors.length > 0 ? `; there is ${vectors.map(({ name }) => name).join(', ')}` : '';
  return wrongInput('vector_column', `${column} holds no vectors${others}`);
}

/** The lengths of some vectors that are stored, where the type of their column does not tell. */
export async function storedLengths(
  api: Supabase,
  { table, vector_column: column }: Pick<VectorQuery, 'table' | 'vector_column'>,
): Promise<number[]> {
  const filters = { [column]: { is: 'not_null' } };
  const { data } = await readRows(api, { table, select: column, filters, limit: 5, offset: 0 });
  return data.flatMap(({ [column]: stored }) => lengthOf(stored) ?? []);
}

/** How many numbers a vector has, as a list or a text. */
export function lengthOf(value: unknown): number | undefined {
  const vector = typeof value === 'string' ? value.split(',') : value;
  return Array.isArray(vector) ? vector.length : undefined;
}

function missingFunction(name: string): ToolError {
  return new ToolError(
    'not_found',
    `The project has no function ${name}, by which vectors are searched. Ask the user to create it with the SQL in the README of this server.`,
  );
}

function wrongLength({ table, vector_column: column, query_vector: vector }: VectorQuery, length: number): ToolError {
  const problem = `has ${vector.length} numbers, and ${table}.${column} has ${length}`;
  return wrongInput('query_vector', problem, 'Embed the text with the model that the column was filled by.');
}
