const seconds = /^\d+(\.\d+)?$/;
const date = /^[A-Z][a-z]{2,8}, [\w -]{1,20}:\d{2}:\d{2} GMT$/;
const longestSeconds = 86_400;

/**
 * Milliseconds that the vendor asks to wait, from `Retry-After` in seconds (fractions too, Shopify sends `2.0`) or as an HTTP
 * date; undefined when absent, negative or unreadable. Capped at a day. A date is measured against the vendor's own `Date`
 * header where there is one, so a wrong clock on either side does not matter.
 */
export function retryAfterMilliseconds(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (seconds.test(value)) return Math.min(Number(value), longestSeconds) * 1000;
  const until = parseDate(value);
  if (until === undefined) return undefined;
  const vendorNow = parseDate(headers.get('date')?.trim() ?? '') ?? now;
  return Math.min(Math.max(until - vendorNow, 0), longestSeconds * 1000);
}

function parseDate(value: string): number | undefined {
  const parsed = date.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}
