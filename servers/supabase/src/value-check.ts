import { ToolError } from '@bizmcp/core';
import type { Column, Table } from './project-schema.ts';
import type { WireRow } from './row.ts';

const integer = { form: /^\s*[+-]?(?:\d[\d_]*|0[xob][\da-f_]+)\s*$/i, takes: 'a whole number' };

/** What PostgreSQL reads as a type, by its name; of other types it is the judge. */
const types: Readonly<Record<string, { form: RegExp; takes: string }>> = {
  smallint: integer,
  integer,
  bigint: integer,
  uuid: {
    form: /^\s*\{?[\da-f]{4}(?:-?[\da-f]{4}){7}\}?\s*$/i,
    takes: 'a uuid, such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  },
  boolean: { form: /^\s*(?:t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|no?|on|off?|1|0)\s*$/i, takes: 'true or false' },
};

/** Refuses values that their columns do not take, by name: the database names but the type. */
export function checkValues(table: Table | undefined, rows: readonly WireRow[], field: string): void {
  const columns = new Map(table?.columns.map((column) => [column.name, column]));
  const fields = rows.flatMap((row) =>
    Object.entries(row).flatMap(([name, value]) => {
      const problem = valueProblem(columns.get(name), value);
      return problem === undefined ? [] : [{ path: `${field}.${name}`, problem }];
    }),
  );
  if (fields.length === 0) return;
  const list = [...new Set(fields.map(({ path, problem }) => `${path} ${problem}`))].slice(0, 10).join('; ');
  throw new ToolError('invalid_input', `${list}. Nothing was sent.`, { fields: fields.slice(0, 10) });
}

/** What a column takes in place of this value; undefined where it may take it. */
export function valueProblem(column: Column | undefined, value: unknown): string | undefined {
  if (column === undefined || value === null) return undefined;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const { type, options } = column;
  if (options && !type.endsWith('[]') && !options.includes(text)) return `takes ${options.slice(0, 30).join(', ')}`;
  const known = Object.hasOwn(types, type) ? types[type] : undefined;
  return known === undefined || known.form.test(text) ? undefined : `takes ${known.takes}`;
}
