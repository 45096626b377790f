import type { UpstreamOptions } from '@bizmcp/core';

/**
 * An org takes 25 requests at once that last 20 seconds or more, a developer's or a trial org five, and any number of shorter ones.
 * None tells which it is, nor how long a request will last: five at once stay below, and are more than a day's requests need.
 * https://developer.salesforce.com/docs/platform/salesforce-app-limits-cheatsheet/guide/salesforce-app-limits-platform-api.html
 */
export const salesforceLimits = { concurrent: 5 } satisfies Partial<UpstreamOptions>;

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
