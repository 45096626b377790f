import { isJsonObject } from '../json/json-object.ts';
import { dataClasses } from './data-class.ts';

/** A JSON Schema, as far as we look into it. */
export type JsonSchema = { [key: string]: unknown };

/** What is for us alone, or for nobody: clients need none of it, and some stumble over it. */
const ours = new Set(['$schema', 'class', 'pii']);

/**
 * Bounds of a text, and that a list has an entry, guard the server: they hold at every call, whose refusal names them.
 * A model needs none of them to fill a field in, and pays for them in every conversation.
 */
const guards = new Set(['pattern', 'minLength', 'maxLength', 'minItems']);

/** A schema as every client takes it and a model reads it: without our own marks and guards, and with one type at a time. */
export function portableSchema(schema: unknown): JsonSchema {
  // Tables of classes go while they are written, from the outside in: read back, their entries would have lost their classes first.
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === 'classes' && isClassTable(value) ? undefined : value,
  );
  return JSON.parse(text, (key, value: unknown) => {
    if (ours.has(key) && typeof value === 'string') return undefined;
    if (guards.has(key) && !isJsonObject(value)) return undefined;
    if (saysNothing(key, value)) return undefined;
    return isJsonObject(value) && Array.isArray(value.type) ? withOneType(value, value.type) : value;
  });
}

/** `{}` for values and a mere text for names: what any object has anyway. */
function saysNothing(key: string, value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const [first, ...others] = Object.entries(value);
  if (key === 'additionalProperties') return !first;
  return key === 'propertyNames' && others.length === 0 && (!first || (first[0] === 'type' && first[1] === 'string'));
}

/** `type: [a, b]` is refused by some clients; `anyOf` says the same. */
function withOneType({ type: _, description, ...rest }: JsonSchema, types: unknown[]): JsonSchema {
  const options = types.map((type) => (type === 'null' ? { type } : { type, ...rest }));
  return { ...(description !== undefined && { description }), anyOf: options };
}

/** The classes of an open record's keys; a property that happens to be called `classes` is a schema, and stays. */
function isClassTable(value: unknown): boolean {
  const isClass = (entry: unknown) => dataClasses.some((name) => name === (isJsonObject(entry) ? entry.class : entry));
  return isJsonObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isClass);
}
