import type { Condition } from '@bizmcp/soql';
import { type FieldDescription, numberTypes } from '../schema/object-description.ts';
import { type Leaf, leavesOf } from './check-query.ts';
import { mayMatchWithout } from './missing-value.ts';

const orderedTypes = new Set(['date', 'datetime', ...numberTypes]);

/**
 * What a condition on the least values leaves out unasked: what was never touched has no last day. A span has a lower end, and who
 * compares with NULL has thought of it. Undefined where nothing is left out, or nothing can be.
 */
export function emptyValueHint(leaf: Leaf, field: FieldDescription | undefined, where: Condition): string | undefined {
  if (!field?.nillable || !orderedTypes.has(field.type)) return undefined;
  if (leaf.kind !== 'comparison' || !leaf.operator.startsWith('<')) return undefined;
  const path = pathOf(leaf);
  const isOfField = (other: Leaf) => pathOf(other) === path;
  const isThoughtOf = leavesOf(where).some(
    (other) =>
      other.kind === 'comparison' &&
      isOfField(other) &&
      (other.value.kind === 'null' || other.operator.startsWith('>')),
  );
  return isThoughtOf || mayMatchWithout(isOfField, where, { by: leaf })
    ? undefined
    : `${path} ${leaf.operator} finds none without a value: OR ${path} = NULL adds those.`;
}

/** The path that a condition is on; empty where that is a function. */
export function pathOf({ operand }: Leaf): string {
  return operand.kind === 'field' ? operand.path.join('.') : '';
}
