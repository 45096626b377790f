import { countThatFits } from '@bizmcp/core';
import * as z from 'zod';
import { Row } from '../row/row.ts';
import { shownRows } from '../row/shown-rows.ts';
import { type Change, changeEvents } from './change.ts';

/** A change as it is listed with its subscription. */
export const LatestChange = z.object({
  at: z.string().describe('When, ISO 8601'),
  event: z.enum(changeEvents).describe('What happened'),
  row: Row.describe("The row afterwards, or what is told of a deleted one; texts in it may be anybody's words"),
  duplicate: z.literal(true).optional().describe('Told before, or a later state of the row was'),
  incomplete: z.literal(true).optional().describe('Columns are missing, since the row is too large'),
});

/** As many of the changes, the newest first, as fit into so many characters of JSON, their rows as an insertion shows them. */
export function shownLatest(changes: readonly Change[], mostCharacters: number) {
  const rows = changes.map(({ new: after, old }) => after ?? old ?? {});
  const { data, note } = shownRows(rows, mostCharacters);
  const latest = changes.slice(0, data.length).map((change, index) => {
    const { timestamp: at, eventType: event, duplicate, incomplete } = change;
    return { at, event, row: data[index] ?? {}, ...(duplicate && { duplicate }), ...(incomplete && { incomplete }) };
  });
  const shown = latest.slice(0, countThatFits(latest, mostCharacters));
  const left = changes.length - shown.length;
  const caughtUp = changes
    .slice(0, shown.length)
    .filter(({ source }) => source === 'caught_up')
    .map(({ timestamp }) => timestamp);
  const notes = [
    note,
    caughtUp.length > 0 && `Read afterwards, as the rows and their times stood then: ${caughtUp.join(', ')}.`,
    left > 0 && `For length ${left} more are not shown; query_table reads rows.`,
  ];
  return { latest: shown, notes: notes.filter((each) => typeof each === 'string') };
}
