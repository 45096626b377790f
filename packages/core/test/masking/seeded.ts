/** A source of numbers that gives the same ones for the same seed (mulberry32). */
export interface Seeded {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Digits for each `N` (any), `X` (2 to 9), a letter for each `§`; everything else stays. */
  fill(pattern: string): string;
}

export function createSeeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    fill: (pattern) =>
      pattern
        .replaceAll('N', () => String(below(10)))
        .replaceAll('X', () => String(2 + below(8)))
        .replaceAll('§', () => String.fromCharCode(65 + below(26))),
  };
}
