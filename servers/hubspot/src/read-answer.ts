import { readSdkAnswer, ToolError } from '@bizmcp/core';
import type * as z from 'zod';

/** Holds an answer of the SDK against our schema of it. */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: Promise<unknown>,
  kind: 'read' | 'write' = 'read',
): Promise<z.output<Schema>> {
  return readSdkAnswer(schema, answer, { system: 'HubSpot', kind });
}

/** What is read, or undefined where that fails in this way. */
export function orNothing<Value>(reading: Promise<Value>, code: ToolError['code']): Promise<Value | undefined> {
  return reading.catch((error: unknown) => {
    if (error instanceof ToolError && error.code === code) return undefined;
    throw error;
  });
}
