import * as z from 'zod';
import type { Change } from './change.ts';
import type { ChangeJournal } from './change-journal.ts';
import { addDeadLetter } from './dead-letters.ts';
import type { State } from './shared-state.ts';
import { rowKeyOf, type TableShape } from './table-shape.ts';

/** What became of a change. `not_meant`: there is nothing in it to pass on. */
export type Passing = 'passed' | 'not_meant' | { problem: string };

/** Where changes are passed on to. */
export interface ChangeSink {
  /** `isRepeat`: a process that died may have passed it on already. */
  pass(change: Change, isRepeat: boolean, signal: AbortSignal): Promise<Passing>;
}

const PassedOn = z.object({
  /** The last chunk that is done. */
  chunk: z.number(),
  /** The chunk under way. */
  begun: z.number(),
  delivered: z.number(),
  dead: z.number(),
});
export type PassedOn = z.output<typeof PassedOn>;

export interface ChangePasserOptions {
  id: string;
  state: State;
  journal: ChangeJournal;
  shape: TableShape;
  sink: ChangeSink;
}

const space = 'supabase.passed';
const lanes = 8;
/** Chunks behind which a receiver is too slow: what is older is kept as dead letters. */
const mostBehind = 2000;

/** Passes on what is in a journal: row for row in order, several rows at once, from where it was left. */
export class ChangePasser {
  readonly #options: ChangePasserOptions;
  #passed: PassedOn;

  private constructor(options: ChangePasserOptions, passed: PassedOn) {
    this.#options = options;
    this.#passed = passed;
  }

  static async open(options: ChangePasserOptions): Promise<ChangePasser> {
    return new ChangePasser(options, await readPassedOn(options.state, options.id));
  }

  async run(signal: AbortSignal): Promise<void> {
    const { journal } = this.#options;
    while (!signal.aborted) {
      await journal.after(this.#passed.chunk, signal);
      const number = this.#passed.chunk + 1;
      const isRepeat = this.#passed.begun === number;
      await this.#save({ ...this.#passed, begun: number });
      const chunk = await journal.chunk(number);
      await this.#passChunk(chunk?.changes ?? [], isRepeat, signal);
      if (signal.aborted) return;
      await this.#save({ ...this.#passed, chunk: number });
      await journal.forget(number);
    }
  }

  async #passChunk(changes: readonly Change[], isRepeat: boolean, signal: AbortSignal): Promise<void> {
    const byRow = Map.groupBy(changes, (change) => rowKeyOf(this.#options.shape, change.new ?? change.old ?? {}));
    const rows = byRow.values();
    const lane = async () => {
      for (const row of rows) for (const change of row) await this.#passOne(change, isRepeat, signal);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  async #passOne(change: Change, isRepeat: boolean, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { journal, sink, state, id } = this.#options;
    const isBehind = journal.head.last - this.#passed.chunk > mostBehind;
    const passing = isBehind ? { problem: 'the receiver is too slow' } : await sink.pass(change, isRepeat, signal);
    if (passing === 'not_meant' || (signal.aborted && passing !== 'passed')) return;
    if (passing !== 'passed') await addDeadLetter(state, id, change, passing.problem);
    const { delivered, dead } = this.#passed;
    this.#passed = { ...this.#passed, ...(passing === 'passed' ? { delivered: delivered + 1 } : { dead: dead + 1 }) };
  }

  async #save(passed: PassedOn): Promise<void> {
    this.#passed = passed;
    await this.#options.state.put(space, this.#options.id, JSON.stringify(passed));
  }
}

export async function readPassedOn(state: State, id: string): Promise<PassedOn> {
  const record = await state.get(space, id);
  return record ? PassedOn.parse(JSON.parse(record.value)) : { chunk: 0, begun: 0, delivered: 0, dead: 0 };
}

export async function removePassedOn(state: State, id: string): Promise<void> {
  await state.delete(space, id);
}
