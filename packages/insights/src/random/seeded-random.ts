/** A source of numbers, uniform in [0, 1). */
export type RandomSource = () => number;

/** The same seed gives the same numbers: mulberry32 (T. Ettinger), 32 bits of state. For simulations; never for secrets. */
export function createSeededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A standard normal number (Box and Muller 1958). */
export function drawNormal(random: RandomSource): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** A number of the chi-square distribution with whole degrees of freedom: the sum of the squares of so many normal numbers. */
export function drawChiSquare(random: RandomSource, degreesOfFreedom: number): number {
  return Array.from({ length: degreesOfFreedom }, () => drawNormal(random) ** 2).reduce((sum, one) => sum + one, 0);
}
