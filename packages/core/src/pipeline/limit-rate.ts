import { counted } from '../define/counted.ts';
import { isWrite } from '../define/effect.ts';
import type { RateLimit } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';
import { createMemoryRateLimiter, type Grant, type RateLimiter } from '../limits/rate-limiter.ts';
import { log } from '../observe/log.ts';
import type { Call, Stage } from './call.ts';

/**
 * Counts the call against its tool's limit, for each principal. A call that only asked its question does not count. Previews and their
 * confirmations count apart, so that none that was shown is refused because others were shown since.
 */
export function limitRate(limiter: RateLimiter): Stage {
  const own = createMemoryRateLimiter();
  return {
    name: 'limitRate',
    async run(call, next) {
      const grant = await take(limiter, own, call);
      if (!grant.granted) throw refusal(call.action.name, call.action.rateLimit, grant.retryAfterSeconds);
      const answer = await next();
      if (answer.kind === 'question') await grant.giveBack();
      return answer;
    },
  };
}

/** Without the shared state a read is counted in this process alone; a write is refused. */
async function take(limiter: RateLimiter, own: RateLimiter, { action, principal, confirmToken }: Call): Promise<Grant> {
  const { name, system, effect, rateLimit } = action;
  const key = `tool ${principal.name} ${system} ${name}${confirmToken === undefined ? '' : ' confirmed'}`;
  try {
    return await limiter.take(key, rateLimit);
  } catch (error) {
    const isOutage = error instanceof ToolError && error.code === 'unavailable';
    if (!isOutage || isWrite(effect)) throw error;
    log('warn', `${name} is counted in this process alone, because the shared state can't be used`);
    return own.take(key, rateLimit);
  }
}

function refusal(name: string, { calls, perSeconds }: RateLimit, retryAfterSeconds: number): ToolError {
  return new ToolError(
    'rate_limited',
    `${name} may be called ${counted(calls, 'time')} in ${counted(perSeconds, 'second')}. Wait ${counted(retryAfterSeconds, 'second')}.`,
    { retryAfterSeconds },
  );
}
