import { withHint, withLookUp } from '@bizmcp/core';
import * as z from 'zod';
import { defineTool } from '../api.ts';
import { readAnswer } from '../row/read-rows.ts';
import { Row, TableName, WireRows } from '../row/row.ts';
import { keysOf } from '../row/row-key.ts';
import { storedRows } from '../row/shown-rows.ts';
import { quotedColumn } from '../schema/column-name.ts';
import { checkInsertion, lookUpOf, shownInsertion } from '../write/insert-rows.ts';
import { writeDoubts } from '../write/write-doubts.ts';

const Values = z.record(z.string(), z.unknown());

const unreadable = 'Nothing was stored. Where these credentials may write but not read, set returning to false.';

export const insertRecord = defineTool({
  name: 'insert_record',
  title: 'Insert rows',
  description: 'Adds rows, all or none, and returns them as stored.',
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
    upsert: z.boolean().optional().describe('Change a row with the same key'),
    on_conflict: z.string().max(300).optional().describe('Unique columns for upsert; default: primary key'),
    returning: z.boolean().default(true).describe('false: rows you may write but not read'),
  }),
  output: z.object({
    data: z.array(Row).describe('The rows as stored; of more than 20 their keys'),
    count: z.number().describe('How many were stored'),
    omitted: z.number().optional().describe('Rows left out here for length'),
    note: z.string().optional().describe('Columns left out'),
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
  undo: ({ upsert }) =>
    `with delete_record, where row level security allows it${upsert ? '; what was there before, with update_record and the values before' : ''}`,
  change: {
    fields: z.record(z.string(), Row),
    read: ({ input, api, isShown }) => shownInsertion(api, input, isShown),
  },
  async handler({ input, api }) {
    const checked = await checkInsertion(api, input);
    const { table, rows, conflict } = checked;
    const target = (await api.client()).from(input.table);
    const onConflict = conflict.length === 0 ? {} : { onConflict: conflict.map(quotedColumn).join(',') };
    const request = input.upsert
      ? target.upsert(rows, { ...onConflict, defaultToNull: false })
      : target.insert(rows, { defaultToNull: false });
    const answer = input.returning ? request.select().throwOnError() : request.throwOnError();
    // No rows where they were asked for: whoever answered, it was not the database.
    const wire = z.object({ data: input.returning ? WireRows : z.null() });
    const insert = () => readAnswer(wire, answer, 'write');
    // The database names but the column, or a constraint.
    const doubts = async () => (await writeDoubts(api, { table, rows, isNew: true, conflict }))['may fail'];
    const named = () => withHint('invalid_input', rows.length > 1 ? doubts : undefined, insert);
    const look = () => withLookUp(lookUpOf(checked, input.upsert === true), named);
    const { data } = await (input.returning ? withHint('forbidden', unreadable, look) : look());
    return { ...storedRows(data ?? [], keysOf(table)), count: data?.length ?? rows.length };
  },
});
