import type * as z from 'zod';
import type { Effect } from '../define/effect.ts';
import { scanJson } from '../define/json-scan.ts';
import { parseJson } from '../define/parse-json.ts';

type Issue = z.core.$ZodIssue;

/** More digits than a number of JSON is sure to carry. */
const mostDigits = 15;

/** What stands for a field that is not there. */
const leftOut = Symbol('left out');

/**
 * The input with what came in another type than the schema has, where only one value can be meant: many clients send numbers, truth
 * values, lists and objects as texts, amounts and identifiers as numbers, and null for what has no value, which in a change may also
 * mean to clear it. The same object where nothing of that kind is wrong.
 */
export function readAsMeant(input: unknown, issues: readonly Issue[], effect: Effect): unknown {
  return issues.reduce((read, issue) => {
    const given = valueAt(read, issue.path);
    const isNoValue = given === null && effect !== 'update' && typeof issue.path.at(-1) === 'string';
    const meant = isNoValue ? leftOut : issue.code === 'invalid_type' ? meantBy(given, issue.expected) : undefined;
    return meant === undefined ? read : replacedAt(read, issue.path, meant);
  }, input);
}

function meantBy(given: unknown, expected: string): unknown {
  if (typeof given === 'number') return expected === 'string' ? exactText(given) : undefined;
  if (typeof given !== 'string') return undefined;
  if (expected === 'number' || expected === 'int') return exactNumber(given);
  if (expected === 'boolean') return given === 'true' || (given === 'false' ? false : undefined);
  if (expected === 'array' || expected === 'object' || expected === 'record') return structureOf(given, expected);
  return undefined;
}

/** Nothing for a number that may be another than its sender wrote. */
function exactText(given: number): string | undefined {
  const text = String(given);
  return exactNumber(text) === given ? text : undefined;
}

function exactNumber(text: string): number | undefined {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return undefined;
  return text.replace(/\D/g, '').length <= mostDigits ? Number(text) : undefined;
}

/** Held to the same rules as a message. */
function structureOf(text: string, expected: string): unknown {
  if (scanJson(text).problem) return undefined;
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) === (expected === 'array') ? value : undefined;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => entriesOf(inner).find(([name]) => name === String(key))?.[1], value);
}

function replacedAt(value: unknown, [key, ...rest]: readonly PropertyKey[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const entries = entriesOf(value)
    .map(([name, inner]): [string, unknown] => [
      name,
      name === String(key) ? replacedAt(inner, rest, replacement) : inner,
    ])
    .filter(([, inner]) => inner !== leftOut);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
