import type { FieldPath, Operand, SelectItem } from '@bizmcp/soql';
import { isClassed } from './record.ts';

/** What gives nothing of a single value, or as little as a year. */
const coarse: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'CALENDAR_YEAR', 'FISCAL_YEAR']);

/**
 * What a query selects, with names of our own where a personal value would come under one by which nobody knows that it is: another
 * name, or the one that Salesforce gives in groups (a field of a parent goes by its last part, and a function by a number). They end in
 * the name of the field, so that a row tells by itself what it holds: a cursor may come with other fields than it was made for.
 */
export function withOwnNames(select: readonly SelectItem[], isGrouped: boolean): SelectItem[] {
  return select.map((item, index) =>
    item.kind === 'operand' ? { ...item, alias: ownName(item, index, isGrouped) } : item,
  );
}

type Selected = Extract<SelectItem, { kind: 'operand' }>;

function ownName({ alias, operand }: Selected, index: number, isGrouped: boolean): string | undefined {
  const path = fieldOf(operand);
  // A field of the record keeps its name.
  if (operand.kind === 'field' && (path.length < 2 || !isGrouped)) return undefined;
  // Salesforce takes 25 characters at most.
  if ((isGrouped || alias !== undefined) && isPersonal(operand)) return `of${index}_${path.at(-1)}`;
  return operand.kind === 'field' ? `parent${index}` : alias;
}

/**
 * A row in which personal values stand under the names of their fields, whatever name they were selected under: fields of parents
 * within them, as in a record, and what a function made of a field within the name of the function.
 */
export function withFieldNames(
  row: Readonly<Record<string, unknown>>,
  select: readonly SelectItem[],
): Record<string, unknown> {
  const selected = select.filter((item) => item.kind === 'operand');
  const named: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === null || value === undefined) continue;
    const item = selected.find(({ alias }) => alias?.toLowerCase() === name.toLowerCase());
    putAt(named, placeOf(name, item?.operand), value);
  }
  return named;
}

function placeOf(name: string, operand: Operand | undefined): FieldPath {
  const [, field] = /^of\d+_(\w+)$/i.exec(name) ?? [];
  if (field === undefined || !isClassed(field)) return operand?.kind === 'field' ? operand.path : [name];
  const path = operand === undefined ? [] : fieldOf(operand);
  if (operand === undefined || path.at(-1)?.toLowerCase() !== field.toLowerCase()) return [field];
  return operand.kind === 'field' ? path : [operand.name, ...path];
}

function isPersonal(operand: Operand): boolean {
  const isCoarse = operand.kind === 'call' && coarse.has(operand.name);
  return !isCoarse && isClassed(fieldOf(operand).at(-1) ?? '');
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
