import type { JsonSchema } from './portable-schema.ts';

const structures: readonly unknown[] = ['object', 'array', 'null'];

/** A schema that the answer fits for every role: what has a class may be masked, with all that is in it, and is then a text. */
export function maskedSchema(schema: JsonSchema, isWithinClass = false): JsonSchema {
  const hasClass = isWithinClass || typeof schema.class === 'string';
  const masked = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, within(value, hasClass)]));
  const isValue = typeof masked.type === 'string' && !structures.includes(masked.type);
  return hasClass && isValue ? orText(masked) : masked;
}

function within(value: unknown, hasClass: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => within(item, hasClass));
  return isSchema(value) ? maskedSchema(value, hasClass) : value;
}

/** No format, bound or choice of a text holds after masking. */
function orText(value: JsonSchema): JsonSchema {
  const { type, description, ...rest } = value;
  if (type === 'string') return Object.fromEntries(Object.entries(value).filter(([key]) => !(key in rest)));
  return { ...(description !== undefined && { description }), anyOf: [{ type, ...rest }, { type: 'string' }] };
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}
