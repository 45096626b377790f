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

/** The rows with a feature and its value in each; two lists of numbers, for they are gone through for each vector looked for. */
interface Posting {
  rows: number[];
  values: number[];
}

/** Indexes vectors of length 1. */
export function createNeighbourIndex(vectors: readonly SparseVector[]): NeighbourIndex {
  const postings = new Map<number, Posting>();
  for (const [row, vector] of vectors.entries()) {
    for (const [index, place] of vector.places.entries()) {
      const posting = postings.get(place) ?? { rows: [], values: [] };
      posting.rows.push(row);
      posting.values.push(vector.values[index] ?? 0);
      postings.set(place, posting);
    }
  }
  return { nearest: (vector, count) => findNearest(postings, vectors.length, vector, count) };
}

function findNearest(
  postings: ReadonlyMap<number, Posting>,
  rows: number,
  vector: SparseVector,
  count: number,
): Neighbour[] {
  const sums = new Float64Array(rows);
  for (const [index, place] of vector.places.entries()) {
    const posting = postings.get(place);
    if (posting) addProducts(sums, posting, vector.values[index] ?? 0);
  }
  const best: Neighbour[] = [];
  let worst = 0;
  // The later row of equals comes first: newer coding counts more.
  for (let row = rows - 1; row >= 0; row -= 1) {
    const similarity = sums[row] ?? 0;
    if (similarity <= worst) continue;
    const at = best.findIndex((other) => other.similarity < similarity);
    best.splice(at < 0 ? best.length : at, 0, { row, similarity });
    if (best.length > count) best.pop();
    if (best.length === count) worst = best.at(-1)?.similarity ?? 0;
  }
  return best;
}

function addProducts(sums: Float64Array, { rows, values }: Posting, own: number): void {
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    sums[row] = (sums[row] ?? 0) + own * (values[index] ?? 0);
  }
}
