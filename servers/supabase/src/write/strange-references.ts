import { ifSeen } from '../row/if-seen.ts';
import { isRestricted, type WireRow } from '../row/row.ts';
import { valuesNotFound } from '../row/row-key.ts';
import { quotedColumn } from '../schema/column-name.ts';
import type { Column, Table } from '../schema/project-schema.ts';
import { rowsText } from '../schema/value-check.ts';
import type { Supabase } from '../supabase.ts';
import { lookedUp, readByKeys } from './rows-by-key.ts';

const mostReferences = 10;
/** Values that one doubt names. */
const mostNamed = 5;

/** Which rows refer to what is not seen. Row level security may hide it, which makes no difference to the database. */
export async function strangeReferences(api: Supabase, table: Table | undefined, rows: readonly WireRow[]) {
  const columns = (table?.columns ?? []).filter(({ name, references: target }) => {
    // Who guesses at a masked value is not told that there is a row with it.
    return target && !isRestricted(name) && !isRestricted(target.column) && rows.some((row) => isValue(row[name]));
  });
  const doubts = columns.slice(0, mostReferences).map((column) => strangeValues(api, table, rows, column));
  return (await Promise.all(doubts)).flat();
}

async function strangeValues(
  api: Supabase,
  table: Table | undefined,
  rows: readonly WireRow[],
  { name, references: target }: Column,
): Promise<string[]> {
  if (!target) return [];
  // A row may refer to one that is stored with it.
  const own = target.table === table?.name ? textsOf(rows, target.column) : [];
  const values = textsOf(rows, name).filter((value) => !own.includes(value));
  const key = target.column;
  const asked = lookedUp(
    values.map((value) => ({ [key]: value })),
    [key],
  );
  const wanted = { table: target.table, select: quotedColumn(key), keys: [key] };
  const found = values.length > 0 && (await ifSeen(readByKeys(api, wanted, asked)));
  if (!found) return [];
  const looked = asked.flat().map((row) => String(row[key]));
  const strange = valuesNotFound(
    looked,
    found.map((row) => row[key]),
  );
  const at = [...rows.keys()].filter((index) => strange.includes(String(rows[index]?.[name])));
  const where = rows.length > 1 ? rowsText(at) : '';
  const named = strange.slice(0, mostNamed).join(', ');
  return strange.length > 0 ? [`${name}${where}: no row of ${target.table} is seen with ${key} ${named}`] : [];
}

function textsOf(rows: readonly WireRow[], column: string): string[] {
  return [
    ...new Set(
      rows
        .map((row) => row[column])
        .filter(isValue)
        .map(String),
    ),
  ];
}

function isValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
