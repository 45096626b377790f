import { ToolError } from '@bizmcp/core';

/** Adds to a write without a certain answer how to find out what became of it: nothing is sent twice. */
export async function withLookUp<Result>(hint: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'unknown_outcome') throw error;
    throw new ToolError(error.code, error.message, { ...error.details, hint }, { cause: error });
  }
}
