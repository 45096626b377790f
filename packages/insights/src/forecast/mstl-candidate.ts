import type { Candidate } from './candidate.ts';

let loaded: Promise<Candidate> | undefined;

/**
 * MSTL with exponential smoothing of the trend, from `@bsull/augurs`. Its WebAssembly is loaded at the first call and
 * kept. Only MSTL is taken from that library: its AutoETS has no seasons and its season detection is wrong.
 * Source: Bandara, Hyndman and Bergmeir, MSTL: a seasonal-trend decomposition algorithm for time series with multiple
 * seasonal patterns (2021).
 */
export function loadMstl(): Promise<Candidate> {
  loaded ??= createMstl();
  return loaded;
}

async function createMstl(): Promise<Candidate> {
  // Both are imported here, not above: a server that never forecasts pays nothing for them at start.
  const [{ MSTL, initSync }, { mstlBinary }] = await Promise.all([
    import('@bsull/augurs/mstl'),
    import('./mstl-binary.ts'),
  ]);
  initSync({ module: new Uint8Array(await mstlBinary()) });
  return {
    name: 'MSTL with ETS',
    needs: ({ season }) => (season < 2 ? Number.POSITIVE_INFINITY : 2 * season + 1),
    project(history, { season }, horizon) {
      const model = MSTL.ets([season]);
      try {
        model.fit([...history]);
        return [...model.predict(horizon).point];
      } catch {
        // It refuses some degenerate series; without finite means it is left out, like any other candidate.
        return Array.from({ length: horizon }, () => Number.NaN);
      } finally {
        model.free();
      }
    },
  };
}
