import { createSeededRandom, drawNormal } from '../src/random/seeded-random.ts';

/** A shop's turnover: growth, a Christmas peak, noise; the same for the same seed. */
export function turnover(months: number, seed: number, noise = 3): number[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: months }, (_, month) => {
    const christmas = month % 12 === 11 ? 1.6 : 1 + 0.1 * Math.sin((month * Math.PI) / 6);
    return (100 + month) * christmas + noise * drawNormal(random);
  });
}
