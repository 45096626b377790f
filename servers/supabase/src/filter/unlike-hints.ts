import { isEmbedded } from '../schema/column-name.ts';
import { type Table, typesOf } from '../schema/project-schema.ts';
import { type Comparison, type Condition, comparisonsOf, holds } from './filter.ts';

/** In SQL what has no value is unlike nothing: columns, and keys in JSON, of which filters leave out rows that they seem to match. */
export function unlikeHints(conditions: readonly Condition[], table: Table | undefined): string[] {
  const typeOf = typesOf(table);
  const nullable = new Set(table?.columns.filter(({ isRequired }) => !isRequired).map(({ name }) => name));
  const isPath = (column: string) =>
    column.includes('->') && typeOf(column) === undefined && !isEmbedded(column, typeOf);
  const unlike = comparisonsOf(conditions)
    .filter((each) => isUnlike(each) && (nullable.has(each.column) || isPath(each.column)))
    .map(({ column }) => column);
  // Other comparisons of a column may leave such rows out as well.
  const matters = (column: string) =>
    !isKept(conditions, column, holdsForNull) &&
    isKept(conditions, column, (each) => holdsForNull(each) || isUnlike(each));
  return [...new Set(unlike)]
    .filter(matters)
    .map((column) => `Rows without ${column} are left out; {"${column}": null} beside it in or keeps them.`);
}

/** Whether a row may match that has no value in a column. */
function isKept(conditions: readonly Condition[], column: string, isHeld: (comparison: Comparison) => boolean) {
  const holdsOf = (each: Comparison) => (each.column === column ? isHeld(each) : undefined);
  return conditions.every((condition) => holds(condition, holdsOf) !== false);
}

function isUnlike({ operator, isNegated, value }: Comparison): boolean {
  if (value === null) return false;
  return isNegated ? !['neq', 'is', 'isdistinct'].includes(operator) : operator === 'neq';
}

function holdsForNull({ operator, isNegated, value }: Comparison): boolean {
  if (operator === 'isdistinct') return !isNegated;
  const isAboutNull = [null, 'null', 'unknown'].some((word) => word === value);
  return operator === 'is' && isAboutNull !== isNegated;
}
