import type { RatePolicy, RateUsage, RateVerdict, SimulatedReply } from '@bizmcp/testkit/simulator';

/**
 * For each organisation and app. The third limit, 5 calls at once, is never met here: each call is answered before the next is read.
 * https://developer.xero.com/documentation/guides/oauth2/limits
 */
export interface XeroLimits {
  readonly perMinute: number;
  readonly perDay: number;
}

export const documentedLimits: XeroLimits = { perMinute: 60, perDay: 5000 };

export function policiesOf({ perMinute, perDay }: XeroLimits): RatePolicy[] {
  return [
    { name: 'minute', limit: perMinute, windowMilliseconds: 60_000 },
    { name: 'day', limit: perDay, windowMilliseconds: 86_400_000 },
  ];
}

/** What is left, beside every answer (same page). */
export function limitHeaders(usage: readonly RateUsage[]): Record<string, string> {
  const left = (name: string) => String(usage.find(({ policy }) => policy.name === name)?.remaining ?? 0);
  return {
    'x-minlimit-remaining': left('minute'),
    'x-daylimit-remaining': left('day'),
    'x-appminlimit-remaining': '9999',
  };
}

/** The 429, whose body is empty (same page). */
export function limitReply({ exceeded, waitMilliseconds }: RateVerdict): SimulatedReply {
  const seconds = String(Math.ceil(waitMilliseconds / 1000));
  return {
    status: 429,
    headers: { 'retry-after': seconds, 'x-rate-limit-problem': exceeded?.name ?? 'minute' },
    body: '',
  };
}
