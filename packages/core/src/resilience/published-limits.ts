import type { RateLimit } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';
import { log } from '../observe/log.ts';
import { createMemoryEngine } from '../state/memory-engine.ts';
import { createState } from '../state/shared-state.ts';
import type { WindowLimit } from '../state/sliding-window.ts';
import type { State } from '../state/state.ts';
import type { Clock } from './clock.ts';

/** A rate or quota as a vendor publishes it: `{ calls: 60, perSeconds: 60 }`. */
export interface PublishedLimit extends RateLimit {
  /** Share of it that reads leave to writes, from 0 to 1. Default 0. */
  reserve?: number;
  /** Of the requests that count against this scope alone; of each scope's by itself unless told. */
  scope?: string;
}

/** What one request may take up, or how long until it may. */
export type Pass =
  | {
      granted: true;
      /** Gives everything back: the request was not sent. */
      cancel(): Promise<void>;
      /** The request is over: whatever came of it, it counts. */
      end(): Promise<void>;
    }
  | { granted: false; waitMilliseconds: number; limit: PublishedLimit | undefined };

/** Keeps the requests of all processes together below what a vendor publishes. */
export interface PublishedLimits {
  /** Takes up what one request needs. `scope`: whose limits they are. */
  take(scope: string, isWrite: boolean): Promise<Pass>;
}

/** What the limits of one vendor are made of. */
export interface PublishedLimitsOptions {
  /** Tells this vendor's counts from every other's. */
  vendor: string;
  limits: readonly PublishedLimit[];
  /** How many requests may be under way at once. */
  concurrent: number | undefined;
  /** How long a place of a process that died stays taken. */
  leaseMilliseconds: number;
  clock: Clock;
  /** What the processes share; the memory of this one unless given. */
  state: State | undefined;
}

const placeSpace = 'vendor-place';
/** How long to wait before looking for a place again, so that many who wait do not look all at once. */
const lookMilliseconds = { least: 20, spread: 60 };

/** Limits in the state that the processes share, so that a restart forgets nothing. Without any limit it grants everything. */
export function createPublishedLimits(options: PublishedLimitsOptions): PublishedLimits {
  const { vendor, limits, concurrent, clock } = options;
  const memory = createState(async () => createMemoryEngine(clock.date));
  // The longest first: what stands in the way for a day is what to tell.
  const sorted = [...limits].sort((one, other) => other.perSeconds - one.perSeconds);

  const takeFrom = async (state: State, scope: string, isWrite: boolean): Promise<Pass> => {
    const key = JSON.stringify([vendor, scope]);
    const own = sorted.filter((limit) => limit.scope === undefined || limit.scope === scope);
    const place = concurrent === undefined ? undefined : await takePlace(state, key, concurrent, options);
    if (concurrent !== undefined && !place) return noPlace();
    const end = async () => place?.leave();
    const counted = await countAll(state, key, own, isWrite).catch(async (error: unknown) => {
      await end();
      throw error;
    });
    if ('waitMilliseconds' in counted) {
      await end();
      return { granted: false, ...counted };
    }
    const cancel = async () => {
      await Promise.all([end(), counted.giveBack()]);
    };
    return { granted: true, cancel, end };
  };

  return {
    async take(scope, isWrite) {
      if (!options.state) return takeFrom(memory, scope, isWrite);
      try {
        return await takeFrom(options.state, scope, isWrite);
      } catch (error) {
        // As with the limits of tools: nothing is changed at a system that we can no longer count for.
        if (isWrite || !(error instanceof ToolError)) throw error;
        log('warn', 'Requests are counted in this process alone, because the shared state can not be used');
        return takeFrom(memory, scope, isWrite);
      }
    },
  };
}

function noPlace(): Pass {
  const waitMilliseconds = lookMilliseconds.least + Math.random() * lookMilliseconds.spread;
  return { granted: false, waitMilliseconds, limit: undefined };
}

type Counted = { giveBack(): Promise<void> } | { waitMilliseconds: number; limit: PublishedLimit };

/** Counts a request against every limit, or against none. */
async function countAll(
  state: State,
  key: string,
  limits: readonly PublishedLimit[],
  isWrite: boolean,
): Promise<Counted> {
  const taken: { window: WindowLimit; slot: number }[] = [];
  const giveBack = async () => {
    // What can't be given back comes back by itself when its window is over.
    await Promise.all(taken.map(({ window, slot }) => state.giveBack(key, window, slot).catch(() => {})));
  };
  for (const limit of limits) {
    const { calls, perSeconds, reserve = 0 } = limit;
    const window = { calls, perSeconds, reserve: isWrite ? 0 : Math.floor(calls * reserve) };
    const result = await state.take(key, window);
    if (!result.granted) {
      await giveBack();
      return { waitMilliseconds: result.waitMilliseconds, limit };
    }
    taken.push({ window, slot: result.slot });
  }
  return { giveBack };
}

/** Takes one of the places, whichever is free; it frees itself some time after its process died. */
async function takePlace(state: State, key: string, places: number, { leaseMilliseconds }: PublishedLimitsOptions) {
  const first = Math.floor(Math.random() * places);
  for (let index = 0; index < places; index += 1) {
    const id = `${key} ${(first + index) % places}`;
    const version = await state.put(placeSpace, id, '', { ttlMilliseconds: leaseMilliseconds, ifVersion: null });
    if (version === undefined) continue;
    return {
      leave: async () => {
        await state.delete(placeSpace, id, version).catch(() => {});
      },
    };
  }
  return undefined;
}
