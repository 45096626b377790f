import { dataClasses } from './data-class.ts';

/** A JSON Schema, as far as we look into it. */
export type JsonSchema = { [key: string]: unknown };

/** What is for us alone, or for nobody: clients need none of it, and some stumble over it. */
const ours = new Set(['$schema', 'class', 'pii']);

/** A schema as every client takes it: without our own marks, and with one type at a time. */
export function portableSchema(schema: unknown): JsonSchema {
  // Tables of classes go while they are written, from the outside in: read back, their entries would have lost their classes first.
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === 'classes' && isClassTable(value) ? undefined : value,
  );
  return JSON.parse(text, (key, value: unknown) => {
    if (ours.has(key) && typeof value === 'string') return undefined;
    return isRecord(value) && Array.isArray(value.type) ? withOneType(value, value.type) : value;
  });
}

/** `type: [a, b]` is refused by some clients; `anyOf` says the same. */
function withOneType({ type: _, description, ...rest }: JsonSchema, types: unknown[]): JsonSchema {
  const options = types.map((type) => (type === 'null' ? { type } : { type, ...rest }));
  return { ...(description !== undefined && { description }), anyOf: options };
}

/** The classes of an open record's keys; a property that happens to be called `classes` is a schema, and stays. */
function isClassTable(value: unknown): boolean {
  const isClass = (entry: unknown) => dataClasses.some((name) => name === (isRecord(entry) ? entry.class : entry));
  return isRecord(value) && Object.keys(value).length > 0 && Object.values(value).every(isClass);
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
