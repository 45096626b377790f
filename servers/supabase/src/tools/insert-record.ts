import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { checkColumns, tableOf } from '../column-check.ts';
import { readAnswer } from '../read-rows.ts';
import { Row, TableName, WireRows } from '../row.ts';
import { shownRows } from '../shown-rows.ts';

const Values = z.record(z.string(), z.unknown());

export const insertRecord = defineTool({
  name: 'insert_record',
  title: 'Insert rows',
  description: 'Adds one row or several, all or none, and returns them as stored. To change rows use update_record.',
  effect: 'create',
  foreignText: true,
  data: 'confidential',
  scopes: ['tables:write'],
  rateLimit: { calls: 60, perSeconds: 60 },
  semantics: { entity: 'row', workflow: 'database' },
  input: z.object({
    table: TableName.describe('Table'),
    data: z
      .union([Values, z.array(Values).min(1).max(500)])
      .describe('{column: value}, or a list of them; columns left out get their default'),
    upsert: z.boolean().default(false).describe('Change the row that has the same key instead of failing'),
    on_conflict: z.string().max(300).optional().describe('Unique columns for upsert; default: primary key'),
    returning: z.boolean().default(true).describe('false where you may write rows but not read them'),
  }),
  output: z.object({
    data: z.array(Row).describe('The rows as stored'),
    count: z.number().describe('How many were stored'),
    omitted: z.number().optional().describe('Rows left out here for length'),
  }),
  examples: [
    {
      title: 'A new ticket',
      input: {
        table: 'support_tickets',
        data: { subject: 'Scanner in hall 2 is offline', priority: 'high', tags: ['shipping'] },
      },
    },
  ],
  async handler({ input, api }) {
    const table = tableOf(await api.describe(), input.table);
    const rows = Array.isArray(input.data) ? input.data : [input.data];
    const columns = rows.flatMap((row) => Object.keys(row));
    if (rows.some((row) => Object.keys(row).length === 0)) throw noColumn();
    checkColumns(table, columns, 'data');
    checkColumns(table, (input.on_conflict ?? '').split(',').filter(Boolean), 'on_conflict');
    const target = (await api.client()).from(input.table);
    const onConflict = input.on_conflict === undefined ? {} : { onConflict: input.on_conflict };
    const request = input.upsert
      ? target.upsert(rows, { ...onConflict, defaultToNull: false })
      : target.insert(rows, { defaultToNull: false });
    const answer = input.returning ? request.select().throwOnError() : request.throwOnError();
    const { data } = await readAnswer(z.object({ data: WireRows.nullable() }), answer, 'write');
    return { ...shownRows(data ?? []), count: data?.length ?? rows.length };
  },
});

function noColumn(): ToolError {
  return new ToolError('invalid_input', 'data has a row without a column; nothing was stored.');
}
