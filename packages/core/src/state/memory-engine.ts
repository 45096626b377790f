import { randomUUID } from 'node:crypto';
import { bucketKey, bucketLifetime, giveBackTo, type Slots, takeFrom } from './sliding-window.ts';
import type { StateEngine, StateRecord } from './state.ts';

interface Entry {
  record: StateRecord;
  until: number;
}

type Buckets = Map<string, { slots: Slots; until: number }>;
type Spaces = Map<string, Map<string, Entry>>;

/** Writes between two sweeps of what has expired. */
const writesPerSweep = 500;

/** A state of this process alone, gone with it. */
export function createMemoryEngine(now: () => number = Date.now): StateEngine {
  const spaces: Spaces = new Map();
  const buckets: Buckets = new Map();
  let writes = 0;
  const sweep = () => {
    writes += 1;
    if (writes % writesPerSweep !== 0) return;
    for (const entries of [buckets, ...spaces.values()]) {
      for (const [key, entry] of entries) if (entry.until <= now()) entries.delete(key);
    }
  };
  return { ...createBuckets(buckets, now, sweep), ...createRecords(spaces, now, sweep), async close() {} };
}

function createBuckets(buckets: Buckets, now: () => number, sweep: () => void): Pick<StateEngine, 'take' | 'giveBack'> {
  return {
    async take(bucket, limit) {
      sweep();
      const key = bucketKey(bucket, limit);
      const { slots, taken } = takeFrom(buckets.get(key)?.slots ?? [], limit, now());
      buckets.set(key, { slots, until: now() + bucketLifetime(limit) });
      return taken;
    },
    async giveBack(bucket, limit, slot) {
      const key = bucketKey(bucket, limit);
      const known = buckets.get(key);
      if (known) buckets.set(key, { ...known, slots: giveBackTo(known.slots, slot) });
    },
  };
}

function createRecords(
  spaces: Spaces,
  now: () => number,
  sweep: () => void,
): Pick<StateEngine, 'get' | 'put' | 'delete' | 'list'> {
  const entriesOf = (space: string) => {
    const entries = spaces.get(space) ?? new Map<string, Entry>();
    spaces.set(space, entries);
    return entries;
  };
  const find = (space: string, id: string) => {
    const entry = entriesOf(space).get(id);
    return entry && entry.until > now() ? entry.record : undefined;
  };
  return {
    async get(space, id) {
      return find(space, id);
    },
    async put(space, id, value, { ttlMilliseconds = Number.POSITIVE_INFINITY, ifVersion } = {}) {
      sweep();
      const version = find(space, id)?.version ?? null;
      if (ifVersion !== undefined && ifVersion !== version) return undefined;
      const record = { id, value, version: randomUUID() };
      entriesOf(space).set(id, { record, until: now() + ttlMilliseconds });
      return record.version;
    },
    async delete(space, id, ifVersion) {
      const known = find(space, id);
      if (!known || (ifVersion !== undefined && ifVersion !== known.version)) return false;
      return entriesOf(space).delete(id);
    },
    async list(space) {
      return [...entriesOf(space).keys()].flatMap((id) => find(space, id) ?? []);
    },
  };
}
