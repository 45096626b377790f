import { type Comparison, type Condition, comparisonsOf } from './filter.ts';
import type { Table } from './project-schema.ts';
import { outerTables } from './select-list.ts';

interface Asked {
  conditions: readonly Condition[];
  select: string;
  table: Table | undefined;
}

/** What a reader of an answer has to know of its filters, where they do less than they seem to. */
export function filterHints({ conditions, select, table }: Asked, found: number): string[] {
  const comparisons = comparisonsOf(conditions);
  const columns = comparisons.map(({ column }) => column);
  const outer = outerTables(select).filter(
    (name) => columns.some((column) => column.startsWith(`${name}.`)) && !columns.includes(name),
  );
  const isWhole = comparisons.some(
    ({ operator, value }) => (operator === 'like' || operator === 'ilike') && !/[%*_]/.test(String(value)),
  );
  return [
    ...outer.map(
      (name) =>
        `Filters on ${name} choose its embedded rows alone; to drop rows without one write ${name}!inner(...) in select.`,
    ),
    ...unlikeHints(comparisons, table),
    ...(isWhole && found === 0 ? ['like and ilike compare the whole text; for a part of it write %part%.'] : []),
  ];
}

/** In SQL what has no value is unlike nothing. */
function unlikeHints(comparisons: readonly Comparison[], table: Table | undefined): string[] {
  const nullable = new Set(table?.columns.filter(({ isRequired }) => !isRequired).map(({ name }) => name));
  const unlike = comparisons.filter(
    ({ column, isNegated, operator, value }) =>
      nullable.has(column) && value !== null && operator === (isNegated ? 'eq' : 'neq'),
  );
  const columns = [...new Set(unlike.map(({ column }) => column))].join(', ');
  return columns === '' ? [] : [`Rows without ${columns} are left out; isdistinct in place of neq keeps them.`];
}
