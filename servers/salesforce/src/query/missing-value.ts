import type { Condition } from '@bizmcp/soql';
import { type Leaf, leavesOf, valuesOf } from './check-query.ts';

/**
 * Whether records may match of which some fields have no value, by way of one condition where it is given: of alternatives the one that
 * it stands in counts. What is asked of other fields may be so or not.
 */
export function mayMatchWithout(
  isMissing: (leaf: Leaf) => boolean,
  condition: Condition,
  { by, isWanted = true }: { by?: Leaf; isWanted?: boolean } = {},
): boolean {
  const matches = (each: Condition, wanted = isWanted) =>
    mayMatchWithout(isMissing, each, { ...(by && { by }), isWanted: wanted });
  if (condition.kind === 'not') return matches(condition.condition, !isWanted);
  if (!('conditions' in condition)) return !isMissing(condition) || fitsNoValue(condition) === isWanted;
  if ((condition.kind === 'and') === isWanted) return condition.conditions.every((each) => matches(each));
  const ways = condition.conditions.filter((each) => by !== undefined && leavesOf(each).includes(by));
  return (ways.length > 0 ? ways : condition.conditions).some((each) => matches(each));
}

/**
 * What has no value is unlike every other, and a flag without one is FALSE.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-null.html
 */
function fitsNoValue(leaf: Leaf): boolean {
  if (leaf.kind === 'like') return false;
  const isUnlike = ['!=', 'NOT IN', 'EXCLUDES'].includes(leaf.operator);
  const isNone = valuesOf(leaf).some((value) => value.kind === 'null' || (value.kind === 'boolean' && !value.value));
  return isUnlike !== isNone;
}
