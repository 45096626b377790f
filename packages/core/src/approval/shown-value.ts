import { encodedFile } from './encoded-file.ts';
import { shownText } from './shown-text.ts';

/** The share of a long value that is shown of its end. */
const tailShare = 0.2;

/** A value on one line, for a person who decides: of a long one the beginning and the end, of a file in base64 what it is. */
export function shownValue(value: unknown, mostCharacters: number): string {
  const file = typeof value === 'string' && value.length > mostCharacters && encodedFile(value);
  if (file) return file;
  const text = shownText(JSON.stringify(value) ?? '(none)');
  if (text.length <= mostCharacters) return text;
  const tail = Math.floor(mostCharacters * tailShare);
  return `${text.slice(0, mostCharacters - tail)} … ${text.slice(-tail)} (${text.length} characters)`;
}
