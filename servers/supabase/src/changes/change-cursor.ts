import * as z from 'zod';
import type { WireRow } from '../row/row.ts';
import type { TableShape } from './table-shape.ts';

/** How far a subscription has seen its table, in the database's own time. */
export const ChangeCursor = z.object({
  createdAt: z.string().optional(),
  updatedAt: z.string().optional(),
  /** A number, as a text where it has more digits than a number holds. */
  key: z.union([z.number(), z.string()]).optional(),
});
export type ChangeCursor = z.output<typeof ChangeCursor>;

/** The cursor after this row was read by this column. */
export function advanceBy(column: string, cursor: ChangeCursor, row: WireRow, shape: TableShape): ChangeCursor {
  return advance(cursor, { [column]: row[column] }, shape);
}

/** The cursor after this change was told by a stream that missed nothing before it. */
export function advance(cursor: ChangeCursor, row: WireRow | null, shape: TableShape): ChangeCursor {
  if (!row) return cursor;
  const createdAt = later(cursor.createdAt, row[shape.createdAt ?? '']);
  const updatedAt = later(cursor.updatedAt, row[shape.updatedAt ?? '']);
  const key = shape.isKeyNumber ? larger(cursor.key, row[shape.key[0] ?? '']) : cursor.key;
  return {
    ...(createdAt !== undefined && { createdAt }),
    ...(updatedAt !== undefined && { updatedAt }),
    ...(key !== undefined && { key }),
  };
}

function later(left: string | undefined, right: unknown): string | undefined {
  if (typeof right !== 'string' || Number.isNaN(Date.parse(right))) return left;
  return left === undefined || Date.parse(right) > Date.parse(left) ? right : left;
}

function larger(left: ChangeCursor['key'], right: unknown): ChangeCursor['key'] {
  if (typeof right !== 'number' && !(typeof right === 'string' && /^-?\d+$/.test(right))) return left;
  return left === undefined || BigInt(right) > BigInt(left) ? right : left;
}
