import { isEmbedded } from '../schema/column-name.ts';
import { type ProjectSchema, type Table, type TypeOf, typesOf } from '../schema/project-schema.ts';
import { embeddedWay } from '../select/select-list.ts';
import { type Comparison, type Condition, comparisonsOf, holds } from './filter.ts';

/** What rows are read of. */
export interface AskedTables {
  select: string;
  table: Table | undefined;
  /** Those that select may embed. */
  tables?: ProjectSchema['tables'] | undefined;
}

/** In SQL what has no value is unlike nothing: columns, and keys in JSON, of which filters leave out rows that they seem to match. */
export function unlikeHints(conditions: readonly Condition[], asked: AskedTables): string[] {
  const unlike = comparisonsOf(conditions).filter(isUnlike);
  // Other comparisons of a column may leave such rows out as well.
  const matters = (column: string) =>
    !isKept(conditions, column, holdsForNull) &&
    isKept(conditions, column, (each) => holdsForNull(each) || isUnlike(each));
  return [...new Set(unlike.map(({ column }) => column))].filter(matters).flatMap((column) => {
    const place = placeOf(column, asked);
    if (!place.isInner || !isNullable(place.name, place.table)) return [];
    const joiner = [...place.steps, 'or'].join('.');
    return `Rows without ${column} are left out; {"${place.name}": null} beside it in ${joiner} keeps them.`;
  });
}

/** The types of the columns of a table, and of those that select embeds. */
export function typesAsked(asked: AskedTables): TypeOf {
  return (column) => {
    const { name, table } = placeOf(column, asked);
    return typesOf(table)(name);
  };
}

/** The table that a column is of, and the way there, which drops rows where it is inner. */
function placeOf(column: string, { select, table, tables }: AskedTables) {
  const way = isEmbedded(column, typesOf(table)) ? embeddedWay(select, column) : [];
  const steps = way.map(({ name }) => name);
  const last = way.at(-1);
  const name = column.slice([...steps, ''].join('.').length);
  const isInner = way.every((step) => step.isInner);
  return { steps, name, isInner, table: last ? tables?.get(last.table) : table };
}

function isNullable(name: string, table: Table | undefined): boolean {
  const column = table?.columns.find((each) => each.name === name);
  if (column) return !column.isRequired;
  return name.includes('->') && !isEmbedded(name, typesOf(table));
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
