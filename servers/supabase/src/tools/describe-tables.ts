import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { TableName } from '../row/row.ts';
import { sampleColumns } from '../schema/sample-columns.ts';
import { Description, describeTable, listTables } from '../schema/table-description.ts';

export const describeTables = defineTool({
  name: 'describe_tables',
  title: 'Describe tables',
  description:
    'Lists tables, views and functions; of one table its columns with types, keys and relationships. Begin here.',
  effect: 'read',
  data: 'internal',
  scopes: ['tables:read'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'table', workflow: 'database' },
  cacheSeconds: 60,
  input: z.object({ table: TableName.optional().describe('Only this one') }),
  output: Description,
  examples: [
    { title: 'The columns of the tickets', input: { table: 'support_tickets' } },
    { title: 'All tables', input: {} },
  ],
  async handler({ input, api }) {
    const { table } = input;
    const schema = await api.describe(({ tables }) => table === undefined || tables.has(table), 'throw');
    if (schema) return input.table === undefined ? listTables(schema) : describeTable(schema, input.table);
    if (input.table === undefined) throw undescribed();
    return {
      tables: [{ name: input.table, columns: await sampleColumns(api, input.table) }],
      note: 'The project keeps its description to secret keys, so names and types were read off one row.',
    };
  },
});

function undescribed(): ToolError {
  return new ToolError(
    'forbidden',
    'The project shows its list of tables to secret keys alone. Ask the user for the name of a table, then call describe_tables with it.',
  );
}
