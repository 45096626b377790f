import { type ErrorCode, ToolError } from './tool-error.ts';

/** Adds to a write without a certain answer how to find out what became of it, where the system takes no key: nothing is sent twice. */
export function withLookUp<Result>(hint: string, write: () => Promise<Result>): Promise<Result> {
  return withHint('unknown_outcome', hint, write);
}

/** Adds to an error of this code what to do next, where something is known of that. */
export async function withHint<Result>(
  code: ErrorCode,
  hint: string | undefined | ((error: ToolError) => Promise<string | undefined>),
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== code) throw error;
    // A hint that can't be found must not take the place of the error.
    const found = typeof hint === 'function' ? await hint(error).catch(() => undefined) : hint;
    if (found === undefined) throw error;
    throw new ToolError(code, error.message, { ...error.details, hint: found }, { cause: error });
  }
}
