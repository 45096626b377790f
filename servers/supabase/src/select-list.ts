import type { Table } from './project-schema.ts';
import { quotedColumn } from './row-key.ts';

/** The columns that a select names at its top level, without those of embedded tables, aliases, casts and aggregates. */
export function selectedColumns(select: string): string[] {
  return (
    selectedParts(select)
      .filter((item) => !item.includes('('))
      .map((item) =>
        item
          .replace(/^[^:]+:(?!:)/, '')
          .replace(/::.*$/, '')
          .replace(/->.*$/, '')
          .trim(),
      )
      // PostgreSQL takes the name count for the number of rows where no column has it.
      .filter((column) => column !== '' && column !== '*' && column !== 'count' && !column.startsWith('...'))
  );
}

/** A select whose columns with unusual names are quoted, where the table is known. */
export function quotedSelect(select: string, table: Table | undefined): string {
  const names = new Set(table?.columns.map(({ name }) => name));
  const parts = selectedParts(select);
  return parts.some((part) => names.has(part) && quotedColumn(part) !== part)
    ? parts.map((part) => (names.has(part) ? quotedColumn(part) : part)).join(',')
    : select;
}

/** Whether a select counts or sums rows, which then have no key to sort by. */
export function isAggregated(select: string): boolean {
  return selectedParts(select).some((part) => /^(?:count|(?:[^(]*[.:])?(?:count|sum|avg|min|max)\(\).*)$/.test(part));
}

/** The tables that a select embeds at its top level, as they are written, without hints. */
export function embeddedTables(select: string): string[] {
  return embeddings(select).map(({ table }) => table);
}

/** Those of {@link embeddedTables}, and their other names, whose absence does not drop a row. */
export function outerTables(select: string): string[] {
  return embeddings(select).flatMap(({ alias, isInner, table }) =>
    isInner ? [] : alias === undefined ? [table] : [table, alias],
  );
}

function embeddings(select: string): { table: string; alias: string | undefined; isInner: boolean }[] {
  return selectedParts(select)
    .filter((item) => item.includes('('))
    .map((item) => item.slice(0, item.indexOf('(')).replace(/^\.\.\./, ''))
    .map((item) => {
      const [, alias, rest = ''] = /^(?:([^:]+):(?!:))?(.*)$/.exec(item) ?? [];
      return { table: rest.replace(/!.*$/, '').trim(), alias: alias?.trim(), isInner: rest.includes('!inner') };
    })
    .filter(({ table }) => table !== '' && !table.includes('.'));
}

/** The parts of a select between commas that stand outside of brackets and quotes. */
export function selectedParts(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === '(') depth += 1;
    else if (!isQuoted && letter === ')') depth -= 1;
    if (letter === ',' && depth === 0 && !isQuoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
