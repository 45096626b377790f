import { quotedColumn } from '../schema/column-name.ts';
import { advance, type ChangeCursor } from './change-cursor.ts';
import { parseChangeFilter } from './change-filter.ts';
import { ChangeIntake } from './change-intake.ts';
import { ChangeJournal } from './change-journal.ts';
import { type ChangeSubscription, watchedFilter } from './change-subscription.ts';
import { missedRows } from './missed-rows.ts';
import type { ProjectTables } from './project-tables.ts';
import type { State } from './shared-state.ts';
import { readTableShape, type TableShape } from './table-shape.ts';

/** Begins a subscription's journal at what its table holds now: what is written from here on is news, whenever it is read. */
export async function beginJournal(
  state: State,
  tables: ProjectTables,
  subscription: ChangeSubscription,
): Promise<void> {
  const { id, table, events } = subscription;
  const watched = watchedFilter(subscription);
  const filter = watched === undefined ? undefined : parseChangeFilter(watched);
  const shape = await readTableShape(tables, table);
  const cursor = await readCursor(tables, table, shape);
  const journal = await ChangeJournal.open(state, id, cursor);
  const intake = await ChangeIntake.open(journal, shape, async () => {});
  await intake.learn([]);
  if (Object.keys(cursor).length === 0) return;
  for await (const rows of missedRows({ tables, table, filter, events, shape, cursor })) await intake.learn(rows);
}

/** The newest row's times and number; of the whole table, so that a filter with no match yet has a place to begin. */
async function readCursor(tables: ProjectTables, table: string, shape: TableShape): Promise<ChangeCursor> {
  const columns = [shape.createdAt, shape.updatedAt, ...(shape.isKeyNumber ? shape.key : [])];
  let cursor: ChangeCursor = {};
  for (const column of columns.filter((name) => name !== undefined)) {
    const name = quotedColumn(column);
    const query = { select: name, order: `${name}.desc.nullslast`, limit: 1 };
    const [row] = await tables.read(table, query);
    cursor = advance(cursor, row ?? null, shape);
  }
  return cursor;
}
