import { ToolError } from '@bizmcp/core';
import * as z from 'zod';
import { Change } from './change.ts';
import { ChangeCursor } from './change-cursor.ts';
import { Mark } from './change-marks.ts';
import type { State } from './shared-state.ts';

const Chunk = z.object({ changes: z.array(Change), marks: z.array(Mark), cursor: ChangeCursor });
type Chunk = z.output<typeof Chunk>;

const Head = z.object({
  /** Number of the last chunk; 0: none yet. */
  last: z.number(),
  /** Of the first chunk that still has its changes. */
  first: z.number(),
  /** Of the last change. */
  sequence: z.number(),
  cursor: ChangeCursor,
});
type Head = z.output<typeof Head>;

const mostShown = 100;
/** At one chunk in 50 ms more than a minute, which reads overlap by. */
const markedChunks = 1500;

/**
 * What was told in a subscription, in order, in the shared state: it outlives the process, all processes read it, and whoever passes
 * changes on works it off at its own pace. What is in it was told; what is not is read again after a restart.
 */
export class ChangeJournal {
  readonly #state: State;
  readonly #space: string;
  #head: Head;
  readonly #waiting = new Set<() => void>();

  private constructor(state: State, space: string, head: Head) {
    this.#state = state;
    this.#space = space;
    this.#head = head;
  }

  /** Opens it where it was left. The cursor is where a new one begins. */
  static async open(state: State, id: string, cursor: ChangeCursor = {}): Promise<ChangeJournal> {
    const space = spaceOf(id);
    const record = await state.get(space, 'head');
    const head = record ? Head.parse(JSON.parse(record.value)) : { last: 0, first: 1, sequence: 0, cursor };
    const journal = new ChangeJournal(state, space, head);
    await journal.#recover();
    return journal;
  }

  static async remove(state: State, id: string): Promise<void> {
    const space = spaceOf(id);
    for (const record of await state.list(space)) await state.delete(space, record.id);
  }

  get head(): Readonly<Head> {
    return this.#head;
  }

  /** Takes in changes in their order. Throws `unavailable` when another process writes the same journal. */
  async append(
    changes: readonly Omit<Change, 'sequence'>[],
    marks: readonly Mark[],
    cursor: ChangeCursor,
  ): Promise<void> {
    const { last, sequence } = this.#head;
    const numbered = changes.map((change, index) => ({ ...change, sequence: sequence + index + 1 }));
    const value = JSON.stringify({ changes: numbered, marks, cursor });
    const version = await this.#state.put(this.#space, nameOf(last + 1), value, { ifVersion: null });
    if (version === undefined) throw new ToolError('unavailable', 'Another process serves this subscription.');
    this.#head = { ...this.#head, last: last + 1, sequence: sequence + changes.length, cursor };
    await this.#writeHead();
    for (const wake of this.#waiting) wake();
  }

  /** Notes that what came up to here is none of the subscription's. */
  async moveTo(cursor: ChangeCursor): Promise<void> {
    this.#head = { ...this.#head, cursor };
    await this.#writeHead();
  }

  async chunk(number: number): Promise<Chunk | undefined> {
    const record = await this.#state.get(this.#space, nameOf(number));
    return record && Chunk.parse(JSON.parse(record.value));
  }

  /** Resolves once there is a chunk after this one. */
  async after(number: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#head.last > number) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => reject(signal.reason);
    this.#waiting.add(resolve);
    signal.addEventListener('abort', onAbort, { once: true });
    await promise.finally(() => {
      this.#waiting.delete(resolve);
      signal.removeEventListener('abort', onAbort);
    });
  }

  /** Marks of what was told last, the oldest first. */
  async *marks(): AsyncGenerator<Mark> {
    for (let number = Math.max(1, this.#head.last - markedChunks); number <= this.#head.last; number += 1)
      yield* (await this.chunk(number))?.marks ?? [];
  }

  /** Forgets changes of chunks up to this one, except for those that are still shown. Their marks stay for a while. */
  async forget(upTo: number): Promise<void> {
    let { first } = this.#head;
    for (; first <= upTo; first += 1) {
      const chunk = await this.chunk(first);
      const after = this.#head.sequence - (chunk?.changes.at(-1)?.sequence ?? 0);
      if (chunk && chunk.changes.length > 0 && after < mostShown) break;
      if (chunk) await this.#state.put(this.#space, nameOf(first), JSON.stringify({ ...chunk, changes: [] }));
      await this.#state.delete(this.#space, nameOf(first - markedChunks));
    }
    if (first === this.#head.first) return;
    this.#head = { ...this.#head, first };
    await this.#writeHead();
  }

  /** The last changes, the oldest first, and how many came before them. */
  async shown(most = mostShown): Promise<{ changes: Change[]; dropped: number }> {
    let changes: Change[] = [];
    for (let number = this.#head.last; number >= this.#head.first && changes.length < most; number -= 1)
      changes = [...((await this.chunk(number))?.changes ?? []), ...changes];
    changes = changes.slice(-most);
    return { changes, dropped: this.#head.sequence - changes.length };
  }

  /** A process may have died between the writing of a chunk and of the head. */
  async #recover(): Promise<void> {
    for (;;) {
      const { last, sequence } = this.#head;
      const chunk = await this.chunk(last + 1);
      if (!chunk) return;
      this.#head = { ...this.#head, last: last + 1, sequence: sequence + chunk.changes.length, cursor: chunk.cursor };
    }
  }

  async #writeHead(): Promise<void> {
    await this.#state.put(this.#space, 'head', JSON.stringify(this.#head));
  }
}

function spaceOf(id: string): string {
  return `supabase.changes.${id}`;
}

function nameOf(chunk: number): string {
  return String(chunk).padStart(10, '0');
}
