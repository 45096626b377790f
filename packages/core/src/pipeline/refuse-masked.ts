import { ToolError } from '../define/tool-error.ts';
import { wrongInput } from '../define/wrong-input.ts';
import { holdsMasked, holdsPseudonym } from '../masking/mask.ts';
import { withoutPersonal } from '../masking/redactor.ts';
import type { ShownMasks } from '../masking/shown-masks.ts';

/**
 * What a masked answer shows in place of a value would otherwise be written in its place: as it was shown, or without its pseudonym. What
 * is new replaces nothing: there "paid with ***1111" is somebody's sentence.
 */
export function refuseMasked(input: Record<string, unknown>, shownMasks: ShownMasks, isNew = false): void {
  const isShort = isNew ? shownMasks.isOne : shownMasks.areIn;
  const path = pathOf(input, (text) => holdsMasked(text) || isShort(text));
  if (path === undefined) return;
  // Filters of a write choose what it is about, and are stored nowhere.
  if (/^filters?(?:\.|$)/.test(path)) throw foundByNothing(path);
  const problem = 'holds a word that stands for a hidden value; written, it would destroy that value';
  throw new ToolError(
    'invalid_input',
    `Nothing was changed: ${path} ${problem}. Leave it out, or ask the user for the value itself.`,
    { fields: [{ path, problem }] },
  );
}

/** No system knows the words of our answers: a question by one would be answered that there is nothing. */
export function refuseToAskByMasked(input: Record<string, unknown>): void {
  const path = pathOf(input, holdsPseudonym);
  if (path !== undefined) throw foundByNothing(path);
}

function foundByNothing(path: string): ToolError {
  const problem = 'holds a word that stands for a hidden value, so nothing is found by it';
  return wrongInput(path, problem, 'Ask by an id or another field.');
}

function pathOf(value: unknown, isFound: (text: string) => boolean, path: readonly string[] = []): string | undefined {
  if (typeof value === 'string') return isFound(value) ? withoutPersonal(path.join('.')) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = pathOf(item, isFound, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}
