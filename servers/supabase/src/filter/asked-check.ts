import { hasReason, wrongInput } from '@bizmcp/core';
import { readJson } from '../json-text.ts';
import { ifSeen } from '../row/if-seen.ts';
import { readRows } from '../row/read-rows.ts';
import { isRestricted } from '../row/row.ts';
import { hasColumns } from '../schema/column-check.ts';
import { rootOf } from '../schema/column-name.ts';
import { type ProjectSchema, typesOf } from '../schema/project-schema.ts';
import { readOrder } from '../select/row-order.ts';
import { columnPlace } from '../select/select-list.ts';
import type { Supabase } from '../supabase.ts';
import { type Comparison, comparisonsOf, readFilters } from './filter.ts';
import { checkMasked } from './masked-columns.ts';
import { ofSizes, ofTexts, ofWords } from './operator.ts';
import { wholeRows } from './whole-row.ts';

/** What is asked of a table beside the columns that are shown. */
interface Asked {
  table: string;
  filters?: Record<string, unknown> | undefined;
  order?: string | undefined;
  select?: string;
}

/** A column of JSON or a path into one, in the table that has it. */
interface JsonPlace {
  table: string;
  column: string;
  type: string;
}

/** So many values are looked at: those of one column have the same keys as a rule. */
const mostValues = 1000;
/** In the order of jsonb they come after all else: https://www.postgresql.org/docs/current/datatype-json.html#JSON-INDEXING */
const ofObjects = { gt: true };

/**
 * Refuses to ask by what is masked for the caller, as {@link checkMasked} does; also to compare parts of, or sort by, JSON that holds it:
 * as a text, and in its order, that would be told one question after the other.
 */
export async function checkAsked(
  api: Supabase,
  isCleared: (data: 'restricted') => boolean,
  { table, filters = {}, order, select = '*' }: Asked,
): Promise<void> {
  checkMasked(isCleared, { filters, order, select });
  const comparisons = comparisonsOf(readFilters(filters));
  const compared = comparisons.filter(isByParts);
  const whole = wholeRows({ columns: comparisons.map(({ column }) => column), order, select });
  if (isCleared('restricted') || (compared.length + whole.length === 0 && order === undefined)) return;
  const schema = await api.describe(hasColumns(table));
  const has = typesOf(schema?.tables.get(table));
  const made = whole.find(({ name }) => name === undefined || has(name) === undefined);
  if (made) throw wrongInput(made.argument, `${made.written} ${made.problem}`, 'Name the columns themselves.');
  const asked = [
    ...compared.map(({ column }) => ({ argument: 'filters', column })),
    ...readOrder(order, schema?.tables.get(table)).map(({ column }) => ({ argument: 'order', column })),
  ];
  for (const { argument, column } of asked) {
    const place = placeOf(schema, table, select, column.replace(/\(([^()]+)\)$/, '.$1'));
    const masked = place && (await maskedKeyIn(api, place));
    if (!masked) continue;
    const problem = `${column} holds ${masked}, which is masked for your role, so no part of it is compared, and nothing sorted by it`;
    throw wrongInput(argument, problem, `Ask by another key alone, such as ${place.column}->>name, or by contains.`);
  }
}

/** Whether a comparison takes a value as a text or as more or less than another: of numbers and whole values it tells nothing. */
function isByParts({ column, operator, value }: Comparison): boolean {
  if (ofWords.has(operator) || (/->>[^>]*$/.test(column) && (ofTexts.has(operator) || ofSizes.has(operator))))
    return true;
  return ofSizes.has(operator) && typeof readJson(String(value)) === 'object';
}

function placeOf(
  schema: ProjectSchema | undefined,
  own: string,
  select: string,
  column: string,
): JsonPlace | undefined {
  const { table, column: inner } = columnPlace(own, select, column);
  const type = typesOf(schema?.tables.get(table))(rootOf(inner)) ?? 'unknown';
  const isJson = inner.includes('->') || /^(?:jsonb?|unknown)$/.test(type);
  return isJson ? { table, column: inner.replace(/->>(?!.*->)/s, '->'), type } : undefined;
}

/** A key of what masking hides, in the objects and lists of a column. */
async function maskedKeyIn(api: Supabase, place: JsonPlace): Promise<string | undefined> {
  const { table, column, type } = place;
  const isUntold = type === 'unknown' && !column.includes('->');
  if (isUntold && (await api.remember(`${table}.${column}`, () => isPlain(api, place)))) return undefined;
  const ofJsonb = type === 'json' ? undefined : await ifSeen(readHeld(api, place, ofObjects, mostValues));
  // json has no order, and nobody may have said that it is that.
  const found = ofJsonb ?? (await ifSeen(readHeld(api, place, { is: 'not_null' }, mostValues)));
  return maskedKey(found?.data.map(({ held }) => held));
}

/** Whether a column is surely no JSON: it holds a text where JSON has objects and lists alone, or is of a type without true. */
async function isPlain(api: Supabase, place: JsonPlace): Promise<boolean> {
  const reading = readHeld(api, place, ofObjects, 1).catch((error: unknown) => {
    if (hasReason(error, 'other_type', 'other_time')) return { data: [{ held: '' }] };
    throw error;
  });
  return typeof (await ifSeen(reading))?.data[0]?.held === 'string';
}

function readHeld(api: Supabase, { table, column }: JsonPlace, filter: object, limit: number) {
  return readRows(api, { table, select: `held:${column}`, filters: { [column]: filter }, limit, offset: 0 });
}

function maskedKey(value: unknown): string | undefined {
  const read = typeof value === 'string' ? readJson(value) : value;
  if (typeof read !== 'object' || read === null) return undefined;
  for (const [key, inner] of Object.entries(read)) {
    const masked = isRestricted(key) ? key : maskedKey(inner);
    if (masked !== undefined) return masked;
  }
  return undefined;
}
