import { isDeepStrictEqual } from 'node:util';
import {
  type ConfigChange,
  type ConfigContent,
  type ConfigFormat,
  type ConfigObject,
  type ConfigPath,
  ConfigProblem,
  isConfigObject,
  pathName,
  valueAt,
} from './config-format.ts';

/**
 * The text after all changes, proven: it says what it said before but for the changes, and no comment is gone that was not
 * in a removed part; where there were only additions, each character is still there. Throws `ConfigProblem` otherwise.
 */
export function changedText(text: string, format: ConfigFormat, changes: readonly ConfigChange[]): string {
  return changes.reduce((current, change) => {
    const before = format.read(current);
    const next = format.change(current, change);
    prove(current, next, { before, after: readAgain(format, next), change });
    return next;
  }, text);
}

function readAgain(format: ConfigFormat, text: string): ConfigContent {
  try {
    return format.read(text);
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    throw new ConfigProblem(`can't be changed safely: the result ${error.message}`);
  }
}

function prove(
  text: string,
  next: string,
  { before, after, change }: { before: ConfigContent; after: ConfigContent; change: ConfigChange },
): void {
  const expected = withChange(before.data, change);
  if (!isDeepStrictEqual(pruned(expected, change), pruned(after.data, change)))
    throw new ConfigProblem("can't be changed safely: other parts of it would change as well");
  const isAddition =
    change.kind === 'append' || (change.kind === 'set' && valueAt(before.data, change.path) === undefined);
  if (isAddition && !isEmptyHolder(before.data, change.path) && !holdsAll(next, text))
    throw new ConfigProblem("can't be changed safely: text of it would be lost");
  if (change.kind !== 'remove' && !holdsEach(after.comments, before.comments))
    throw new ConfigProblem(`has a comment inside ${pathName(change.path)}, which would be lost`);
}

/** The data as they should be afterwards, made without the text. */
function withChange(data: ConfigObject, change: ConfigChange): unknown {
  const copy = structuredClone(data);
  const holder = holderOf(copy, change.path.slice(0, -1), change.kind !== 'remove');
  const key = change.path.at(-1);
  if (key === undefined || holder === undefined) return copy;
  if (Array.isArray(holder) && typeof key === 'number') {
    if (change.kind === 'remove') holder.splice(key, 1);
    return copy;
  }
  if (!isConfigObject(holder)) return copy;
  const before = holder[key];
  if (change.kind === 'remove') delete holder[key];
  else if (change.kind === 'set') holder[key] = change.value;
  else holder[key] = Array.isArray(before) ? [...before, change.value] : [change.value];
  return copy;
}

function holderOf(data: ConfigObject, path: ConfigPath, isMade: boolean): unknown {
  let holder: unknown = data;
  for (const key of path) {
    if (!isConfigObject(holder)) return undefined;
    if (isMade) holder[key] ??= {};
    holder = holder[key];
  }
  return holder;
}

/** An empty object where something was removed is as good as none. */
function pruned(data: unknown, { kind, path }: ConfigChange): unknown {
  if (kind !== 'remove' || !isConfigObject(data)) return data;
  const copy = structuredClone(data);
  for (let length = path.length - 1; length > 0; length -= 1) {
    const holder = holderOf(copy, path.slice(0, length - 1), false);
    const key = path[length - 1];
    if (!isConfigObject(holder) || key === undefined) continue;
    const inner = holder[key];
    if (isConfigObject(inner) && Object.keys(inner).length === 0) delete holder[key];
  }
  return copy;
}

/** Whether the place of the change was held by an explicit null, which gives way. */
function isEmptyHolder(data: unknown, path: ConfigPath): boolean {
  return path.some((_, index) => valueAt(data, path.slice(0, index)) === null);
}

function holdsAll(text: string, part: string): boolean {
  let found = 0;
  for (let place = 0; place < text.length && found < part.length; place += 1)
    if (text[place] === part[found]) found += 1;
  return found === part.length;
}

function holdsEach(all: readonly string[], some: readonly string[]): boolean {
  const left = [...all];
  return some.every((comment) => {
    const index = left.indexOf(comment);
    if (index !== -1) left.splice(index, 1);
    return index !== -1;
  });
}
