import type { UpstreamOptions } from '@bizmcp/core';

type ReadLimits = NonNullable<UpstreamOptions['readLimits']>;

/** The count rolls: calls of 24 hours ago come free all the time, so that asking again after a minute makes sense. */
const lookAgainSeconds = 60;

/**
 * The org's calls of the last 24 hours, of all apps together, as each answer tells: `api-usage=18/5000`.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/headers-api-usage.html
 */
export const readUsage: ReadLimits = (headers) => {
  const [, used, limit] =
    /(?:^|[\s;,])api-usage=(\d{1,12})\/(\d{1,12})/.exec(headers.get('sforce-limit-info') ?? '') ?? [];
  if (used === undefined || limit === undefined) return undefined;
  return { remaining: Number(limit) - Number(used), limit: Number(limit), resetSeconds: lookAgainSeconds };
};
