/**
 * HubSpot's own count of the ten seconds under way; searches and errors may have no such headers. The interval is the whole window,
 * so waiting it out is always enough. https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export function readVendorLimit(headers: Headers) {
  const numbers = ['remaining', 'max', 'interval-milliseconds'].map((name) =>
    headers.get(`x-hubspot-ratelimit-${name}`),
  );
  const [remaining = Number.NaN, limit = Number.NaN, milliseconds = Number.NaN] = numbers.map((text) =>
    text === null || text.trim() === '' ? Number.NaN : Number(text),
  );
  const isComplete = [remaining, limit, milliseconds].every((number) => Number.isFinite(number) && number >= 0);
  return isComplete ? { remaining, limit, resetSeconds: milliseconds / 1000 } : undefined;
}

/** No header tells it (same page): of several searches at once some wait for their turn. */
export const searchLimit = { calls: 5, perSeconds: 1, scope: 'search' };

/** Searches have a limit of their own, which the headers of other requests say nothing of (same page). */
export function limitScopeOf(url: URL): string {
  return url.pathname.endsWith('/search') ? 'search' : '';
}
