import { cleanText } from './clean-text.ts';
import type { Pseudonym } from './pseudonym.ts';

const hidden = '[masked]';

/**
 * Hides a single value. A text keeps its form, so that a reader still sees what kind of thing it is. Kinds, as `.meta({ class, pii })`
 * has them: email, phone, iban, card, ssn, national_id, ip, name; any other is hidden whole. So is a number or a truth value: no other
 * one may stand for it, or it would be counted with.
 */
export function mask(value: unknown, kind: string | undefined, pseudonym?: Pseudonym): unknown {
  if (value === null || value === undefined) return value;
  return typeof value === 'string' ? maskText(value, kind, pseudonym) : hidden;
}

const pseudonymWord = /(?:\[masked\]|\*\*\*[^\s~]{0,70})~[A-Za-z0-9]{10}(?![A-Za-z0-9])/i;
const hiddenWord = /\[ ?(?:masked|secret) ?\]/i;

/** Whether a text holds a word that stands for a hidden value, as it was shown. */
export function holdsMasked(text: string): boolean {
  return hiddenWord.test(text) || holdsPseudonym(text);
}

/** Whether a text holds such a word with its pseudonym: nobody else writes one. */
export function holdsPseudonym(text: string): boolean {
  return pseudonymWord.test(text);
}

/** Hides one text by the rule of its kind; with a pseudonym, equal values can still be told to be equal. */
export function maskText(text: string, kind: string | undefined, pseudonym?: Pseudonym): string {
  if (text === '') return text;
  if (kind === 'secret') return '[secret]';
  const shown = shownPart(cleanText(text), kind);
  const word = kind === undefined || kind === 'text' ? undefined : pseudonym?.(kind, text);
  return word ? `${shown}~${word}` : shown;
}

function shownPart(text: string, kind: string | undefined): string {
  switch (kind) {
    case 'email':
      return maskEmail(text);
    case 'phone':
    case 'national_id':
      return `***${lastOf(text, 2)}`;
    case 'iban':
      return `${text.slice(0, 2)}***${lastOf(text, 4)}`;
    case 'card':
      return `***${lastOf(text, 4)}`;
    case 'ssn':
      return `***-**-${lastOf(text, 4)}`;
    case 'ip':
      return /^\d{1,3}\./.exec(text) ? `${text.slice(0, text.indexOf('.'))}.***` : `${text.slice(0, 2)}**:***`;
    case 'name':
      return `${firstOf(text)}***`;
    default:
      return hidden;
  }
}

/** The last letters and digits, without the spaces between them; of a short text, none. */
function lastOf(text: string, count: number): string {
  const characters = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return characters.length > count + 2 ? characters.slice(-count) : '';
}

/** The first character, whole: half of one is no text. */
function firstOf(text: string): string {
  const [first = ''] = text;
  return first;
}

/** What follows the last dot is shown where it is the end of a domain and nothing else. */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return hidden;
  const domain = email.slice(at + 1);
  const [end = ''] = /(?<=.)\.[\p{L}\p{N}-]{2,63}$/u.exec(domain) ?? [];
  return `${firstOf(email)}***@${firstOf(domain)}***${end}`;
}
