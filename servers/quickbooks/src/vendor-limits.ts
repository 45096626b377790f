import type { UpstreamOptions } from '@bizmcp/core';

/**
 * For each company: 500 calls a minute, 10 a second; and 10 at once, as announced in 2016 and never taken back.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/limits-and-throttles
 */
export const quickbooksLimits = {
  limits: [
    { calls: 10, perSeconds: 1 },
    { calls: 500, perSeconds: 60, reserve: 0.1 },
  ],
  concurrent: 10,
} satisfies Partial<UpstreamOptions>;
