import type { Pseudonym } from './pseudonym.ts';

/**
 * Hides a value and keeps its form, so that a reader still sees what kind of thing it is. Kinds, as `.meta({ class, pii })` has them:
 * email, phone, iban, card, ssn, national_id, ip, name; any other is hidden whole.
 */
export function mask(value: unknown, kind: string | undefined, pseudonym?: Pseudonym): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return value.map((item) => mask(item, kind, pseudonym));
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item, kind, pseudonym)]));
  }
  return maskText(String(value), kind, pseudonym);
}

/** Hides one text by the rule of its kind; with a pseudonym, equal values can still be told to be equal. */
export function maskText(text: string, kind: string | undefined, pseudonym?: Pseudonym): string {
  if (text === '') return text;
  if (kind === 'secret') return '[secret]';
  const shown = shownPart(text, kind);
  return pseudonym && kind !== undefined && kind !== 'text' ? `${shown}~${pseudonym(kind, text)}` : shown;
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
      return `${text.slice(0, 1)}***`;
    default:
      return '[masked]';
  }
}

/** The last letters and digits, without the spaces between them; of a short text, none. */
function lastOf(text: string, count: number): string {
  const characters = text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return characters.length > count + 2 ? characters.slice(-count) : '';
}

function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return '[masked]';
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  return `${email.slice(0, 1)}***@${domain.slice(0, 1)}***${dot > 0 ? domain.slice(dot) : ''}`;
}
