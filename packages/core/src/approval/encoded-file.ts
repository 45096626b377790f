import { isUtf8 } from 'node:buffer';

/** How the files begin that people send, and what they call them. */
const kinds: readonly [beginning: string, kind: string][] = [
  ['%PDF-', 'a PDF'],
  ['\u0089PNG', 'a PNG picture'],
  ['\u00FF\u00D8\u00FF', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['PK\u0003\u0004', 'a ZIP archive or Office file'],
];
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;
const headCharacters = 24;

/** What a text in base64 holds, by its first bytes: `JVBERi0xLjQ… (a PDF of 12,345 bytes)`. Undefined where that is nothing known. */
export function encodedFile(text: string): string | undefined {
  if (text.length % 4 > 0 || !base64.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  const beginning = bytes.subarray(0, 8).toString('latin1');
  const kind = kinds.find(([start]) => beginning.startsWith(start))?.[1] ?? (isUtf8(bytes) ? 'a text' : undefined);
  return (
    kind && `"${text.slice(0, headCharacters)}…" (${kind} of ${bytes.length.toLocaleString('en')} bytes, in base64)`
  );
}
