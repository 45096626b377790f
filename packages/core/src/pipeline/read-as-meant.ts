import type * as z from 'zod';
import type { Effect } from '../define/effect.ts';
import { scanJson } from '../json/json-scan.ts';
import { parseJson } from '../json/parse-json.ts';

type Issue = z.core.$ZodIssue;

/** More digits than a number of JSON is sure to carry. */
const mostDigits = 15;

/** What stands for a field that is not there. */
const leftOut = Symbol('left out');

/**
 * The input with what came in another type than the schema has, where only one value can be meant: many clients send numbers, truth
 * values, lists and objects as texts, amounts and identifiers as numbers, and null for what has no value, which inside what is changed
 * may also mean to clear it. The same object where nothing of that kind is wrong.
 */
export function readAsMeant(input: unknown, issues: readonly Issue[], effect: Effect): unknown {
  const repairs = issues.flatMap((issue) => {
    const given = valueAt(input, issue.path);
    const isNoValue = given === null && mayBeLeftOut(issue.path, effect);
    const meant = isNoValue ? leftOut : issue.code === 'invalid_type' ? meantBy(given, issue.expected) : undefined;
    return meant === undefined ? [] : { path: issue.path, meant };
  });
  if (repairs.length === 0) return input;
  // One copy for all: there may be as many wrong values as a message can hold.
  const read = { input: structuredClone(input) };
  for (const { path, meant } of repairs) putAt(read, ['input', ...path], meant);
  return read.input;
}

function mayBeLeftOut(path: readonly PropertyKey[], effect: Effect): boolean {
  return path.length === 1 || (effect !== 'update' && typeof path.at(-1) === 'string');
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
  return path.reduce<unknown>((inner, key) => (holds(inner, key) ? Reflect.get(inner, key) : undefined), value);
}

function putAt(value: unknown, path: readonly PropertyKey[], replacement: unknown): void {
  const key = path.at(-1);
  const holder = valueAt(value, path.slice(0, -1));
  if (key === undefined || !holds(holder, key)) return;
  if (replacement === leftOut) Reflect.deleteProperty(holder, key);
  // A key may be called __proto__: set, it would be no key.
  else Object.defineProperty(holder, key, { value: replacement });
}

function holds(value: unknown, key: PropertyKey): value is object {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
