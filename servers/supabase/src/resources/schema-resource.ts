import { defineResource } from '@bizmcp/core';
import { argumentsText } from '../schema/table-description.ts';
import type { Supabase } from '../supabase.ts';

export const schemaResource = defineResource<Supabase>({
  uri: 'bizmcp://supabase/schema',
  name: 'schema',
  title: 'Schema',
  description:
    'The exposed tables with the names and types of their columns, and the functions, as far as the project tells',
  data: 'internal',
  scopes: ['tables:read'],
  async read({ api }) {
    const schema = await api.describe(undefined, 'throw');
    if (!schema) return { schema: api.schema, note: 'The project shows its description to secret keys alone.' };
    const tables = [...schema.tables.values()].map(({ name, columns }) => {
      const types = columns.map((column) => [column.name, typeText(column)] as const);
      return [name, Object.fromEntries(types)] as const;
    });
    const functions = [...schema.functions].map(([name, { args }]) => [name, argumentsText(args)] as const);
    return { schema: api.schema, tables: Object.fromEntries(tables), functions: Object.fromEntries(functions) };
  },
});

function typeText({
  type,
  references,
  isPrimaryKey,
}: {
  type: string;
  references?: { table: string; column: string };
  isPrimaryKey: boolean;
}) {
  return [
    type,
    ...(isPrimaryKey ? ['key'] : []),
    ...(references ? [`-> ${references.table}.${references.column}`] : []),
  ].join(' ');
}
