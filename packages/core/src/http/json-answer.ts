import type { Answer } from './answer.ts';

/** Parsed JSON, or in a few words why it is none. */
export type JsonReading = { value: unknown } | { problem: string };

const deepest = 100;
/** Of a page of records each has more than the twenty bytes that are left then; as many as could fit would take a minute to go through. */
const mostValues = 500_000;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** The media type of an answer, without parameters; empty when the vendor names none. */
export function mediaType(headers: Headers): string {
  return (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Whether a media type is JSON, such as `application/json` or `application/problem+json`. */
export function isJsonType(type: string): boolean {
  return /^[\w.-]+\/([\w.-]+\+)?json$/.test(type);
}

/** Reads an answer that has to be JSON, at most 100 levels deep; no body at all reads as undefined. */
export function readJsonAnswer(answer: Answer): JsonReading {
  if (!answer.body?.byteLength) return { value: undefined };
  const type = mediaType(answer.headers);
  if (type.includes('html')) return { problem: 'HTML instead of JSON' };
  if (type && !isJsonType(type)) return { problem: 'something else than JSON' };
  return jsonOf(answer);
}

/** Parses an answer's body as JSON, at most 100 levels deep and of at most half a million values. */
export function jsonOf(answer: Pick<Answer, 'headers' | 'body'>): JsonReading {
  const { depth, values } = measureJson(answer.body ?? new Uint8Array());
  if (depth > deepest) return { problem: 'JSON that is nested too deeply' };
  if (values > mostValues) return { problem: 'JSON of over half a million values; fewer rows or fields may help' };
  try {
    return { value: JSON.parse(textOf(answer)) };
  } catch {
    // The parser's own message quotes the text.
    return { problem: 'JSON that is incomplete or wrong' };
  }
}

/** The text of an answer in the charset that it names, or in UTF-8 where it names none that is known. */
export function textOf({ headers, body }: Pick<Answer, 'headers' | 'body'>): string {
  const charset = /;\s*charset="?([\w-]+)/i.exec(headers.get('content-type') ?? '')?.[1];
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

function measureJson(body: Uint8Array): { depth: number; values: number } {
  let level = 0;
  let depth = 0;
  let values = 0;
  let isInString = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index] ?? 0;
    if (isInString && byte === backslash) index += 1;
    else if (byte === quote) isInString = !isInString;
    else if (isInString) continue;
    else if (byte === comma) values += 1;
    else if (closing.has(byte)) level -= 1;
    else if (opening.has(byte)) {
      level += 1;
      values += 1;
      depth = Math.max(depth, level);
    }
  }
  return { depth, values };
}
