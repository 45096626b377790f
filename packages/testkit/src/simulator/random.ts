/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number, both ends included. */
  integer(lowest: number, highest: number): number;
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  pick<const Item>(items: readonly Item[]): Item;
  /** True as often as `probability` says. */
  chance(probability: number): boolean;
  /** About normally distributed around 0, with deviation 1. */
  normal(): number;
}

/** Makes a generator (mulberry32: 32 bits of state, enough for a story, not for secrets). */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    integer: (lowest, highest) => lowest + below(highest - lowest + 1),
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from');
      return item;
    },
    chance: (probability) => next() < probability,
    // The sum of twelve uniform numbers is close to a normal distribution.
    normal: () => Array.from({ length: 12 }, next).reduce((sum, value) => sum + value, -6),
  };
};
