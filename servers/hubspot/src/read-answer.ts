import { ToolError } from '@bizmcp/core';
import type * as z from 'zod';

/** Holds an answer of the SDK against our schema of it: its types promise what nobody checked. */
export async function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: Promise<unknown>,
  kind: 'read' | 'write' = 'read',
): Promise<z.output<Schema>> {
  const value = await answer.catch((error: unknown) => {
    throw error instanceof ToolError ? error : unreadable(kind, '', error);
  });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw unreadable(kind, parsed.error.issues[0]?.path.join('.') ?? '', parsed.error);
}

function unreadable(kind: 'read' | 'write', path: string, cause: unknown): ToolError {
  const what = `HubSpot's answer has not the documented form${path && ` (at ${path})`}`;
  return kind === 'write'
    ? new ToolError(
        'unknown_outcome',
        `${what}, so the change may or may not have happened; look it up before trying again.`,
        {},
        { cause },
      )
    : new ToolError('bad_answer', `${what}. Try again later.`, {}, { cause });
}
