import type { LoggedRequest, RatePolicy, RateUsage, RateVerdict, SimulatedReply } from '@bizmcp/testkit/simulator';

/** For each organisation and app: https://developer.xero.com/documentation/guides/oauth2/limits */
export interface XeroLimits {
  readonly perMinute: number;
  readonly perDay: number;
  /** Calls that may be under way at the same time. */
  readonly concurrent: number;
}

export const documentedLimits: XeroLimits = { perMinute: 60, perDay: 5000, concurrent: 5 };

// Their answers never come, and their callers know.
const broken: readonly LoggedRequest['fault'][] = ['reset', 'reset-after-commit'];

/** Calls to an organisation that are not answered yet, the latest among them. */
export function callsUnderWay(requests: readonly LoggedRequest[], tenantId: string): number {
  return requests.filter(
    ({ path, headers, status, aborted, fault }) =>
      status === undefined &&
      !aborted &&
      !broken.includes(fault) &&
      path.startsWith('/api.xro/') &&
      headers['xero-tenant-id'] === tenantId,
  ).length;
}

/** The 429 of a sixth call while five are under way: it tells no time to wait, the next answer is soon enough (same page). */
export const concurrentReply: SimulatedReply = {
  status: 429,
  headers: { 'x-rate-limit-problem': 'concurrent' },
  body: '',
};

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
