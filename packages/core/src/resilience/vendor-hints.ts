import * as z from 'zod';
import type { State } from '../state/state.ts';
import type { Clock } from './clock.ts';
import { createSharedNotes, type Edited } from './shared-note.ts';

/** What the processes that share a state tell each other of an origin, so that what one was told holds for all. */
export interface VendorHints {
  /** Looks up what is known, if that is not fresh; the rest answers by what was found. */
  refresh(origin: string): Promise<void> | undefined;
  /** Milliseconds until a request of this scope may be sent, as the vendor asked of any process. */
  pauseMilliseconds(origin: string, scope: string): number;
  /** Milliseconds until one process may try whether a failing origin is back; undefined where none is known to fail. */
  heldMilliseconds(origin: string): number | undefined;
  /** Whether this process may try; of many at once, one is told yes. To be followed by one of the last three below. */
  claimTrial(origin: string): Promise<boolean>;
  tellPause(origin: string, scope: string, milliseconds: number): Promise<void>;
  /** The origin is to be left alone so long. */
  tellHeld(origin: string, milliseconds: number): Promise<void>;
  /** A trial failed: the origin is left alone for twice as long as before, within these bounds. */
  tellStillFailing(origin: string, least: number, most: number): Promise<void>;
  /** A trial taught nothing, so another may begin. */
  tellUntried(origin: string): Promise<void>;
  tellBack(origin: string): Promise<void>;
}

/** Whose hints they are, and where they are kept. */
export interface VendorHintsOptions {
  system: string;
  state: State;
  clock: Clock;
  /** How long a trial of a process that died keeps the others waiting. */
  leaseMilliseconds: number;
}

const Hint = z.object({
  /** Until when each scope is paused, in milliseconds since 1970 as everywhere here. */
  paused: z.record(z.string(), z.number()),
  held: z.object({ until: z.number(), milliseconds: z.number(), isTried: z.boolean() }).optional(),
});

type Hint = z.infer<typeof Hint>;

const nothing: Hint = { paused: {} };
/** How long it is remembered that an origin was failing, where nobody tries it. */
const memoryMilliseconds = 60_000;
/** When those whom somebody's trial holds back should ask again. */
const trialMilliseconds = 1000;

type Change = (origin: string, edit: (hint: Hint, now: number) => Hint | undefined) => Promise<void>;

/** Hints in the shared state: one record for each origin of a system, gone when it holds nothing more. */
export function createVendorHints({ system, state, clock, leaseMilliseconds }: VendorHintsOptions): VendorHints {
  const idOf = (origin: string) => JSON.stringify([system, origin]);
  const noteOf = createSharedNotes({ space: 'vendor-hint', idOf, schema: Hint, state, clock });
  const change: Change = (origin, edit) =>
    noteOf(origin).change((hint = nothing) => {
      const now = clock.date();
      const edited = edit(hint, now);
      return edited && withLifetime(edited, now);
    });
  return {
    refresh: (origin) => noteOf(origin).refresh(),
    pauseMilliseconds: (origin, scope) => Math.max(0, (noteOf(origin).value()?.paused[scope] ?? 0) - clock.date()),
    heldMilliseconds(origin) {
      const held = noteOf(origin).value()?.held;
      if (!held) return undefined;
      const milliseconds = Math.max(0, held.until - clock.date());
      return held.isTried ? Math.min(milliseconds, trialMilliseconds) : milliseconds;
    },
    ...createTrials(change, leaseMilliseconds),
    ...createNews(change),
  };
}

function createNews(change: Change): Pick<VendorHints, 'tellPause' | 'tellHeld'> {
  return {
    tellPause: (origin, scope, milliseconds) =>
      change(origin, (hint, now) => {
        const until = now + milliseconds;
        const isKnown = (hint.paused[scope] ?? 0) >= until;
        return isKnown ? undefined : { ...hint, paused: { ...hint.paused, [scope]: until } };
      }),
    tellHeld: (origin, milliseconds) =>
      change(origin, (hint, now) => {
        const until = now + milliseconds;
        const isKnown = (hint.held?.until ?? 0) >= until;
        return isKnown ? undefined : { ...hint, held: { until, milliseconds, isTried: false } };
      }),
  };
}

function createTrials(
  change: Change,
  leaseMilliseconds: number,
): Pick<VendorHints, 'claimTrial' | 'tellStillFailing' | 'tellUntried' | 'tellBack'> {
  return {
    async claimTrial(origin) {
      let isOurs = true;
      await change(origin, ({ held, ...hint }, now) => {
        isOurs = !held || held.until <= now;
        const until = now + leaseMilliseconds;
        return held && isOurs ? { ...hint, held: { ...held, until, isTried: true } } : undefined;
      });
      return isOurs;
    },
    tellStillFailing: (origin, least, most) =>
      change(origin, (hint, now) => {
        const milliseconds = Math.min(most, Math.max(least, 2 * (hint.held?.milliseconds ?? 0)));
        return { ...hint, held: { until: now + milliseconds, milliseconds, isTried: false } };
      }),
    tellUntried: (origin) =>
      change(origin, ({ held, ...hint }, now) => held && { ...hint, held: { ...held, until: now, isTried: false } }),
    tellBack: (origin) => change(origin, ({ paused }) => ({ paused })),
  };
}

/** Without what is over, and kept as long as the longest of the rest matters. */
function withLifetime({ paused, held }: Hint, now: number): Edited<Hint> {
  const lasting = Object.entries(paused).filter(([, until]) => until > now);
  const ends = [...lasting.map(([, until]) => until), held ? held.until + memoryMilliseconds : now];
  const value = { paused: Object.fromEntries(lasting), ...(held && { held }) };
  // A note that holds nothing is written too, for the least time, and vanishes by itself.
  return { value, ttlMilliseconds: Math.max(1, Math.max(...ends) - now) };
}
