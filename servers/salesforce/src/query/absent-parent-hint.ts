import type { FieldDescription, ObjectDescription } from '../schema/object-description.ts';
import type { Leaf } from './check-query.ts';
import { pathOf } from './empty-value-hint.ts';

/**
 * Whom a condition that a flag of a parent is not set finds too: a record without that parent. Undefined where each has one, or another
 * condition is on it.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-relationships-lookup.html
 */
export function absentParentHint(
  leaf: Leaf,
  field: FieldDescription | undefined,
  object: ObjectDescription,
  leaves: readonly Leaf[],
): string | undefined {
  if (field?.type !== 'boolean' || !isForFalse(leaf)) return undefined;
  const steps = pathOf(leaf).split('.').slice(0, -1);
  const first = steps[0]?.toLowerCase();
  const reference = object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === first);
  if (first === undefined || !reference?.nillable) return undefined;
  const isThoughtOf = leaves.some((other) => {
    const path = pathOf(other).toLowerCase();
    return !isForFalse(other) && (path.startsWith(`${first}.`) || path === reference.name.toLowerCase());
  });
  const parent = steps.join('.');
  return isThoughtOf
    ? undefined
    : `${pathOf(leaf)} is FALSE also without ${parent}: AND ${parent}.Id != NULL leaves those out.`;
}

function isForFalse(leaf: Leaf): boolean {
  return leaf.kind === 'comparison' && leaf.value.kind === 'boolean' && (leaf.operator === '=') !== leaf.value.value;
}
