import type { UpstreamOptions } from '@bizmcp/core';

/**
 * For each organisation and app: 60 calls a minute, 5,000 a day, 5 at once. Reads leave a tenth to writes.
 * https://developer.xero.com/documentation/guides/oauth2/limits
 */
export const xeroLimits = {
  limits: [
    { calls: 60, perSeconds: 60, reserve: 0.1 },
    { calls: 5000, perSeconds: 86_400, reserve: 0.1 },
  ],
  concurrent: 5,
  limitScope: (_url: URL, headers: Headers) => headers.get('xero-tenant-id') ?? '',
} satisfies Partial<UpstreamOptions>;

type ReadLimits = NonNullable<UpstreamOptions['readLimits']>;

/** What other computers with the same app have used up; the day's limit rolls, so nothing tells when it is whole again. */
export const readRemaining: ReadLimits = (headers) => {
  const remaining = headers.get('x-minlimit-remaining');
  return remaining === null ? undefined : { remaining: Number(remaining), limit: 60, resetSeconds: 60 };
};
