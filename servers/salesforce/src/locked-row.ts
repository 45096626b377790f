import { setTimeout as delay } from 'node:timers/promises';
import { hasReason } from '@bizmcp/core';

const waits = [400, 1200];

/**
 * Writes once more, and once again, where another transaction held the record for ten seconds: Salesforce has then undone all of ours.
 * https://help.salesforce.com/s/articleView?id=000387767
 */
export async function retryLockedRow<Result>(write: () => Promise<Result>): Promise<Result> {
  for (const wait of waits) {
    try {
      return await write();
    } catch (error) {
      if (!hasReason(error, 'UNABLE_TO_LOCK_ROW')) throw error;
      await delay(wait);
    }
  }
  return write();
}
