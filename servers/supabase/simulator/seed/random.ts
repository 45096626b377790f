/** A small generator, so that the same seed gives the same project. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  integer(from: number, to: number): number;
}

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    integer: (from, to) => from + Math.floor(next() * (to - from + 1)),
  };
};
