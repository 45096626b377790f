import type * as z from 'zod';
import { interruptible } from '../http/interruptible.ts';
import { log } from '../observe/log.ts';
import type { State } from '../state/state.ts';
import type { Clock } from './clock.ts';

/**
 * A small record that processes share and read often. It never stands in the way: where the state fails or is slow, what
 * was known last goes on to hold.
 */
export interface SharedNote<Value> {
  /** As it was seen last. */
  value(): Value | undefined;
  /** Looks it up; undefined where that was done a moment ago. */
  refresh(): Promise<void> | undefined;
  /** Makes something else of what it is now, again where another process was faster; an edit without a result changes nothing. */
  change(edit: Edit<Value>): Promise<void>;
}

/** What a note becomes, and for how long. */
export interface Edited<Value> {
  value: Value;
  ttlMilliseconds: number;
}

type Edit<Value> = (value: Value | undefined) => Edited<Value> | undefined;

/** Where notes of one kind are kept. */
export interface SharedNotesOptions<Value> {
  space: string;
  /** The id in the state of the note that has this name here. */
  idOf(name: string): string;
  schema: z.ZodType<Value>;
  state: State;
  clock: Clock;
}

interface Known<Value> {
  value: Value | undefined;
  version: string | null;
  at: number;
}

/** A request made this soon after another does without a look of its own. */
const freshMilliseconds = 100;
/** A state that is slower than this is not waited for. */
const patienceMilliseconds = 300;
/** For how long the state is not asked again after it failed. */
const quietMilliseconds = 10_000;
const mostCollisions = 5;

/** Gives the note of each name. */
export function createSharedNotes<Value>(options: SharedNotesOptions<Value>): (name: string) => SharedNote<Value> {
  const notes = new Map<string, SharedNote<Value>>();
  const patiently = createPatience(options.clock);
  return (name) => {
    const note = notes.get(name) ?? createSharedNote(options.idOf(name), options, patiently);
    notes.set(name, note);
    return note;
  };
}

function createSharedNote<Value>(
  id: string,
  { space, schema, state, clock }: SharedNotesOptions<Value>,
  patiently: (work: () => Promise<void>) => Promise<void>,
): SharedNote<Value> {
  let known: Known<Value> = { value: undefined, version: null, at: Number.NEGATIVE_INFINITY };

  const read = async (): Promise<Known<Value>> => {
    const at = clock.now();
    const record = await state.get(space, id);
    return { value: record && readValue(schema, record.value), version: record?.version ?? null, at };
  };
  const look = together(async () => {
    const before = known;
    const found = await read();
    // What this process wrote meanwhile is newer.
    if (known === before) known = found;
  });
  /** Whether that is settled: false where another process was faster. */
  const tryChange = async (edit: Edit<Value>): Promise<boolean> => {
    known = await read();
    const edited = edit(known.value);
    if (!edited) return true;
    const { value, ttlMilliseconds } = edited;
    const version = await state.put(space, id, JSON.stringify(value), { ttlMilliseconds, ifVersion: known.version });
    if (version !== undefined) known = { value, version, at: clock.now() };
    return version !== undefined;
  };

  return {
    value: () => known.value,
    refresh() {
      if (clock.now() - known.at < freshMilliseconds) return undefined;
      return patiently(look);
    },
    change: (edit) => patiently(() => untilSettled(() => tryChange(edit))),
  };
}

/** Work that is under way is waited for by all who want it done. */
function together(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

async function untilSettled(attempt: () => Promise<boolean>): Promise<void> {
  for (let count = 0; count < mostCollisions; count += 1) if (await attempt()) return;
}

/** Ends work that takes too long or fails, and does without it for a while then. */
function createPatience(clock: Clock): (work: () => Promise<void>) => Promise<void> {
  let quietUntil = Number.NEGATIVE_INFINITY;
  return async (work) => {
    if (clock.now() < quietUntil) return;
    try {
      await interruptible(work(), AbortSignal.timeout(patienceMilliseconds));
    } catch {
      quietUntil = clock.now() + quietMilliseconds;
      log(
        'warn',
        'What a vendor asks of one process is not told to the others, because the shared state can not be used',
      );
    }
  };
}

function readValue<Value>(schema: z.ZodType<Value>, text: string): Value | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Another release wrote it in a form of its own.
    return undefined;
  }
}
