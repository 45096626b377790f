import type { ExaminedRow } from './examined-row.ts';

/** Rows by a key, each key's in order of date. */
export interface RowIndex {
  /** Rows are added in order of date. */
  add: (keys: readonly string[], row: ExaminedRow) => void;
  /** Those of the keys from a day on, the earliest of each first. */
  since: (keys: readonly string[], day: number) => Iterable<ExaminedRow>;
}

/** Makes an index without rows. */
export function createRowIndex(): RowIndex {
  const groups = new Map<string, ExaminedRow[]>();
  return {
    add(keys, row) {
      for (const key of keys) {
        const group = groups.get(key);
        if (group) group.push(row);
        else groups.set(key, [row]);
      }
    },
    *since(keys, day) {
      for (const key of keys) {
        const group = groups.get(key) ?? [];
        for (let place = firstSince(group, day); place < group.length; place += 1) {
          const row = group[place];
          if (row) yield row;
        }
      }
    },
  };
}

function firstSince(group: readonly ExaminedRow[], day: number): number {
  let [low, high] = [0, group.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((group[middle]?.day ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
