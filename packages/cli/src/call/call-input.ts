import { CliError } from '../cli-error.ts';
import { messageOf } from '../message-of.ts';

/** What of a tool's input schema decides how a word is read. */
export interface InputSchema {
  properties?: Record<string, unknown> | undefined;
}

/** The input of a call: an object as JSON, or made of words such as `limit=5`. Throws `CliError` for what is neither. */
export function callInput(
  json: string | undefined,
  words: readonly string[],
  schema: InputSchema,
): Record<string, unknown> {
  if (json !== undefined && words.length > 0)
    throw new CliError('usage', 'The input was given twice.', 'Give it as JSON or as key=value, not both.');
  return json === undefined ? Object.fromEntries(words.map((word) => pairOf(word, schema))) : objectOf(json);
}

function objectOf(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch (error) {
    throw new CliError('usage', `The input is no JSON: ${messageOf(error)}.`, `For example: --input '{"limit":5}'.`);
  }
  throw new CliError('usage', 'The input is no JSON object.', `For example: --input '{"limit":5}'.`);
}

/** `key=value` by the type in the schema, `key:=value` as JSON whatever it says. */
function pairOf(word: string, { properties }: InputSchema): [string, unknown] {
  const [, key, mark, text = ''] = /^([^=]+?)(:?=)([\s\S]*)$/.exec(word) ?? [];
  if (key === undefined)
    throw new CliError(
      'usage',
      `"${word}" is no key=value.`,
      'For example: limit=5, or where:=\'{"a":1}\' for JSON; a whole object is --input \'{"limit":5}\'.',
    );
  const types = typesOf(properties?.[key]);
  if (mark === '=' && (types.includes('string') || types.length === 0)) return [key, text];
  try {
    return [key, JSON.parse(text)];
  } catch {
    const kind = types.join(' or ') || 'JSON';
    throw new CliError(
      'usage',
      `${key} takes ${kind}, not "${text}".`,
      `Lists and objects are written as JSON: ${key}='["a","b"]'.`,
    );
  }
}

function typesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('type' in schema) return [schema.type].flat().filter((type) => typeof type === 'string');
  if ('anyOf' in schema && Array.isArray(schema.anyOf)) return schema.anyOf.flatMap(typesOf);
  if ('enum' in schema && Array.isArray(schema.enum)) return [...new Set(schema.enum.map((value) => typeof value))];
  return [];
}
