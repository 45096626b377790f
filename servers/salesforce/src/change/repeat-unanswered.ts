import { ToolError } from '@bizmcp/core';

/**
 * Upserts once more where no answer came: by a unique external id that makes no second record. What made it, the first time or the
 * second, is then known only if it was the second; and unless the second time succeeds, nothing is known of the first. A call that is
 * over sends nothing more.
 */
export async function repeatUnanswered(
  upsert: () => Promise<{ id: string; created: boolean }>,
): Promise<{ id: string; created?: boolean }> {
  try {
    return await upsert();
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'unknown_outcome') throw error;
    const { created, id } = await upsert().catch(() => {
      throw error;
    });
    return created ? { id, created } : { id };
  }
}
