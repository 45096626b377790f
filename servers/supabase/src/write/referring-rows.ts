import { ifSeen } from '../row/if-seen.ts';
import { readRows } from '../row/read-rows.ts';
import type { WireRow } from '../row/row.ts';
import { quotedColumn } from '../schema/column-name.ts';
import type { Supabase } from '../supabase.ts';
import { lookedUp } from './rows-by-key.ts';

const mostLookedAt = 10;

/** Which rows of other tables refer to these, as far as the project tells: they go with them, or hold their deletion up. */
export async function referringRows(api: Supabase, name: string, rows: readonly WireRow[]) {
  const schema = await api.describe(undefined, 'throw');
  if (!schema)
    return { 'rows that refer to these': 'not known, and they may go too: the project does not describe itself' };
  // A view that cannot be written through refers to nothing of its own.
  const others = [...schema.tables.values()].filter(({ methods }) => !methods || methods.includes('delete'));
  const references = others.flatMap(({ name: table, columns }) =>
    columns.flatMap(({ name: column, references: target }) =>
      target?.table === name ? [{ table, column, key: target.column, referred: rowsWith(rows, target.column) }] : [],
    ),
  );
  const looked = references.filter(({ referred }) => referred.length > 0).slice(0, mostLookedAt);
  const counts = await Promise.all(
    looked.map(async ({ table, column, key, referred }) => {
      const pages = lookedUp(referred, [key]).map((some) => {
        const filters = { [column]: { in: some.map((row) => row[key]) } };
        const query = { table, select: quotedColumn(column), filters, limit: 1, offset: 0, count: 'exact' as const };
        return ifSeen(readRows(api, query));
      });
      const found = await Promise.all(pages);
      return [`${table}.${column}`, found.reduce((sum, page) => sum + (page?.count ?? 0), 0)] as const;
    }),
  );
  const found = counts.filter(([, count]) => count > 0);
  return Object.fromEntries(
    found.map(([column, count]) => [column, `${count} rows refer to these: they go too, or hold the deletion up`]),
  );
}

function rowsWith(rows: readonly WireRow[], column: string): WireRow[] {
  return rows.filter(({ [column]: value }) => typeof value === 'string' || typeof value === 'number');
}
