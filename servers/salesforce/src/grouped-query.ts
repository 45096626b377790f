import { aggregateFunctions, type Condition, type Operand, type SelectItem } from '@bizmcp/soql';

/** Whether an operand is made of many records. */
export function isAggregate(operand: Operand): boolean {
  return operand.kind === 'call' && aggregateFunctions.has(operand.name);
}

/** Whether what is selected is made of many records. */
export function isAggregateItem(item: SelectItem): boolean {
  return item.kind === 'operand' && isAggregate(item.operand);
}

/** COUNT() beside other things counts ids: Salesforce takes it alone only. */
export function withCountedIds(select: readonly SelectItem[]): SelectItem[] {
  return select.map((item) =>
    item.kind === 'operand' && select.length > 1 ? { ...item, operand: countedIds(item.operand) } : item,
  );
}

/** COUNT() as COUNT(Id). */
export function countedIds(operand: Operand): Operand {
  const isRowCount = operand.kind === 'call' && operand.name === 'COUNT' && operand.arguments.length === 0;
  return isRowCount ? { ...operand, arguments: [{ kind: 'field', path: ['Id'] }] } : operand;
}

/**
 * What a query of groups selects. A field of a parent gets a name of its own, since Salesforce names it by its last part and refuses two
 * of a name; one of the record keeps its name, by which it is known what is personal.
 */
export function groupedSelect(select: readonly SelectItem[]): SelectItem[] {
  return select.map((item, index): SelectItem => {
    if (item.kind !== 'operand' || item.operand.kind !== 'field') return item;
    return { ...item, alias: item.operand.path.length > 1 ? `parent${index}` : undefined };
  });
}

/** Conditions on groups apart from those on records; they may be joined by AND alone. */
export function splitConditions(condition: Condition | undefined): { where?: Condition; having?: Condition } {
  if (condition === undefined) return {};
  const parts = condition.kind === 'and' ? condition.conditions : [condition];
  const where = joined(parts.filter((part) => !isOfGroups(part)));
  const having = joined(parts.filter(isOfGroups));
  return { ...(where && { where }), ...(having && { having }) };
}

function joined(parts: readonly Condition[]): Condition | undefined {
  return parts.length > 1 ? { kind: 'and', conditions: parts } : parts[0];
}

/** Whether a condition is on what is made of many records. */
export function isOfGroups(condition: Condition): boolean {
  if (condition.kind === 'not') return isOfGroups(condition.condition);
  return 'conditions' in condition ? condition.conditions.some(isOfGroups) : isAggregate(condition.operand);
}

/** Whether a condition is on records and on what is made of many of them. */
export function isMixed(condition: Condition): boolean {
  if (condition.kind === 'not') return isMixed(condition.condition);
  if (!('conditions' in condition)) return false;
  const ofGroups = condition.conditions.filter(isOfGroups);
  return (ofGroups.length > 0 && ofGroups.length < condition.conditions.length) || condition.conditions.some(isMixed);
}

/** A row of groups with the fields of parents within them, as in a record. */
export function withParents(
  row: Readonly<Record<string, unknown>>,
  select: readonly SelectItem[],
): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...row };
  for (const item of select) {
    if (item.kind !== 'operand' || item.operand.kind !== 'field' || item.alias === undefined) continue;
    const value = rest[item.alias];
    delete rest[item.alias];
    if (value !== null && value !== undefined) putAt(rest, item.operand.path, value);
  }
  return rest;
}

function putAt(row: Record<string, unknown>, [first = '', ...path]: readonly string[], value: unknown): void {
  if (path.length === 0) {
    row[first] = value;
    return;
  }
  const inner: Record<string, unknown> = { ...Object(row[first]) };
  row[first] = inner;
  putAt(inner, path, value);
}
