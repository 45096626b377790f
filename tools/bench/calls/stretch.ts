import type { MakeCall } from './calls.ts';

/** What some time of calling came to. */
export interface Stretch {
  /** Milliseconds of each call that was answered. */
  latencies: number[];
  errors: number;
  /** How long it was, in milliseconds. */
  milliseconds: number;
}

/** Has some callers ask, each again when it is answered, until the time is over. */
export async function callFor(milliseconds: number, call: MakeCall, callers: number): Promise<Stretch> {
  const begun = performance.now();
  const stretch: Stretch = { latencies: [], errors: 0, milliseconds: 0 };
  const ask = async (_: unknown, caller: number) => {
    while (performance.now() - begun < milliseconds) await timed(() => call(caller), stretch);
  };
  await Promise.all(Array.from({ length: callers }, ask));
  return { ...stretch, milliseconds: performance.now() - begun };
}

/** Makes so many calls by some callers; `after` is told how many were made. */
export async function callTimes(count: number, call: MakeCall, callers: number, after?: (made: number) => void) {
  const stretch: Stretch = { latencies: [], errors: 0, milliseconds: 0 };
  let made = 0;
  const ask = async (_: unknown, caller: number) => {
    while (made < count) {
      made += 1;
      const number = made;
      await timed(() => call(caller), stretch);
      after?.(number);
    }
  };
  await Promise.all(Array.from({ length: callers }, ask));
  return stretch;
}

async function timed(call: () => Promise<void>, stretch: Stretch): Promise<void> {
  const begun = performance.now();
  try {
    await call();
    stretch.latencies.push(performance.now() - begun);
  } catch {
    stretch.errors += 1;
  }
}
