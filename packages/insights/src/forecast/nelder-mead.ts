/** How long and how exactly {@link minimise} searches. */
export interface SearchLimits {
  /** Evaluations of the function at most. */
  evaluations: number;
  /** Stop once the values of the simplex differ by less than this, relative to the best. */
  tolerance: number;
}

interface Vertex {
  at: number[];
  value: number;
}

/**
 * The lowest point found of a function of a few variables, without derivatives.
 * Source: Nelder and Mead, A simplex method for function minimization, The Computer Journal 7 (1965).
 * A value that is not a number counts as infinitely high.
 */
export function minimise(cost: (at: readonly number[]) => number, start: readonly number[], limits: SearchLimits) {
  let spent = 0;
  const measure = (at: number[]): Vertex => {
    spent += 1;
    const value = cost(at);
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let simplex = firstSimplex(start).map(measure).sort(byValue);
  while (spent < limits.evaluations && !isFlat(simplex, limits.tolerance)) {
    simplex = nextSimplex(simplex, measure).sort(byValue);
  }
  return simplex[0] ?? { at: [...start], value: Number.POSITIVE_INFINITY };
}

function byValue(one: Vertex, other: Vertex): number {
  return one.value === other.value ? 0 : one.value - other.value;
}

function firstSimplex(start: readonly number[]): number[][] {
  const moved = start.map((_, index) =>
    start.map((value, place) => (place === index ? value + stepFrom(value) : value)),
  );
  return [[...start], ...moved];
}

function stepFrom(value: number): number {
  return Math.abs(value) > 0.5 ? -0.3 * value : 0.5;
}

function isFlat(simplex: readonly Vertex[], tolerance: number): boolean {
  const best = simplex[0]?.value ?? 0;
  const worst = simplex.at(-1)?.value ?? 0;
  return worst - best <= tolerance * (Math.abs(best) + tolerance);
}

/** Replaces the worst vertex, or shrinks all towards the best. */
function nextSimplex(simplex: readonly Vertex[], measure: (at: number[]) => Vertex): Vertex[] {
  const kept = simplex.slice(0, -1);
  const [best] = simplex;
  const second = kept.at(-1);
  const worst = simplex.at(-1);
  if (!best || !second || !worst) return [...simplex];
  const centre = worst.at.map((_, index) => kept.reduce((sum, { at }) => sum + (at[index] ?? 0), 0) / kept.length);
  const along = (factor: number) =>
    measure(centre.map((value, index) => value + factor * (value - (worst.at[index] ?? 0))));

  const reflected = along(1);
  if (reflected.value < best.value) {
    const expanded = along(2);
    return [...kept, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < second.value) return [...kept, reflected];
  const contracted = along(reflected.value < worst.value ? 0.5 : -0.5);
  if (contracted.value < Math.min(reflected.value, worst.value)) return [...kept, contracted];
  const shrunk = simplex
    .slice(1)
    .map(({ at }) => measure(at.map((value, index) => (value + (best.at[index] ?? 0)) / 2)));
  return [best, ...shrunk];
}
