import type { Candidate } from './candidate.ts';
import { mstlBinary } from './mstl-binary.ts';

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
  const [{ MSTL, initSync }, module] = await Promise.all([import('@bsull/augurs/mstl'), mstlBinary()]);
  initSync({ module: new Uint8Array(module) });
  return {
    name: 'MSTL with ETS',
    needs: ({ season }) => (season < 2 ? Number.POSITIVE_INFINITY : 2 * season + 1),
    project(history, { season }, horizon) {
      const model = MSTL.ets([season]);
      try {
        model.fit([...history]);
        return [...model.predict(horizon).point];
      } finally {
        model.free();
      }
    },
  };
}
