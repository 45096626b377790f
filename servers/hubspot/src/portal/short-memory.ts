import type { Hubspot } from '../hubspot.ts';

const freshMilliseconds = 60_000;

/** A read that is answered from memory for a minute: what it tells changes rarely, and many calls need it. Failures are not kept. */
export function shortMemory<Value>(read: (api: Hubspot, key: string) => Promise<Value>) {
  const memories = new WeakMap<Hubspot, Map<string, { at: number; value: Value }>>();
  return async (api: Hubspot, key = ''): Promise<Value> => {
    const memory = memories.get(api) ?? new Map<string, { at: number; value: Value }>();
    memories.set(api, memory);
    const known = memory.get(key);
    if (known && Date.now() - known.at < freshMilliseconds) return known.value;
    const value = await read(api, key);
    memory.set(key, { at: Date.now(), value });
    return value;
  };
}
