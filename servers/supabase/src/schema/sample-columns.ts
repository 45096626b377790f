import { ToolError } from '@bizmcp/core';
import { readRows } from '../row/read-rows.ts';
import type { Supabase } from '../supabase.ts';
import { vectorLength } from '../vector/vector-columns.ts';

/** Names of columns and what their values look like, read off one row: for a project that does not describe itself. */
export async function sampleColumns(api: Supabase, table: string): Promise<{ name: string; type: string }[]> {
  const { data } = await readRows(api, { table, select: '*', filters: {}, limit: 1, offset: 0 }).catch(askForName);
  const [row] = data;
  if (!row) {
    throw new ToolError(
      'not_found',
      `${table} has no row that these credentials can see, so its columns are not known. Ask the user for them.`,
    );
  }
  return Object.entries(row).map(([name, value]) => ({ name, type: typeOf(name, value) }));
}

/** This is where its names are looked for, so that there is nowhere else to look. */
function askForName(error: unknown): never {
  if (!(error instanceof ToolError) || error.code !== 'not_found') throw error;
  const message = error.message.replace('see describe_tables', 'the project lists none, so ask the user for its name');
  throw new ToolError(error.code, message, error.details, { cause: error });
}

function typeOf(name: string, value: unknown): string {
  if (value === null) return 'unknown (null in this row)';
  const numbers = vectorLength(name, value);
  if (numbers !== undefined) return `vector or array of ${numbers} numbers`;
  if (Array.isArray(value)) return 'array or jsonb';
  if (typeof value === 'object') return 'jsonb';
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}T/.test(value) ? 'timestamp' : 'text';
  return typeof value;
}
