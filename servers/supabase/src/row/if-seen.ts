import { ToolError } from '@bizmcp/core';

/** What a table answers that these credentials may not read. */
const unseen: ReadonlySet<string> = new Set(['forbidden', 'not_found', 'invalid_input']);

/** What is read beside a question or answer; undefined of what may not be read: who may not may write to it, or refer to it, all the same. */
export async function ifSeen<Read>(reading: Promise<Read>): Promise<Read | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ToolError && unseen.has(error.code)) return undefined;
    throw error;
  }
}
