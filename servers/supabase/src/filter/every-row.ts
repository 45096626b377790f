import { type Comparison, type Condition, holds } from './filter.ts';
import { ofPatterns } from './operator.ts';

/** Whether filters leave no row out, or none that has a value: a list contains an empty one always. */
export function findEveryRow(conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => holds(condition, (each) => !each.isNegated && isTrueOfAll(each)));
}

function isTrueOfAll({ operator, value }: Comparison): boolean {
  if (operator === 'contains') return isEmpty(value);
  return ofPatterns.has(operator) && /^[%*]+$/.test(String(value));
}

/** Whether a value is an empty list or object, or the text of one. */
export function isEmpty(value: unknown): boolean {
  return /^\s*(?:\[\s*\]|\{\s*\})\s*$/.test(typeof value === 'string' ? value : JSON.stringify(value));
}
