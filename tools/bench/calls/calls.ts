import { medianOf } from '../statistics.ts';

/** Makes one call, of the question that this caller asks. */
export type MakeCall = (caller: number) => Promise<void>;

/** Milliseconds of each of some calls, one after the other. */
export async function timeCalls(call: MakeCall, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    await call(index);
    times.push(performance.now() - begun);
  }
  return times;
}

/** Calls a second of as many callers, each of which asks again when it is answered: the median of short stretches. */
export async function callsPerSecond(call: MakeCall, callers: number, stretches: number): Promise<number> {
  const rates: number[] = [];
  for (let stretch = 0; stretch < stretches; stretch += 1) rates.push(await rateOf(call, callers));
  return medianOf(rates);
}

const stretchMilliseconds = 1000;

async function rateOf(call: MakeCall, callers: number): Promise<number> {
  const begun = performance.now();
  let count = 0;
  const ask = async (_: unknown, caller: number) => {
    while (performance.now() - begun < stretchMilliseconds) {
      await call(caller);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, ask));
  return (count * 1000) / (performance.now() - begun);
}
