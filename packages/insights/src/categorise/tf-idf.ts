import type { TransactionFeatures } from './transaction-features.ts';

/** A vector of length 1 with most places 0: `values[i]` stands at place `places[i]`. */
export interface SparseVector {
  places: number[];
  values: number[];
}

/** Names of features, each with its place and how rare it is. */
export interface Vocabulary {
  places: ReadonlyMap<string, number>;
  rarity: readonly number[];
}

/** Learns which features there are and how rare: ln((1 + n) / (1 + rows with it)) + 1. Features of one row alone are left out from 50 rows on. */
export function learnVocabulary(rows: readonly TransactionFeatures[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const row of rows) for (const name of row.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const least = rows.length >= 50 ? 2 : 1;
  const kept = [...counts].filter(([, count]) => count >= least);
  return {
    places: new Map(kept.map(([name], place) => [name, place])),
    rarity: kept.map(([, count]) => Math.log((1 + rows.length) / (1 + count)) + 1),
  };
}

/** TF-IDF of a row, scaled to length 1; features never seen are left out. */
export function toVector({ places, rarity }: Vocabulary, row: TransactionFeatures): SparseVector {
  const vector: SparseVector = { places: [], values: [] };
  for (const [name, weight] of row) {
    const place = places.get(name);
    if (place === undefined) continue;
    vector.places.push(place);
    vector.values.push(weight * (rarity[place] ?? 0));
  }
  const length = Math.hypot(...vector.values) || 1;
  return { places: vector.places, values: vector.values.map((value) => value / length) };
}
