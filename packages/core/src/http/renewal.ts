import { currentCall } from '../pipeline/current-call.ts';

/** Renews credentials once for all requests that were refused with the same ones. */
export interface Renewal {
  /** How many renewals were completed. */
  count(): number;
  /** Renews, unless it was done since `count` was read; requests refused at the same time share one renewal. */
  renewSince(count: number): Promise<void>;
}

/** Wraps a server's way to renew its credentials, which belongs to no tool call: none may cancel it for the others. */
export function createRenewal(renew: () => Promise<void>): Renewal {
  let completed = 0;
  let running: Promise<void> | undefined;

  const start = async () => {
    try {
      await currentCall.exit(renew);
      completed += 1;
    } finally {
      running = undefined;
    }
  };

  return {
    count: () => completed,
    async renewSince(count) {
      if (count !== completed) return;
      running ??= start();
      await running;
    },
  };
}
