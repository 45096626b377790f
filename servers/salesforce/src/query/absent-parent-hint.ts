import type { Condition } from '@bizmcp/soql';
import type { FieldDescription, ObjectDescription } from '../schema/object-description.ts';
import { type Leaf, leavesOf, valuesOf } from './check-query.ts';
import { pathOf } from './empty-value-hint.ts';
import { mayMatchWithout } from './missing-value.ts';

/**
 * Whom a condition that a flag of a parent is not set finds too: a record without that parent. Undefined where each has one, none is
 * found, or one is asked for.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-relationships-lookup.html
 */
export function absentParentHint(
  leaf: Leaf,
  field: FieldDescription | undefined,
  object: ObjectDescription,
  where: Condition,
): string | undefined {
  if (field?.type !== 'boolean') return undefined;
  const steps = pathOf(leaf).split('.').slice(0, -1);
  const first = steps[0]?.toLowerCase();
  const reference = object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === first);
  if (first === undefined || !reference?.nillable) return undefined;
  const isOfParent = (other: Leaf) => {
    const path = pathOf(other).toLowerCase();
    return path.startsWith(`${first}.`) || path === reference.name.toLowerCase();
  };
  const isThoughtOf = leavesOf(where).some(
    (other) => isOfParent(other) && valuesOf(other).some(({ kind }) => kind === 'null'),
  );
  const parent = steps.join('.');
  return isThoughtOf || !mayMatchWithout(isOfParent, where, { by: leaf })
    ? undefined
    : `${pathOf(leaf)} is FALSE also without ${parent}: AND ${parent}.Id != NULL leaves those out.`;
}
