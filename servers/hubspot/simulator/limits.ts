import type { Grant, RatePolicy, RateUsage, SimulatedReply, SimulatedRequest } from '@bizmcp/testkit/simulator';
import { errorReply } from './error-reply.ts';

/**
 * HubSpot's limits for a private app of a Professional account; an OAuth app has 110 calls per 10 seconds and account, no
 * daily limit. Searches have 5 calls per second and account.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 * https://developers.hubspot.com/changelog/increasing-our-api-limits
 */
export interface HubspotLimits {
  readonly perTenSeconds: number;
  readonly oauthPerTenSeconds: number;
  readonly perDay: number;
  readonly searchesPerSecond: number;
}

/** The documented figures. */
export const documentedLimits: HubspotLimits = {
  perTenSeconds: 190,
  oauthPerTenSeconds: 110,
  perDay: 650_000,
  searchesPerSecond: 5,
};

const dayMilliseconds = 86_400_000;

const isSearch = (request: SimulatedRequest): boolean => request.method === 'POST' && request.path.endsWith('/search');

/** The policies that a call counts against. The daily one starts anew at midnight of the account's time zone. */
export const policiesFor = (
  limits: HubspotLimits,
  request: SimulatedRequest,
  grant: Grant,
  utcOffsetMilliseconds: number,
): RatePolicy[] => {
  const isOAuth = grant.expiresAt !== undefined;
  const burst = {
    name: 'TEN_SECONDLY_ROLLING',
    limit: isOAuth ? limits.oauthPerTenSeconds : limits.perTenSeconds,
    windowMilliseconds: 10_000,
  };
  const daily = {
    name: 'DAILY',
    limit: limits.perDay,
    windowMilliseconds: dayMilliseconds,
    windowOf: (now: number) =>
      Math.floor((now + utcOffsetMilliseconds) / dayMilliseconds) * dayMilliseconds - utcOffsetMilliseconds,
  };
  const search = { name: 'SECONDLY', limit: limits.searchesPerSecond, windowMilliseconds: 1_000 };
  return [burst, ...(isOAuth ? [] : [daily]), ...(isSearch(request) ? [search] : [])];
};

/** HubSpot's headers; searches have none, OAuth calls none for the day (same pages). */
export const limitHeaders = (request: SimulatedRequest, usage: readonly RateUsage[]): Record<string, string> => {
  if (isSearch(request)) return {};
  const headers: Record<string, string> = {};
  for (const { policy, remaining } of usage) {
    if (policy.name === 'DAILY') {
      headers['x-hubspot-ratelimit-daily'] = String(policy.limit);
      headers['x-hubspot-ratelimit-daily-remaining'] = String(remaining);
    } else {
      headers['x-hubspot-ratelimit-max'] = String(policy.limit);
      headers['x-hubspot-ratelimit-remaining'] = String(remaining);
      headers['x-hubspot-ratelimit-interval-milliseconds'] = String(policy.windowMilliseconds);
    }
  }
  return headers;
};

/** The 429 for a policy: https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines */
export const limitReply = (policy: RatePolicy): SimulatedReply =>
  errorReply(429, 'RATE_LIMITS', `You have reached your ${policy.name.toLowerCase()} limit.`, {
    errorType: 'RATE_LIMIT',
    policyName: policy.name,
  });
