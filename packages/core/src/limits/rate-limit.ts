import type { RateLimit } from '../define/tool.ts';

/** How a person writes a rate limit: `10/hour`, `60/minute`, `5/10 seconds`. */
export const rateLimitShape = /^\s*([1-9]\d{0,8})\s*\/\s*(?:([1-9]\d{0,5})\s*)?(second|minute|hour|day)s?\s*$/i;

const units: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** Reads a rate limit of {@link rateLimitShape}. Throws on anything else, naming what it takes. */
export function parseRateLimit(text: string): RateLimit {
  const [, calls, count = '1', unit = ''] = rateLimitShape.exec(text) ?? [];
  const seconds = units[unit.toLowerCase()];
  if (calls === undefined || seconds === undefined) {
    throw new Error(`${JSON.stringify(text)} is no rate limit. Write it as 10/hour, 60/minute or 5/10 seconds.`);
  }
  return { calls: Number(calls), perSeconds: Number(count) * seconds };
}
