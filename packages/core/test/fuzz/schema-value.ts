import * as z from 'zod';
import type { createRandom } from '../serve/fixtures/random.ts';

/** A repeatable source of chance. */
export type Random = ReturnType<typeof createRandom>;

/** As much of JSON Schema as the servers' inputs use. */
export const JsonSchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  required: z.array(z.string()).default([]),
  get properties() {
    return z.record(z.string(), JsonSchema).default({});
  },
  get items() {
    return JsonSchema.optional();
  },
  get anyOf() {
    return z.array(JsonSchema).optional();
  },
});

/** A schema of a tool's input, or of a part of it. */
export type JsonSchema = z.output<typeof JsonSchema>;

const words = ['rent', 'contacts', 'deals', '1', '42', 'email', '2026-01-31', 'a', 'Zoë', '%', "' OR 1=1 --", '../..'];

/** A value that a schema may well take; what it does not tell of a text is met by luck. */
export function likelyValue(schema: JsonSchema, random: Random): unknown {
  if (schema.enum) return random.pick(schema.enum);
  if (schema.anyOf) return likelyValue(random.pick(schema.anyOf), random);
  if (schema.type === 'object') return objectOf(schema, random);
  if (schema.type === 'array') {
    const { items } = schema;
    return items ? Array.from({ length: random.below(4) }, () => likelyValue(items, random)) : [];
  }
  if (schema.type === 'boolean') return random.below(2) === 0;
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum = 0, maximum = 1000 } = schema;
    return minimum + random.below(maximum - minimum + 1);
  }
  return random.below(4) === 0 ? String(1 + random.below(60)) : random.pick(words);
}

function objectOf({ properties, required }: JsonSchema, random: Random): Record<string, unknown> {
  const fields = Object.entries(properties).filter(
    ([name]) => required.includes(name) || (name !== 'confirm_token' && random.below(3) === 0),
  );
  return Object.fromEntries(fields.map(([name, schema]) => [name, likelyValue(schema, random)]));
}
