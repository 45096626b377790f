import type { Condition, Query, Value } from '@bizmcp/soql';
import { isActivity } from '../kept-records.ts';
import { boundsOf, type Leaf, leavesOf } from './check-query.ts';
import { pathOf } from './empty-value-hint.ts';

const year = 365 * 24 * 60 * 60 * 1000;
/** How many of them there are in a year. */
const unitsOfYear = [
  ['DAYS', 365],
  ['WEEKS', 52],
  ['MONTHS', 12],
  ['QUARTERS', 4],
] as const;

/**
 * Which activities a query leaves out unasked, where it is not of the last year alone.
 * https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_guidelines_archive.htm
 */
export function archivedHint(query: Query): string | undefined {
  const isAsked = leavesOf(query.where).some((leaf) => /^is(?:archived|deleted)$/i.test(pathOf(leaf)));
  if (isAsked || !leavesOutArchived(query)) return undefined;
  return 'Archived ones, mostly of more than a year ago, are left out: (IsArchived = TRUE OR IsArchived = FALSE) adds them.';
}

/** Whether there may be archived ones among what conditions let through. */
export function leavesOutArchived(query: Pick<Query, 'from' | 'where'>): boolean {
  const { where } = query;
  return isActivity(query) && !(where && isKept(where));
}

/** Whether a condition lets through no archived ones: what is still open or not archived is none, nor what is of the last year. */
function isKept(condition: Condition): boolean {
  if (condition.kind === 'not') return false;
  if (!('conditions' in condition))
    return isUnarchived(condition) || (isFromOn(condition) && boundsOf(condition).every(isInLastYear));
  return condition.kind === 'and' ? condition.conditions.some(isKept) : condition.conditions.every(isKept);
}

function isUnarchived(leaf: Leaf): boolean {
  const isFalse = boundsOf(leaf).every((value) => value.kind === 'boolean' && !value.value);
  return /^is(?:closed|archived)$/i.test(pathOf(leaf)) && 'operator' in leaf && leaf.operator === '=' && isFalse;
}

function isFromOn(leaf: Leaf): boolean {
  return 'operator' in leaf && /^(?:=|>=?|IN)$/.test(leaf.operator) && boundsOf(leaf).length > 0;
}

function isInLastYear(value: Value): boolean {
  if (value.kind === 'date' || value.kind === 'datetime') return Date.parse(value.text) > Date.now() - year;
  if (value.kind !== 'relative-date') return false;
  const { count, name } = value;
  if (count === undefined) return !/^LAST_(?:FISCAL_)?YEAR$/.test(name);
  const most = unitsOfYear.find(([unit]) => name.includes(unit))?.[1] ?? 0;
  return name.startsWith('NEXT') || count <= most;
}
