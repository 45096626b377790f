import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkAsked } from '../filter/asked-check.ts';
import { Row, TableName } from '../row/row.ts';
import { shownRows } from '../row/shown-rows.ts';
import { referringRows } from '../write/referring-rows.ts';
import { deleteRows, presentRows } from '../write/write-rows.ts';

export const deleteRecord = defineTool({
  name: 'delete_record',
  title: 'Delete rows',
  description: 'Deletes the rows that match, for good.',
  effect: 'delete',
  foreignText: true,
  data: 'confidential',
  scopes: ['tables:write'],
  rateLimit: { calls: 30, perSeconds: 60 },
  semantics: { entity: 'row', workflow: 'database' },
  input: z.object({
    table: TableName.describe('Table'),
    filters: z.record(z.string(), z.unknown()).describe('As in query_table; never empty'),
    max_rows: z.int().min(1).max(1000).default(10).describe('Refused if more match'),
  }),
  output: z.object({
    data: z.array(Row).describe('The rows that are gone, by their keys'),
    count: z.number().describe('How many'),
    omitted: z.number().optional().describe('Rows left out here for length'),
    note: z.string().optional().describe('Rows that were not deleted'),
  }),
  examples: [{ title: 'One ticket', input: { table: 'support_tickets', filters: { id: 5 } } }],
  undo: () => 'not possible here',
  change: {
    fields: z.record(z.string(), Row),
    async read({ input, api, isCleared, isShown }) {
      await checkAsked(api, isCleared, input);
      const { rows, told } = await presentRows(api, input, isShown);
      const referring = await referringRows(
        api,
        input.table,
        rows.map(([, row]) => row),
      );
      return {
        before: Object.fromEntries(rows),
        after: { ...told, ...referring, ...Object.fromEntries(rows.map(([name]) => [name, 'deleted'])) },
      };
    },
  },
  async handler({ input, api, isCleared }) {
    await checkAsked(api, isCleared, input);
    const hint = 'Read them with query_table: deleted rows are not found.';
    const { rows, notes } = await withLookUp(hint, () => deleteRows(api, input));
    const { note: _, ...shown } = shownRows(rows);
    return { ...shown, count: rows.length, ...(notes.length > 0 && { note: notes.join(' ') }) };
  },
});
