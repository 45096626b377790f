import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { WireRow } from '../row/row.ts';
import { type Change, changeEvents } from './change.ts';
import { rowKeyOf, type TableShape } from './table-shape.ts';

/** What is remembered of a change after its row is forgotten: [row, state, version, when it was committed, its event]. */
export const Mark = z.tuple([z.string(), z.string(), z.string(), z.string(), z.enum(changeEvents)]);
export type Mark = z.output<typeof Mark>;

interface RowState {
  state: string;
  version: string;
  isCaughtUp: boolean;
}

const mostRemembered = 20_000;

/** Knows which changes were told. Bounded: of the oldest it forgets, so that a very late repetition passes for new. */
export class ChangeMarks {
  readonly #shape: TableShape;
  /** When each state was committed. */
  readonly #states = new Map<string, string>();
  readonly #rows = new Map<string, RowState>();

  constructor(shape: TableShape) {
    this.#shape = shape;
  }

  get size(): number {
    return this.#states.size + this.#rows.size;
  }

  markOf(change: Pick<Change, 'eventType' | 'new' | 'old' | 'timestamp' | 'source'>): Mark {
    const row = change.new ?? change.old ?? {};
    const key = digestOf(rowKeyOf(this.#shape, row));
    const state = digestOf([key, change.eventType === 'DELETE' ? 'gone' : row]);
    return [key, state, this.#versionOf(row), change.source === 'live' ? change.timestamp : '', change.eventType];
  }

  /** Whether this change of the stream, or a later state of its row, was told. Remembers it. */
  isRepeated([key, state, version, committed, event]: Mark): boolean {
    const known = this.#rows.get(key);
    const isSameChange = this.#states.get(state) === committed;
    // Of a row that was read, the insert is behind in any case, also where the clock is too coarse to tell.
    const isBehind = event === 'INSERT' || isOlder(version, known?.version ?? '');
    const isCovered = known?.isCaughtUp === true && (known.state === state || isBehind);
    const isRepeated = isSameChange || isCovered;
    this.#remember(this.#states, state, committed);
    // A read state stays in charge until the stream has come past it.
    if (!isRepeated || known?.state === state) this.#remember(this.#rows, key, { state, version, isCaughtUp: false });
    return isRepeated;
  }

  /** Compares a row that was read again with what was told of it: the same, behind it, after it, or new. Remembers what is news. */
  compare([key, state, version]: Mark): 'told' | 'covered' | 'changed' | 'new' {
    const known = this.#rows.get(key);
    if (this.#states.has(state) || known?.state === state) return 'told';
    if (known && isOlder(version, known.version)) return 'covered';
    this.#remember(this.#rows, key, { state, version, isCaughtUp: true });
    return known ? 'changed' : 'new';
  }

  /** Remembers what was told before a restart, as it was remembered when it was told. */
  restore(mark: Mark): void {
    if (mark[3] === '') this.compare(mark);
    else this.isRepeated(mark);
  }

  #versionOf(row: WireRow): string {
    const value = row[this.#shape.updatedAt ?? ''] ?? row[this.#shape.createdAt ?? ''];
    return typeof value === 'string' ? value : '';
  }

  #remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
    map.delete(key);
    map.set(key, value);
    const oldest = map.size > mostRemembered ? map.keys().next().value : undefined;
    if (oldest !== undefined) map.delete(oldest);
  }
}

/** Whether the first time is before the second; as text where they are alike in form, since a Date knows no microseconds. */
function isOlder(left: string, right: string): boolean {
  if (left === '' || right === '' || left === right) return false;
  if (left.length === right.length && left.slice(19, 20) === right.slice(19, 20)) return left < right;
  return Date.parse(left) < Date.parse(right);
}

/** A short name for a value; 96 bits, so that among the changes of a year no two are taken for one. */
function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url').slice(0, 16);
}

/** JSON with sorted names: Realtime and PostgREST order columns differently. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
