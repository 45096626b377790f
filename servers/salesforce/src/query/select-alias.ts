import { wrongInput } from '@bizmcp/core';
import type { Condition, Operand, OrderItem, SelectItem } from '@bizmcp/soql';
import { countedIds } from './grouped-query.ts';

/** What is selected under another name. */
type Aliases = ReadonlyMap<string, Operand>;

function aliasesOf(select: readonly SelectItem[]): Aliases {
  return new Map(
    select.flatMap((item) =>
      item.kind === 'operand' && item.alias !== undefined ? [[item.alias.toLowerCase(), item.operand] as const] : [],
    ),
  );
}

/** Salesforce refuses a name that two columns of a group would have, one of its own too; here a parent has all its fields under one. */
export function refuseRepeatedNames(select: readonly SelectItem[]): void {
  const items = select.filter((item) => item.kind === 'operand');
  const unnamed = items.filter(({ alias, operand }) => alias === undefined && operand.kind === 'call');
  const names = items.map((item) => {
    const ownName = item.operand.kind === 'field' ? item.operand.path[0] : `expr${unnamed.indexOf(item)}`;
    return [item.alias, ownName].map((name) => name?.toLowerCase());
  });
  const repeated = items.findLast(({ alias }, index) =>
    names.some((others, other) => alias !== undefined && other !== index && others.includes(alias.toLowerCase())),
  )?.alias;
  if (repeated !== undefined)
    throw wrongInput('fields', `the name ${repeated} stands for two of them`, 'Give each its own.', 'COUNT(Id) deals');
}

function meantBy(operand: Operand, aliases: Aliases): Operand {
  const [name = '', ...others] = operand.kind === 'field' ? operand.path : [];
  return (others.length === 0 ? aliases.get(name.toLowerCase()) : undefined) ?? countedIds(operand);
}

/** An order by the other name of what is selected, which Salesforce does not know there. */
export function orderWithoutAliases(order: readonly OrderItem[], select: readonly SelectItem[]): OrderItem[] {
  const aliases = aliasesOf(select);
  return order.map((item) => ({ ...item, operand: meantBy(item.operand, aliases) }));
}

/** The same for a condition; a field of the object keeps its name. */
export function conditionWithoutAliases(
  condition: Condition,
  select: readonly SelectItem[],
  isField: (name: string) => boolean,
): Condition {
  const aliases = new Map([...aliasesOf(select)].filter(([name]) => !isField(name)));
  return withOperands(condition, (operand) => meantBy(operand, aliases));
}

function withOperands(condition: Condition, change: (operand: Operand) => Operand): Condition {
  if (condition.kind === 'not') return { ...condition, condition: withOperands(condition.condition, change) };
  if (!('conditions' in condition)) return { ...condition, operand: change(condition.operand) };
  return { ...condition, conditions: condition.conditions.map((part) => withOperands(part, change)) };
}
