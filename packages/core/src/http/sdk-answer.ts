import type * as z from 'zod';
import { ToolError } from '../define/tool-error.ts';
import { currentCall } from '../pipeline/current-call.ts';
import { firstMisfit, placeOfMisfit } from './first-misfit.ts';
import { unformedRequest } from './outgoing-request.ts';

/** Whose answer it is, and whether it answers something that changes the system. */
interface AnswerOrigin {
  system: string;
  kind: 'read' | 'write';
}

/**
 * Holds what a vendor's SDK gives against our schema of it: the SDK's types promise what nobody checked. Throws `bad_answer` for what
 * cannot be read, of a write `unknown_outcome` once it was sent; errors of ours that come out of the SDK are passed on.
 */
export async function readSdkAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
  origin: AnswerOrigin,
): Promise<z.output<Schema>> {
  // A promise or what it would give: SDKs with callbacks have the value.
  const value = await Promise.resolve(answer).catch((error: unknown) => {
    if (error instanceof ToolError) throw error;
    throw isUnsent(origin) ? unformedRequest(origin.system) : unreadable(origin, '', error);
  });
  const parsed = schema.safeParse(value, firstMisfit);
  if (parsed.success) return parsed.data;
  throw unreadable(origin, placeOfMisfit(schema, parsed.error), parsed.error);
}

/** An SDK that stumbles over what it is given may do so before it sends anything. */
function isUnsent({ kind }: AnswerOrigin): boolean {
  const call = currentCall.getStore();
  return kind === 'write' && call !== undefined && !call.upstream.hasSent;
}

function unreadable({ system, kind }: AnswerOrigin, path: string, cause: unknown): ToolError {
  const whose = system.endsWith('s') ? `${system}'` : `${system}'s`;
  const what = `${whose} answer has not the documented form${path && ` (at ${path})`}`;
  return kind === 'write'
    ? new ToolError(
        'unknown_outcome',
        `${what}, so the change may or may not have happened; look it up before trying again.`,
        {},
        { cause },
      )
    : new ToolError('bad_answer', `${what}. Try again later.`, {}, { cause });
}
