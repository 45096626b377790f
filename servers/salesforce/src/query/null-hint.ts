import type { Query } from '@bizmcp/soql';
import { type FieldDescription, findField, type ObjectDescription } from '../schema/object-description.ts';
import type { Leaf } from './check-query.ts';
import { pathOf } from './empty-value-hint.ts';
import { mayMatchWithout } from './missing-value.ts';

/** An aggregate function of a field of the object itself. */
interface Aggregate {
  name: string;
  field: FieldDescription;
}

/**
 * Which averages and counts are of those records alone that have a value, where the query neither counts what it is held against nor leaves
 * out those without one. Undefined where there are none.
 * https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-agg-functions.html
 */
export function nullHint(query: Query, object: ObjectDescription): string | undefined {
  const aggregates = aggregatesOf(query, object);
  const hints = aggregates.flatMap(({ name, field }) => {
    const counted = name === 'AVG' ? field.name : 'Id';
    const isCounted = aggregates.some((other) => other.name === 'COUNT' && other.field.name === counted);
    const isOfField = (leaf: Leaf) => pathOf(leaf).toLowerCase() === field.name.toLowerCase();
    const isMeant = query.where !== undefined && !mayMatchWithout(isOfField, query.where);
    if (!(field.nillable && (name === 'AVG' || name === 'COUNT')) || isCounted || isMeant) return [];
    return [`${name}(${field.name}) leaves out records without a value: add COUNT(${counted}).`];
  });
  return hints.length > 0 ? hints.join(' ') : undefined;
}

function aggregatesOf({ select }: Query, object: ObjectDescription): Aggregate[] {
  return select.flatMap((item) => {
    if (item.kind !== 'operand' || item.operand.kind !== 'call') return [];
    const [argument] = item.operand.arguments;
    const field = argument?.kind === 'field' && findField(object, argument.path.join('.'));
    return field ? [{ name: item.operand.name, field }] : [];
  });
}
