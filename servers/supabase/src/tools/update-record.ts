import { withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkAsked } from '../filter/asked-check.ts';
import { Row, TableName } from '../row/row.ts';
import { storedRows } from '../row/shown-rows.ts';
import { presentRows, updateRows } from '../write/write-rows.ts';

const partlyReadable =
  'These credentials may not read every column, so others are left out; query_table has those that select names.';

export const updateRecord = defineTool({
  name: 'update_record',
  title: 'Update rows',
  description: 'Changes the rows that match and returns them.',
  effect: 'update',
  foreignText: true,
  data: 'confidential',
  scopes: ['tables:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'row', workflow: 'database' },
  input: z.object({
    table: TableName.describe('Table'),
    filters: z.record(z.string(), z.unknown()).describe('As in query_table; never empty'),
    data: z.record(z.string(), z.unknown()).describe('New values by column'),
    max_rows: z.int().min(1).max(1000).default(50).describe('Refused if more match'),
  }),
  output: z.object({
    data: z.array(Row).describe('The rows after the change; of more than 20 their keys'),
    count: z.number().describe('How many were changed'),
    omitted: z.number().optional().describe('Rows left out here for length'),
    note: z.string().optional().describe('Rows that were not changed; columns left out'),
  }),
  examples: [
    {
      title: 'A ticket is solved',
      input: { table: 'support_tickets', filters: { id: 3 }, data: { status: 'solved' } },
    },
  ],
  undo: () => 'with update_record and the values before',
  change: {
    fields: z.record(z.string(), Row),
    async read({ input, api, isCleared, isShown }) {
      await checkAsked(api, isCleared, input);
      const { rows, told } = await presentRows(api, input, isShown, input.data);
      // A column that may be written but not read has no value before.
      const pick = (row: Record<string, unknown>) =>
        Object.fromEntries(Object.keys(input.data).flatMap((name) => (name in row ? [[name, row[name]]] : [])));
      return {
        before: Object.fromEntries(rows.map(([name, row]) => [name, pick(row)])),
        // Where no value differs, the filters may be why.
        after: {
          ...Object.fromEntries(rows.map(([name]) => [name, input.data])),
          ...(told.note && { note: told.note }),
        },
        beside: { before: {}, after: told },
      };
    },
  },
  async handler({ input, api, isCleared }) {
    await checkAsked(api, isCleared, input);
    const hint = 'Read the rows with query_table and compare them; the same change again does no harm.';
    const { rows, keys, isWhole, notes } = await withLookUp(hint, () => updateRows(api, input, input.data));
    const { note, ...shown } = storedRows(rows, keys);
    const told = [...notes, ...(note === undefined ? [] : [note]), ...(isWhole ? [] : [partlyReadable])].join(' ');
    return { ...shown, count: rows.length, ...(told !== '' && { note: told }) };
  },
});
