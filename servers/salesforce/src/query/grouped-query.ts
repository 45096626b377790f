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
