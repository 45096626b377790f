import { incompleteBeta, upperGamma } from './special-functions.ts';

/** Chance of a standard normal at least as far from 0 as z, either side. */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}

/** The z that a standard normal is at least as far from 0 as with this chance, between 0 and 1, either side. */
export function normalCritical(chance: number): number {
  let [low, high] = [0, 40];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalTwoSided(middle) > chance) low = middle;
    else high = middle;
  }
  return high;
}

/** Chance of Student's t with these degrees of freedom at least as far from 0, either side. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/** Chance of a chi-square value at least this large. */
export function chiSquareUpper(value: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, value / 2);
}
