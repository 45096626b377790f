import type { SparseVector } from './tf-idf.ts';

/** A past row with its likeness: cosine of the vectors, 0 to 1. */
export interface Neighbour {
  row: number;
  similarity: number;
}

/** Finds the rows most like a vector, by an inverted index. */
export interface NeighbourIndex {
  nearest: (vector: SparseVector, count: number) => Neighbour[];
}

/** Indexes vectors of length 1. */
export function createNeighbourIndex(vectors: readonly SparseVector[]): NeighbourIndex {
  const postings = new Map<number, { row: number; value: number }[]>();
  for (const [row, vector] of vectors.entries()) {
    for (const [index, place] of vector.places.entries()) {
      const list = postings.get(place) ?? [];
      list.push({ row, value: vector.values[index] ?? 0 });
      postings.set(place, list);
    }
  }
  return { nearest: (vector, count) => findNearest(postings, vectors.length, vector, count) };
}

function findNearest(
  postings: ReadonlyMap<number, readonly { row: number; value: number }[]>,
  rows: number,
  vector: SparseVector,
  count: number,
): Neighbour[] {
  const sums = new Float64Array(rows);
  for (const [index, place] of vector.places.entries()) {
    const own = vector.values[index] ?? 0;
    for (const { row, value } of postings.get(place) ?? []) sums[row] = (sums[row] ?? 0) + own * value;
  }
  const best: Neighbour[] = [];
  for (const [row, similarity] of sums.entries()) {
    const worst = best.at(-1)?.similarity ?? 0;
    if (similarity <= 0 || (best.length >= count && similarity < worst)) continue;
    // Of equals the later row comes first: newer coding counts more.
    const at = best.findIndex((other) => other.similarity <= similarity);
    best.splice(at < 0 ? best.length : at, 0, { row, similarity });
    if (best.length > count) best.pop();
  }
  return best;
}
