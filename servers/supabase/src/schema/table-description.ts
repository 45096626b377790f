import * as z from 'zod';
import { tableOf } from './column-check.ts';
import type { Column, ProjectFunction, ProjectSchema } from './project-schema.ts';

const ShownColumn = z.object({
  name: z.string().describe('Column'),
  type: z.string().describe("PostgreSQL's type; vector(384) has 384 numbers"),
  not_null: z
    .boolean()
    .optional()
    .describe('Never empty; a new row needs a value, unless the database has one of its own'),
  primary_key: z.boolean().optional().describe('Part of the primary key'),
  references: z.string().optional().describe('table.column that it points to'),
  default: z.string().optional().describe('What the database puts in'),
  options: z.array(z.string()).optional().describe('The values it takes'),
  description: z.string().optional().describe('Comment in the database'),
});

/** The tables of a project, or one with its columns. */
export const Description = z.object({
  tables: z
    .array(
      z.object({
        name: z.string().describe('Table or view, for query_table'),
        description: z.string().optional().describe('Comment in the database'),
        column_count: z.number().optional().describe('How many columns it has'),
        columns: z.array(ShownColumn).optional().describe('Its columns'),
        referenced_by: z.array(z.string()).optional().describe('table.column that point to it: they can be embedded'),
      }),
    )
    .describe('The tables'),
  functions: z
    .array(
      z.object({
        name: z.string().describe('Function, for call_rpc'),
        args: z.string().describe('Its arguments with their types'),
        description: z.string().optional().describe('Comment in the database'),
      }),
    )
    .optional()
    .describe('Functions of the database'),
  note: z.string().optional().describe('Set when this was read off a row'),
});

/** All tables and functions, without columns. */
export function listTables({ tables, functions }: ProjectSchema) {
  return {
    tables: byName([...tables.values()]).map(({ name, description, columns }) => ({
      name,
      ...(description && { description: description.slice(0, 120) }),
      column_count: columns.length,
    })),
    functions: byName([...functions].map(([name, known]) => shownFunction(name, known))),
  };
}

/** PostgREST tells them in no order. */
function byName<Named extends { name: string }>(all: readonly Named[]): Named[] {
  return all.toSorted((left, right) => left.name.localeCompare(right.name, 'en'));
}

function shownFunction(name: string, { description, args }: ProjectFunction) {
  return { name, args: argumentsText(args), ...(description && { description: description.slice(0, 120) }) };
}

/** The arguments of a function with their types, apart by commas. */
export function argumentsText(args: ProjectFunction['args']): string {
  return Object.entries(args)
    .map(([name, { type, isOptional }]) => `${name} ${type}${isOptional ? ' (optional)' : ''}`)
    .join(', ');
}

/** One table with its columns and what points to it, or the function of this name. */
export function describeTable(schema: ProjectSchema, name: string) {
  const known = schema.tables.has(name) ? undefined : schema.functions.get(name);
  if (known) return { tables: [], functions: [shownFunction(name, known)] };
  const table = tableOf(schema, name);
  const others = [...schema.tables.values()].flatMap((other) =>
    other.columns.filter((column) => column.references?.table === name).map((column) => `${other.name}.${column.name}`),
  );
  const description = table?.description;
  const columns = (table?.columns ?? []).map(shownColumn);
  return {
    tables: [
      { name, ...(description && { description }), columns, ...(others.length > 0 && { referenced_by: others }) },
    ],
  };
}

function shownColumn({
  name,
  type,
  isRequired,
  isPrimaryKey,
  references,
  default: fallback,
  options,
  description,
}: Column) {
  return {
    name,
    type,
    ...(isRequired && { not_null: true }),
    ...(isPrimaryKey && { primary_key: true }),
    ...(references && { references: `${references.table}.${references.column}` }),
    ...(fallback !== undefined && { default: typeof fallback === 'string' ? fallback : JSON.stringify(fallback) }),
    ...(options && { options }),
    ...(description && { description }),
  };
}
