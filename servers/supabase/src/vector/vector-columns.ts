import { withReadJson } from '../json-text.ts';
import type { WireRow } from '../row/row.ts';
import { type SelectedKeys, selectedKeys } from '../select/select-list.ts';

/** Lists of so many numbers are taken for vectors, by any name: models make them of 64 and more, and nobody reads them. */
const leastNumbers = 64;
const vectorName = /(?:^|_)(?:embeddings?|vector)$/i;

/** Rows as they are shown: without the vectors that their select does not name, and which columns those were, with their lengths. */
export function withoutVectors(rows: readonly WireRow[], select = '*'): { rows: WireRow[]; vectors: string[] } {
  const left = new Map<string, number>();
  const keys = selectedKeys(select);
  const shown = rows.map((row) => withoutVectorsOf(row, keys, (column, length) => left.set(column, length)));
  return { rows: shown, vectors: [...left].map(([column, length]) => `${column} (${length} numbers)`) };
}

/** Says which vectors an answer lacks, and how to get them. */
export function leftOut(vectors: readonly string[]): string {
  return `Left out: ${vectors.join(', ')}; query_table has them where select names them.`;
}

/** How many numbers a column's vector has; undefined for any other value. */
export function vectorLength(column: string, value: unknown): number | undefined {
  // pgvector's types come as texts, arrays as lists.
  const numbers = typeof value === 'string' && /^\[[-+\d.,eE]+\]$/.test(value) ? value.slice(1, -1).split(',') : value;
  const isVector =
    Array.isArray(numbers) &&
    numbers.length >= (vectorName.test(column) ? 1 : leastNumbers) &&
    (typeof value === 'string' || numbers.every((each) => typeof each === 'number'));
  return isVector ? numbers.length : undefined;
}

function withoutVectorsOf(row: WireRow, keys: SelectedKeys, leave: (column: string, length: number) => void): WireRow {
  const entries = Object.entries(row).flatMap(([column, value]) => {
    const inner = keys.get(column);
    if (inner) {
      const leaveInner = (name: string, length: number) => leave(`${column}.${name}`, length);
      const shown = [value].flat().map((each) => (isRow(each) ? withoutVectorsOf(each, inner, leaveInner) : each));
      return [[column, Array.isArray(value) ? shown : shown[0]] as const];
    }
    const length = keys.has(column) ? undefined : vectorLength(column, value);
    if (length === undefined) return [[column, withReadJson(value)] as const];
    leave(column, length);
    return [];
  });
  return Object.fromEntries(entries);
}

export function isRow(value: unknown): value is WireRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
