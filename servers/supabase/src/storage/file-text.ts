import { isUtf8 } from 'node:buffer';
import { visibleText } from '@bizmcp/core';
import * as z from 'zod';
import { withReadJson } from '../json-text.ts';
import { Json } from '../row/row.ts';

/** What a file says, and what who stores it again has to know. */
interface FileText {
  text: string;
  notes: string[];
}

/** A value of a schema as the caller is shown it. */
type Masked = (value: unknown, schema: z.ZodType) => unknown;

const textTypes = /^(?:text\/|application\/(?:json|xml|yaml|csv|sql|javascript|x-ndjson)\b)|\+(?:json|xml|yaml)\b/i;

/** A file as its reader is shown it, all of it before a part is cut from it; undefined of one that is no text. */
export function shownFile(bytes: Uint8Array, type: string, masked: Masked): FileText | undefined {
  const read = readText(bytes, type);
  if (!read) return undefined;
  const { text, encoding } = read;
  const visible = visibleText(text);
  const shown = String(masked(maskedJson(visible, masked), z.string()));
  return {
    text: shown,
    notes: [
      ...(encoding === undefined ? [] : [`Read as ${encoding}, shown as UTF-8.`]),
      ...(visible === text ? [] : ['Shown without invisible characters that are stored.']),
      ...(shown === visible ? [] : ['Parts are masked.']),
    ],
  };
}

/** Decodes by the byte order mark, by what the type says or by how the bytes look: https://encoding.spec.whatwg.org/#decode */
function readText(bytes: Uint8Array, type: string): { text: string; encoding?: string } | undefined {
  const mark = markOf(bytes) ?? pairsOf(bytes);
  const charset = mark ?? /charset=["']?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  const isPlain = charset === 'utf-8' && isUtf8(bytes);
  // What Excel and older programs write: https://learn.microsoft.com/en-us/windows/win32/intl/code-pages
  const encoding = charset === 'utf-8' && !isPlain ? 'windows-1252' : charset;
  const text = decoded(bytes, encoding);
  const isText = textTypes.test(type);
  const isLikely = isText || isPlain || mark !== undefined || isMostlyPlain(bytes);
  return isLikely && isReadable(text, isText) ? { text, ...(!isPlain && { encoding }) } : undefined;
}

/** Whether a text has no signs of bytes that are none. Files are called text where nobody says what they are, so that one that is called so may have but a few. */
function isReadable(text: string, isText: boolean): boolean {
  const strange = text.match(/(?![\t\n\v\f\r])[\p{Cc}\uFFFD]/gu)?.length ?? 0;
  return strange <= (isText ? text.length / 50 : 0);
}

function markOf([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return 'utf-32le';
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** UTF-16 without a mark: one byte of each pair is zero in the letters, digits and blanks of ASCII, the other never. */
function pairsOf(bytes: Uint8Array): string | undefined {
  const pairs = bytes.length / 2;
  const zeros = (parity: number) => bytes.filter((byte, place) => byte === 0 && place % 2 === parity).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (even === 0 && odd > pairs / 2) return 'utf-16le';
  return odd === 0 && even > pairs / 2 ? 'utf-16be' : undefined;
}

function decoded(bytes: Uint8Array, encoding: string): string {
  if (encoding.startsWith('utf-32')) return decodedUtf32(bytes, encoding === 'utf-32le');
  try {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  } catch {
    // Of an encoding that nobody knows.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** What TextDecoder leaves out: https://html.spec.whatwg.org/multipage/syntax.html#character-encodings */
function decodedUtf32(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const letters = Array.from({ length: Math.floor(bytes.length / 4) }, (_, place) => {
    const code = view.getUint32(place * 4, isLittleEndian);
    return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
  });
  return letters.join('');
}

/** Words of a language that has letters beyond ASCII, not bytes of any kind. */
function isMostlyPlain(bytes: Uint8Array): boolean {
  return bytes.filter((byte) => byte < 0x80).length >= bytes.length * 0.7;
}

/** JSON, alone or a line each, without the values whose keys are masked in a row. Written anew only where there are some. */
function maskedJson(text: string, masked: Masked): string {
  const whole = withoutKeys(text, masked, 2);
  return whole === text ? text.replace(/^[ \t]*[[{].*$/gm, (line) => withoutKeys(line, masked, 0)) : whole;
}

function withoutKeys(text: string, masked: Masked, indent: number): string {
  const read = withReadJson(text);
  if (typeof read === 'string') return text;
  const shown = JSON.stringify(masked(read, Json), undefined, indent);
  return shown === JSON.stringify(read, undefined, indent) ? text : shown;
}
