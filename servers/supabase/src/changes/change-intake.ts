import { setTimeout as delay } from 'node:timers/promises';
import type { Change, ChangeEvent, WireChange } from './change.ts';
import { advance, advanceBy, type ChangeCursor } from './change-cursor.ts';
import type { ChangeJournal } from './change-journal.ts';
import { ChangeMarks, type Mark } from './change-marks.ts';
import type { MissedRow } from './missed-rows.ts';
import type { TableShape } from './table-shape.ts';

const chunkSize = 200;
const mostWaiting = 5000;
/** So that a chunk holds more than one change where they come fast. */
const gatherMilliseconds = 50;

type NewChange = Omit<Change, 'sequence'>;
/** Whether a change is for the subscription: more may be watched than its filter lets through. */
type Counts = (change: NewChange) => boolean;

/** Takes changes from the stream and from reads, marks what was told before, and writes them to the journal in order. */
export class ChangeIntake {
  readonly #journal: ChangeJournal;
  readonly #shape: TableShape;
  readonly #marks: ChangeMarks;
  readonly #onTold: () => Promise<void>;
  readonly #counts: Counts;
  #waiting: WireChange[] = [];
  #writing: Promise<void> = Promise.resolve();
  #isHeld = false;
  #failure: Error | undefined;
  /** Changes told for the second time. */
  duplicates = 0;

  private constructor(journal: ChangeJournal, shape: TableShape, onTold: () => Promise<void>, counts: Counts) {
    this.#journal = journal;
    this.#shape = shape;
    this.#marks = new ChangeMarks(shape);
    this.#onTold = onTold;
    this.#counts = counts;
  }

  /** Remembers what was told before. */
  static async open(
    journal: ChangeJournal,
    shape: TableShape,
    onTold: () => Promise<void>,
    counts: Counts = () => true,
  ): Promise<ChangeIntake> {
    const intake = new ChangeIntake(journal, shape, onTold, counts);
    for await (const mark of journal.marks()) intake.#marks.restore(mark);
    return intake;
  }

  /** Changes that wait for being written. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** While rows are read, the stream waits: what is read is older than what it tells. */
  hold(): void {
    this.#isHeld = true;
  }

  /** Why nothing more can be written; a new intake begins where the journal ends. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  release(): Promise<void> {
    this.#isHeld = false;
    return this.drain();
  }

  /** Forgets what waits. While something is missed it would move the cursor past that; it is read together with it. */
  discard(): void {
    this.#waiting = [];
  }

  /** Takes a change of the stream. False: there are too many, the stream has to stop and to be resumed later. */
  take(change: WireChange): boolean {
    if (this.#waiting.length >= mostWaiting) return false;
    this.#waiting.push(change);
    // A journal that can't be written is told by the next drain that is waited for.
    if (!this.#isHeld && this.#waiting.length === 1) void this.drain(gatherMilliseconds).catch(() => {});
    return true;
  }

  /** Writes what waits. Rejects where the journal can't be written; then this intake is of no more use. */
  drain(afterMilliseconds = 0): Promise<void> {
    return this.#inTurn(async () => {
      if (afterMilliseconds > 0) await delay(afterMilliseconds, undefined, { ref: false });
      while (this.#waiting.length > 0 && !this.#isHeld) {
        const batch = this.#waiting.slice(0, chunkSize);
        await this.#write(batch.map((change) => this.#fromStream(change)));
        this.#waiting = this.#waiting.slice(batch.length);
      }
    });
  }

  /** Takes rows that were read again. Returns how many of them were news. */
  async takeRows(rows: readonly MissedRow[], events: readonly ChangeEvent[]): Promise<number> {
    const news = rows.flatMap((missed) => this.#fromTable(missed, events));
    return news.length > 0 ? this.#inTurn(() => this.#write(news)) : 0;
  }

  #fromTable({ eventType, row, column }: MissedRow, events: readonly ChangeEvent[]): Told[] {
    const time = row[this.#shape.updatedAt ?? ''] ?? row[this.#shape.createdAt ?? ''];
    const timestamp = typeof time === 'string' ? time : new Date().toISOString();
    const change = { eventType, new: row, old: null, timestamp, source: 'caught_up' } as const;
    const mark = this.#marks.markOf(change);
    const comparison = this.#marks.compare(mark);
    if (comparison === 'told') return [];
    if (comparison === 'covered') return [{ change: { ...change, duplicate: true }, mark, column }];
    if (comparison === 'new') return [{ change, mark, column }];
    return events.includes('UPDATE') ? [{ change: { ...change, eventType: 'UPDATE' }, mark, column }] : [];
  }

  /** Remembers rows that were there before the subscription, without telling them. */
  async learn(rows: readonly MissedRow[]): Promise<void> {
    const marks = rows.map(({ eventType, row }) =>
      this.#marks.markOf({ eventType, new: row, old: null, timestamp: '', source: 'caught_up' }),
    );
    for (const mark of marks) this.#marks.restore(mark);
    await this.#inTurn(() => this.#journal.append([], marks, this.#journal.head.cursor));
  }

  #fromStream(wire: WireChange): Told {
    const change = {
      eventType: wire.type satisfies ChangeEvent,
      new: wire.record ?? null,
      old: wire.old_record ?? null,
      timestamp: wire.commit_timestamp,
      source: 'live',
      ...(wire.errors && wire.errors.length > 0 && { incomplete: true as const }),
    } as const;
    const mark = this.#marks.markOf(change);
    const isRepeated = this.#marks.isRepeated(mark);
    return { change: isRepeated ? { ...change, duplicate: true as const } : change, mark };
  }

  /** What does not count moves the cursor alone. Returns how many changes count. */
  async #write(told: readonly Told[]): Promise<number> {
    const cursor = told.reduce<ChangeCursor>((before, { change, column }) => {
      if (column === undefined) return advance(before, change.new, this.#shape);
      return advanceBy(column, before, change.new ?? {}, this.#shape);
    }, this.#journal.head.cursor);
    const counted = told.filter(({ change }) => this.#counts(change));
    if (counted.length === 0) {
      await this.#journal.moveTo(cursor);
      return 0;
    }
    const [changes, marks] = [counted.map(({ change }) => change), counted.map(({ mark }) => mark)];
    this.duplicates += changes.filter(({ source, duplicate }) => source === 'live' && duplicate).length;
    await this.#journal.append(changes, marks, cursor);
    await this.#onTold();
    return changes.length;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#writing.then(() => {
      if (this.#failure) throw this.#failure;
      return work();
    });
    this.#writing = turn.then(
      () => {},
      (error: unknown) => {
        this.#failure = error instanceof Error ? error : new Error(String(error));
      },
    );
    return turn;
  }
}

interface Told {
  change: NewChange;
  mark: Mark;
  /** Of what was read: the column by which it was found. */
  column?: string;
}
