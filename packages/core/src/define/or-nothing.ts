import { type ErrorCode, ToolError } from './tool-error.ts';

/** What is read, or undefined where that fails with one of these codes; any other failure is thrown. */
export async function orNothing<Value>(
  reading: Promise<Value>,
  ...codes: readonly ErrorCode[]
): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ToolError && codes.includes(error.code)) return undefined;
    throw error;
  }
}
