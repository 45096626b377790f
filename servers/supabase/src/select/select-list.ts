import { quotedColumn } from '../schema/column-name.ts';
import { type Table, typesOf } from '../schema/project-schema.ts';
import { type SelectedItem, selectedItems } from './selected-item.ts';

/** The columns that a select names at its top level, without those of embedded tables. */
export function selectedColumns(select: string): string[] {
  return selectedItems(select)
    .filter(({ inner }) => inner === undefined)
    .flatMap(({ names: [column] }) => (column === undefined || column === '*' ? [] : [column]));
}

/** A select whose columns with unusual names are quoted, where the table is known. */
export function quotedSelect(select: string, table: Table | undefined): string {
  const typeOf = typesOf(table);
  return selectedItems(select)
    .map(
      ({ text: [before, name, after] }) => `${before}${typeOf(name) === undefined ? name : quotedColumn(name)}${after}`,
    )
    .join(',');
}

/** Whether a select counts or sums rows, which then have no key to sort by. */
export function isAggregated(select: string): boolean {
  return selectedItems(select).some(
    (item) => item.isAggregated || (item.isSpread && item.inner !== undefined && isAggregated(item.inner)),
  );
}

/** The columns whose values are told by more than being shown: rows are grouped by them, or a cast, but one to text, fails by what they are. */
export function groupedOrCast(select: string, isWithin = false): string[] {
  const isGrouped = isWithin || isAggregated(select);
  return selectedItems(select).flatMap(({ inner, isAggregated: isMade, names, text: [, , after] }) => {
    if (inner !== undefined) return groupedOrCast(inner, isGrouped);
    return (isGrouped && !isMade) || /::(?!text\s*$)/.test(after) ? names : [];
  });
}

/** The tables that a select embeds at its top level, as they are written, without hints. */
export function embeddedTables(select: string): string[] {
  return embeddings(select).flatMap(({ names: [table] }) => table ?? []);
}

/** An embedded table, as a column calls it and as its select does. */
interface EmbeddedStep extends Pick<SelectedItem, 'embedding' | 'isInner'> {
  name: string;
  table: string;
}

/** The embedded tables on the way to a column such as `organizations.name`. */
export function embeddedWay(select: string, column: string): EmbeddedStep[] {
  for (const { key, names, inner = '', isInner, embedding } of embeddings(select)) {
    const [table = key] = names;
    const name = [key, table].find((each) => column.startsWith(`${each}.`));
    if (name === undefined) continue;
    return [{ name, table, isInner, embedding }, ...embeddedWay(inner, column.slice(name.length + 1))];
  }
  return [];
}

/** The table that has a column such as `organizations.name`, and what it is called there. */
export function columnPlace(own: string, select: string, column: string): { table: string; column: string } {
  const way = embeddedWay(select, column);
  const inner = way.reduce((rest, { name }) => rest.slice(name.length + 1), column);
  return { table: way.at(-1)?.table ?? own, column: inner };
}

function embeddings(select: string): SelectedItem[] {
  return selectedItems(select).filter(({ inner }) => inner !== undefined);
}

/** The keys that a select names in a row, each with those of the rows that it embeds there; what `*` gives is not among them. */
export type SelectedKeys = ReadonlyMap<string, SelectedKeys | undefined>;

export function selectedKeys(select: string): SelectedKeys {
  const entries = selectedItems(select).flatMap(
    ({ key, names, inner, isSpread }): [string, SelectedKeys | undefined][] => {
      const keys = inner === undefined ? undefined : selectedKeys(inner);
      if (isSpread) return [...(keys ?? [])];
      return names[0] === '*' ? [] : [[key, keys]];
    },
  );
  return new Map(entries);
}
