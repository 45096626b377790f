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
  const mark = markOf(bytes);
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

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

function decoded(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  } catch {
    // Of an encoding that nobody knows.
    return new TextDecoder('windows-1252').decode(bytes);
  }
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
