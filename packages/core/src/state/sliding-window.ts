import type { RateLimit } from '../define/tool.ts';

/** A limit, and how a call counts against it. */
export interface WindowLimit extends RateLimit {
  /** What must be left over after this call, kept for calls that matter more. Default 0. */
  reserve?: number;
}

/** A place in a window, or how long until there may be one. */
export type Taken = { granted: true; slot: number } | { granted: false; waitMilliseconds: number };

/** Calls counted by slot of time. */
export type Slots = readonly (readonly [slot: number, count: number])[];

/** A window is counted in this many slots, so that a limit of any size fits into one small record. */
const slotsPerWindow = 60;

/** Where a limit is counted: the same name under another window is another count. */
export function bucketKey(bucket: string, { perSeconds }: RateLimit): string {
  return `${bucket} /${perSeconds}`;
}

/** How long the count of a bucket matters after its last change. */
export function bucketLifetime({ perSeconds }: RateLimit): number {
  return Math.ceil(perSeconds * 1000) * 2 + 1000;
}

/** Milliseconds of one slot. */
export function slotMilliseconds({ perSeconds }: RateLimit): number {
  return Math.max(1, Math.ceil((perSeconds * 1000) / slotsPerWindow));
}

/**
 * Counts a call. A slot counts until all of it is older than the window: never more than `calls` in any `perSeconds`, at the
 * price of a wait that is up to a sixtieth longer than it must be. The Redis script does the same.
 */
export function takeFrom(slots: Slots, limit: WindowLimit, now: number): { slots: Slots; taken: Taken } {
  const { calls, reserve = 0 } = limit;
  const width = slotMilliseconds(limit);
  const span = limit.perSeconds * 1000;
  const current = Math.floor(now / width);
  const kept = slotsThatCount(slots, Math.floor((now - span) / width), current);
  let room = calls - reserve;
  for (const [, count] of kept) room -= count;
  if (room >= 1) return { slots: withCall(kept, current), taken: { granted: true, slot: current } };
  for (const [slot, count] of kept) {
    room += count;
    if (room >= 1) {
      return { slots: kept, taken: { granted: false, waitMilliseconds: Math.max(1, (slot + 1) * width + span - now) } };
    }
  }
  return { slots: kept, taken: { granted: false, waitMilliseconds: span } };
}

/** Removes a call from its slot, if that still counts. */
export function giveBackTo(slots: Slots, slot: number): Slots {
  return slots.flatMap(([time, count]): Slots => {
    if (time !== slot) return [[time, count]];
    return count > 1 ? [[time, count - 1]] : [];
  });
}

/** In their order, oldest first. What lies in the future, after the clock was set back, counts as now: neither free nor locked for a day. */
function slotsThatCount(slots: Slots, oldest: number, current: number): Slots {
  let sinceNow = 0;
  const kept = slots.filter(([slot, count]) => {
    if (slot >= current) sinceNow += count;
    return slot >= oldest && slot < current;
  });
  return sinceNow === 0 ? kept : [...kept, [current, sinceNow]];
}

function withCall(slots: Slots, current: number): Slots {
  const last = slots.at(-1);
  return last?.[0] === current ? [...slots.slice(0, -1), [current, last[1] + 1]] : [...slots, [current, 1]];
}
