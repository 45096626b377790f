import type { FieldPath, Operand, Query, SelectItem } from '@bizmcp/soql';
import { namedClass } from '../record/record.ts';
import type { GatheredReads } from '../salesforce.ts';
import { isValueClass } from '../schema/field-class.ts';
import type { ObjectDescription } from '../schema/object-description.ts';
import { checkPath } from './check-path.ts';
import { isAggregateItem } from './grouped-query.ts';

/** What gives nothing of a single value. */
const coarse: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT']);

/** Salesforce takes names of 25 characters; five are ours. */
const longestName = 20;

/**
 * A query with names of our own where a personal value would come under one by which nobody knows that it is: another name, or the
 * one that Salesforce gives in groups (a field of a parent goes by its last part, and a function by a number). They end in what the value
 * is hidden as, so that a row tells by itself what it holds: a cursor may come with other fields than it was made for.
 */
export async function withOwnNames(api: GatheredReads, query: Query, object: ObjectDescription): Promise<Query> {
  const isGrouped = query.select.some(isAggregateItem);
  const select = query.select.map(async (item, index): Promise<SelectItem> => {
    if (item.kind !== 'operand') return item;
    const { alias, operand } = item;
    // A field of the record keeps its name.
    if (operand.kind === 'field' && !isGrouped) return item;
    const hidden = isGrouped || alias !== undefined ? await hiddenAs(api, operand, object) : undefined;
    return { ...item, alias: ownName(item, index, hidden) };
  });
  return { ...query, select: await Promise.all(select) };
}

type Selected = Extract<SelectItem, { kind: 'operand' }>;

function ownName({ alias, operand }: Selected, index: number, hidden: string | undefined): string | undefined {
  if (hidden !== undefined) return `of${index}_${hidden}`;
  if (operand.kind !== 'field') return alias;
  if (alias !== undefined && namedClass(operand.path.at(-1) ?? '') === undefined) return alias;
  return operand.path.length > 1 ? `parent${index}` : undefined;
}

/** What a selected value is hidden as: the name of its field, or the class that this org gives it. */
async function hiddenAs(api: GatheredReads, operand: Operand, object: ObjectDescription): Promise<string | undefined> {
  if (operand.kind === 'call' && coarse.has(operand.name)) return undefined;
  const path = fieldOf(operand);
  const name = path.at(-1) ?? '';
  const found = await checkPath(api, path, { object, alias: undefined, argument: 'fields' });
  const ownClass = found && (await api.classes(found.object.name)).get(found.field.name.toLowerCase());
  if (ownClass !== undefined || (operand.kind === 'field' && path.length < 2)) return ownClass;
  const byName = namedClass(name);
  return byName !== undefined && name.length <= longestName ? name : byName;
}

/**
 * A row in which personal values stand under the names of their fields, whatever name they were selected under: fields of parents
 * within them, as in a record, and what a function made of a field within the name of the function. A group has all that was asked for,
 * though it is null: without what it was grouped by it looks like all records.
 */
export function withFieldNames(
  row: Readonly<Record<string, unknown>>,
  select: readonly SelectItem[],
): Record<string, unknown> {
  const selected = select.filter((item) => item.kind === 'operand');
  const isGrouped = select.some(isAggregateItem);
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    const item = selected.find(({ alias }) => alias?.toLowerCase() === name.toLowerCase());
    if (value === null && !isGrouped) continue;
    putAt(named, placeOf(name, item?.operand), value);
  }
  return named;
}

function placeOf(name: string, operand: Operand | undefined): FieldPath {
  const [, hidden] = /^of\d+_(\w+)$/i.exec(name) ?? [];
  if (hidden === undefined || namedClass(hidden) === undefined)
    return operand?.kind === 'field' && /^parent\d+$/i.test(name) ? operand.path : [name];
  if (operand === undefined) return [hidden];
  const path = fieldOf(operand);
  const place = operand.kind === 'field' ? path : [operand.name, ...path];
  if (path.at(-1)?.toLowerCase() === hidden.toLowerCase()) return place;
  return isValueClass(hidden) ? [...place.slice(0, -1), hidden, ...place.slice(-1)] : [hidden];
}

/** The field that a function is of, however deep: functions of SOQL take one. */
function fieldOf(operand: Operand): FieldPath {
  if (operand.kind === 'field') return operand.path;
  const [inner] = operand.arguments;
  return inner === undefined ? [] : fieldOf(inner);
}

function putAt(row: Record<string, unknown>, [first = '', ...path]: FieldPath, value: unknown): void {
  if (path.length === 0) {
    row[first] = value;
    return;
  }
  const inner: Record<string, unknown> = { ...Object(row[first]) };
  row[first] = inner;
  putAt(inner, path, value);
}
