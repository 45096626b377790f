import { type Transport, wrongInput } from '@bizmcp/core';
import { cutRowProblem } from './row/cut-rows.ts';

/** A text of JSON, whose content is left alone, or a number with more digits than fifteen, which every number of JavaScript holds. */
const textOrLongNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.]{15,}(?:[eE][+-]?\d+)?/g;

/** Parses JSON without rounding: a number with more digits than JavaScript holds, such as a large bigint, becomes a text. */
export function parseExactly(text: string): unknown {
  return JSON.parse(exactText(text));
}

function exactText(text: string): string {
  return text.replace(textOrLongNumber, (part) => (part.startsWith('"') || isHeld(part) ? part : `"${part}"`));
}

function isHeld(number: string): boolean {
  return digitsOf(String(Number(number))) === digitsOf(number);
}

/** Whether a number that is written as a text has digits that one of JavaScript does not. */
export function isRounded(text: string): boolean {
  return /^\s*[+-]?[\d.]+(?:e[+-]?\d+)?\s*$/i.test(text) && Number.isFinite(Number(text)) && !isHeld(text.trim());
}

/** Whether a number has so many digits that it may have been rounded on its way to us. */
export function mayBeRounded(value: unknown): boolean {
  return typeof value === 'number' && digitsOf(String(value)).length > 15;
}

/** The digits that count, without sign, point, exponent and zeros around them. */
function digitsOf(number: string): string {
  return number
    .replace(/e.*$/i, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
}

/** Keeps the SDK, which parses answers by itself, from rounding what the database and edge functions send. */
export function fetchExactly(transport: Transport): Transport {
  return async (input, init) => {
    const response = await transport(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const isData = /^\/(?:rest|functions)\/v1\//.test(pathname);
    if (!isData || !/json/.test(response.headers.get('content-type') ?? '')) return response;
    const text = exactText(await response.text());
    if (text !== '') return new Response(text, response);
    // Read as JSON, nothing would be an error.
    const headers = new Headers(response.headers);
    headers.delete('content-type');
    return new Response(null, { status: response.status, headers });
  };
}

/** Refuses what does not reach the database as it was meant: it would name other rows, or be stored as another value. */
export function checkExact(value: unknown, path: string): void {
  const problem = problemOf(value);
  if (problem !== undefined) throw wrongInput(path, problem, 'Nothing was sent.');
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) checkExact(inner, `${path}.${key}`);
}

function problemOf(value: unknown): string | undefined {
  // Rounded already, on its way to us.
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    return 'has more digits than a number carries; write it as a text, such as "1234567890123456789" (within JSON it stays one)';
  if (typeof value === 'string' && value.includes('\0'))
    return 'has the character U+0000, which no text of PostgreSQL holds; leave it out';
  return cutRowProblem(value);
}
