import { readSdkAnswer } from '@bizmcp/core';
import type * as z from 'zod';

/** Holds an answer of the SDK against our schema of it. */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: Promise<unknown>,
  kind: 'read' | 'write' = 'read',
): Promise<z.output<Schema>> {
  return readSdkAnswer(schema, answer, { system: 'HubSpot', kind });
}
