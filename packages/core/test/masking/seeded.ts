import { createRandom } from '../serve/fixtures/random.ts';

/** A source of chance that also fills in patterns. */
export type Seeded = ReturnType<typeof createSeeded>;

export function createSeeded(seed: number) {
  const { below, pick } = createRandom(seed);
  /** Digits for each `N` (any), `X` (2 to 9), a letter for each `§`; everything else stays. */
  const fill = (pattern: string) =>
    pattern
      .replaceAll('N', () => String(below(10)))
      .replaceAll('X', () => String(2 + below(8)))
      .replaceAll('§', () => String.fromCharCode(65 + below(26)));
  return { below, pick, fill };
}
