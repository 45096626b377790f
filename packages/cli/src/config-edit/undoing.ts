import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type ConfigChange, type ConfigObject, type ConfigPath, valueAt } from './config-format.ts';

/** What takes one change back where other programs have written the rest of the file meanwhile. */
export const Undoing = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  /** What was there; absent where nothing was. */
  was: z.json().optional(),
  /** Digest of what was written; absent where it was taken out. What was written itself may hold a secret. */
  wrote: z.string().optional(),
  /** Whether the path is that of a list, in which one element was added or taken out. */
  isElement: z.boolean(),
});

export type Undoing = z.output<typeof Undoing>;

/** What takes these changes back, from the data before and after them; nothing does where JSON can't say what was there, as a day of TOML. */
export function undoingsOf(changes: readonly ConfigChange[], before: ConfigObject, after: ConfigObject): Undoing[] {
  const undoings = changes.map((change) => {
    const { path } = change;
    if (change.kind === 'append') return undoing(path, undefined, change.value, true);
    if (typeof path.at(-1) === 'number') return undoing(path.slice(0, -1), valueAt(before, path), undefined, true);
    return undoing(path, valueAt(before, path), valueAt(after, path), false);
  });
  const different = undoings.filter(
    (one, index) => !undoings.slice(0, index).some((other) => isDeepStrictEqual(one, other)),
  );
  return z.array(Undoing).safeParse(different).data ?? [];
}

/** The changes that take them back, the last first; undefined where what was written is no longer there as it was. */
export function inverseOf(undoings: readonly Undoing[], data: ConfigObject): ConfigChange[] | undefined {
  const changes = undoings.toReversed().map((one) => inverseChange(one, data));
  return changes.includes(undefined) ? undefined : changes.flatMap((change) => change ?? []);
}

function inverseChange({ path, was, wrote, isElement }: Undoing, data: ConfigObject): ConfigChange | undefined {
  const now = valueAt(data, path);
  if (isElement && was !== undefined) return { kind: 'append', path, value: was };
  if (isElement) {
    const index = Array.isArray(now) ? now.findIndex((element) => digestOfValue(element) === wrote) : -1;
    return index === -1 ? undefined : { kind: 'remove', path: [...path, index] };
  }
  if (digestOfValue(now) !== wrote) return undefined;
  return was === undefined ? { kind: 'remove', path } : { kind: 'set', path, value: was };
}

function undoing(path: ConfigPath, was: unknown, wrote: unknown, isElement: boolean) {
  const digest = digestOfValue(wrote);
  return {
    path: [...path],
    ...(was !== undefined && { was }),
    ...(digest !== undefined && { wrote: digest }),
    isElement,
  };
}

function digestOfValue(value: unknown): string | undefined {
  return value === undefined ? undefined : createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
