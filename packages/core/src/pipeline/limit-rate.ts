import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import { createMemoryRateLimiter, type Grant, type RateLimiter } from '../limits/rate-limiter.ts';
import { log } from '../observe/log.ts';
import type { WindowLimit } from '../state/sliding-window.ts';
import type { Call, Stage } from './call.ts';

/** One of the limits that a call counts against. */
export interface CallLimit {
  /** Whose calls are counted together. */
  key: string;
  limit: WindowLimit;
  /** What is limited, as the subject of the refusal: a tool's name, `This user`, `The account 42 of Xero`. */
  subject: string;
}

/** The limit that every tool declares, counted for each principal. */
function toolLimit({ action, principal }: Call): CallLimit {
  const key = `tool ${principal.name} ${action.system} ${action.name}`;
  return { key, limit: action.rateLimit, subject: action.name };
}

/**
 * Counts the call against its tool's limit and those that the deployment adds: per principal, per vendor and tenant, quotas.
 * A call that one of them refuses counts against none, nor does a call that only asked its question.
 */
export function limitRate(limiter: RateLimiter, moreLimits: (call: Call) => readonly CallLimit[] = () => []): Stage {
  const own = createMemoryRateLimiter();
  return {
    name: 'limitRate',
    async run(call, next) {
      const grants: Extract<Grant, { granted: true }>[] = [];
      const giveBack = () => Promise.all(grants.map((grant) => grant.giveBack()));
      for (const { key, limit, subject } of [toolLimit(call), ...moreLimits(call)]) {
        const grant = await take(limiter, own, call, key, limit);
        if (!grant.granted) {
          await giveBack();
          throw refusal(subject, limit, grant.retryAfterSeconds);
        }
        grants.push(grant);
      }
      const answer = await next();
      if (answer.kind === 'question') await giveBack();
      return answer;
    },
  };
}

/** Without the shared state a read is counted in this process alone; a write is refused. */
async function take(
  limiter: RateLimiter,
  own: RateLimiter,
  call: Call,
  key: string,
  limit: WindowLimit,
): Promise<Grant> {
  try {
    return await limiter.take(key, limit);
  } catch (error) {
    const isOutage = error instanceof ToolError && error.code === 'unavailable';
    if (!isOutage || isWrite(call.action.effect)) throw error;
    log('warn', `${call.action.name} is counted in this process alone, because the shared state can't be used`);
    return own.take(key, limit);
  }
}

function refusal(
  subject: string,
  { calls, perSeconds, reserve = 0 }: WindowLimit,
  retryAfterSeconds: number,
): ToolError {
  const kept = reserve > 0 ? `, of which ${reserve} are kept for calls that matter more` : '';
  return new ToolError(
    'rate_limited',
    `${subject} may be called ${calls} times in ${perSeconds} seconds${kept}. Wait ${retryAfterSeconds} seconds, or do more with one call.`,
    { retryAfterSeconds },
  );
}
