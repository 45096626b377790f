import { maskText } from './mask.ts';
import type { Pseudonym } from './pseudonym.ts';

/** The short forms, such as `***1111`, that stood for hidden values in what this process has shown. */
export interface ShownMasks {
  /** Notes each form that it is asked for a word beside; without a pseudonym it gives none. */
  noting(pseudonym?: Pseudonym): Pseudonym;
  /** Whether one of them is in a text. */
  areIn(text: string): boolean;
  /** Whether a text is one of them and nothing else. */
  isOne(text: string): boolean;
}

/** Those that were shown last: about as many as stand in a few hundred full answers. */
const mostForms = 10_000;

// What `maskText` writes before a pseudonym, as a word of its own: of an address, a social security number, an IP address and all else.
const forms = [
  String.raw`[^\s*]\*{3}@[^\s*]?\*{3}(?:\.[\p{L}\p{N}-]{2,63})?`,
  String.raw`\*{3}-\*{2}-[\p{L}\p{N}]{1,4}`,
  String.raw`\d{1,3}\.\*{3}`,
  String.raw`[^\s*]{2}\*{2}:\*{3}`,
  String.raw`[\p{L}\p{N}]{0,2}\*{3}[\p{L}\p{N}]{0,4}`,
];
const shortForm = new RegExp(String.raw`(?<![\p{L}\p{N}*])(?:${forms.join('|')})(?![\p{L}\p{N}*])`, 'gu');
/** Asterisks alone are anybody's. */
const telling = /[\p{L}\p{N}]/u;

/** For the life of a process: a form alone tells nobody whether a value is behind it, so anybody's own text may look like it. */
export function createShownMasks(): ShownMasks {
  const shown = new Set<string>();
  const note = (form: string) => {
    if (!telling.test(form)) return;
    shown.delete(form);
    shown.add(form);
    const [oldest] = shown;
    if (shown.size > mostForms && oldest !== undefined) shown.delete(oldest);
  };
  return {
    noting: (pseudonym) => (kind, value) => {
      note(maskText(value, kind));
      return pseudonym?.(kind, value) ?? '';
    },
    isOne: (text) => shown.has(text.trim()),
    areIn: (text) => text.includes('**') && [...text.matchAll(shortForm)].some(([form]) => shown.has(form)),
  };
}
