import { type Condition, comparisonsOf } from './filter.ts';
import { outerTables } from './select-list.ts';

/** What a reader of an answer has to know of its filters, where they do less than they seem to. */
export function filterHints(conditions: readonly Condition[], select: string, found: number): string[] {
  const comparisons = comparisonsOf(conditions);
  const columns = comparisons.map(({ column }) => column);
  const outer = outerTables(select).filter(
    (table) => columns.some((column) => column.startsWith(`${table}.`)) && !columns.includes(table),
  );
  const isWhole = comparisons.some(
    ({ operator, value }) => (operator === 'like' || operator === 'ilike') && !/[%*_]/.test(String(value)),
  );
  return [
    ...outer.map(
      (table) =>
        `Filters on ${table} choose its embedded rows alone; to drop rows without one write ${table}!inner(...) in select.`,
    ),
    ...(isWhole && found === 0 ? ['like and ilike compare the whole text; for a part of it write %part%.'] : []),
  ];
}
