import type { RatePolicy } from '@bizmcp/testkit/simulator';

/**
 * For each company and app. The third limit, 10 requests at once, is never met here: each is answered before the next is read.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features#limits-and-throttles
 * https://blogs.intuit.com/blog/2016/08/08/idg-concurrent-api-use-changes-coming-soon/
 * https://github.com/intuit/QuickBooks-V3-PHP-SDK/issues/54: reports have less.
 */
export interface QuickBooksLimits {
  readonly perSecond: number;
  readonly perMinute: number;
  readonly reportsPerMinute: number;
}

export const documentedLimits: QuickBooksLimits = { perSecond: 10, perMinute: 500, reportsPerMinute: 200 };

/** The limits that a request counts against. */
export function policiesOf(limits: QuickBooksLimits, path: string): RatePolicy[] {
  const { perSecond, perMinute, reportsPerMinute } = limits;
  const isReport = path.split('/')[4] === 'reports';
  return [
    { name: 'second', limit: perSecond, windowMilliseconds: 1000 },
    { name: 'minute', limit: perMinute, windowMilliseconds: 60_000 },
    ...(isReport ? [{ name: 'reports', limit: reportsPerMinute, windowMilliseconds: 60_000 }] : []),
  ];
}
