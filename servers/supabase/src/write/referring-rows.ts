import { ifSeen } from '../row/if-seen.ts';
import { readRows } from '../row/read-rows.ts';
import type { WireRow } from '../row/row.ts';
import type { Supabase } from '../supabase.ts';

const mostLookedAt = 10;
const mostValues = 200;

/** Which rows of other tables refer to these, as far as the project tells: they go with them, or hold their deletion up. */
export async function referringRows(api: Supabase, name: string, rows: readonly WireRow[]) {
  const { tables } = (await api.describe()) ?? { tables: new Map<never, never>() };
  // A view that cannot be written through refers to nothing of its own.
  const others = [...tables.values()].filter(({ methods }) => !methods || methods.includes('delete'));
  const references = others.flatMap(({ name: table, columns }) =>
    columns.flatMap(({ name: column, references: target }) =>
      target?.table === name ? [{ table, column, values: valuesOf(rows, target.column) }] : [],
    ),
  );
  const looked = references.filter(({ values }) => values.length > 0).slice(0, mostLookedAt);
  const counts = await Promise.all(
    looked.map(async ({ table, column, values }) => {
      const query = { table, select: column, filters: { [column]: { in: values } }, limit: 1, offset: 0 };
      const found = await ifSeen(readRows(api, { ...query, count: 'exact' }));
      return [`${table}.${column}`, found?.count ?? 0] as const;
    }),
  );
  const found = counts.filter(([, count]) => count > 0);
  return Object.fromEntries(
    found.map(([column, count]) => [column, `${count} rows refer to these: they go too, or hold the deletion up`]),
  );
}

function valuesOf(rows: readonly WireRow[], column: string): (string | number)[] {
  const values = rows.map((row) => row[column]);
  return values.filter((value) => typeof value === 'string' || typeof value === 'number').slice(0, mostValues);
}
