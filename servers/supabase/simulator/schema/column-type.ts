import { parseArrayLiteral } from './array-literal.ts';
import { DatabaseError, invalidSyntax } from './database-error.ts';
import { readJsonArray } from './json-array.ts';
import { isJsonObject, type JsonValue, jsonText, toJsonValue } from './json-value.ts';
import { parseTimestamp } from './timestamp.ts';

/** The types that the project's tables use, named as PostgREST's description names them. */
export type ColumnType =
  | 'bigint'
  | 'boolean'
  | 'double precision'
  | 'double precision[]'
  | 'integer'
  | 'jsonb'
  | 'text'
  | 'text[]'
  | 'timestamp with time zone'
  | 'uuid';

const parseInteger =
  (type: 'bigint' | 'integer', limit: bigint) =>
  (text: string): bigint | number => {
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw invalidSyntax(type, text);
    const value = BigInt(text.trim().replace(/^\+/, ''));
    if (value >= limit || value < -limit) {
      throw new DatabaseError('22003', `value "${text}" is out of range for type ${type}`);
    }
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  };

const parseDouble = (text: string): number => {
  const isNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text);
  if (!isNumber) throw invalidSyntax('double precision', text);
  return Number(text);
};

/** Every unique prefix of the words is accepted. */
const parseBoolean = (text: string): boolean => {
  const word = text.trim().toLowerCase();
  if (word !== '' && ['true', 'yes'].some((whole) => whole.startsWith(word))) return true;
  if (word !== '' && ['false', 'no'].some((whole) => whole.startsWith(word))) return false;
  if (word === 'on' || word === '1') return true;
  if (word === 'off' || word === 'of' || word === '0') return false;
  throw invalidSyntax('boolean', text);
};

const parseUuid = (text: string): string => {
  const digits = text
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .replaceAll('-', '')
    .toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) throw invalidSyntax('uuid', text);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const parseJsonb = (text: string): JsonValue => {
  try {
    return toJsonValue(JSON.parse(text));
  } catch {
    throw new DatabaseError('22P02', 'invalid input syntax for type json', { details: `Token "${text}" is invalid.` });
  }
};

const parseArray =
  (element: (text: string) => JsonValue) =>
  (text: string): JsonValue =>
    parseArrayLiteral(text).map((part) => (part === null ? null : element(part)));

const parsers: Readonly<Record<ColumnType, (text: string) => JsonValue>> = {
  bigint: parseInteger('bigint', 2n ** 63n),
  boolean: parseBoolean,
  'double precision': parseDouble,
  'double precision[]': parseArray(parseDouble),
  integer: parseInteger('integer', 2n ** 31n),
  jsonb: parseJsonb,
  text: (text) => text,
  'text[]': parseArray((text) => text),
  'timestamp with time zone': parseTimestamp,
  uuid: parseUuid,
};

/** Reads a literal as a cast to the type does. */
export const parseLiteral = (type: ColumnType, text: string): JsonValue => parsers[type](text);

/** Reads a value of a JSON document as PostgreSQL's json_to_record does: by its text, but for json and arrays. */
export const fromJson = (type: ColumnType, value: unknown, key = ''): JsonValue => {
  if (value === null || value === undefined) return null;
  if (type === 'jsonb') return toJsonValue(value);
  if (type.endsWith('[]') && Array.isArray(value)) {
    const element = type === 'text[]' ? 'text' : 'double precision';
    return readJsonArray(value, (part) => fromJson(element, part), key);
  }
  if (type.endsWith('[]') && typeof value !== 'string') {
    throw new DatabaseError('22P02', 'expected JSON array', { hint: `See the value of key "${key}".` });
  }
  if (typeof value === 'string') return parseLiteral(type, value);
  return parseLiteral(type, typeof value === 'object' ? jsonText(toJsonValue(value)) : String(value));
};

/** The text of a value, as a cast to text gives it. */
export const toText = (type: ColumnType, value: JsonValue): string => {
  if (type === 'jsonb') return jsonText(value);
  if (Array.isArray(value)) return `{${value.map((part) => (part === null ? 'NULL' : String(part))).join(',')}}`;
  if (type === 'timestamp with time zone') return String(value).replace('T', ' ').replace(/:00$/, '');
  return isJsonObject(value) ? jsonText(value) : String(value);
};
