import { ToolError } from '../define/tool-error.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { Stage } from './call.ts';

/** Counts the call against its tool's limit; a call that only asked its question does not count. */
export function limitRate(limiter: RateLimiter): Stage {
  return {
    name: 'limitRate',
    async run(call, next) {
      const { name, rateLimit } = call.action;
      const grant = await limiter.take(`${call.principal.name} ${name}`, rateLimit);
      if (!grant.granted) {
        throw new ToolError(
          'rate_limited',
          `${name} may be called ${rateLimit.calls} times in ${rateLimit.perSeconds} seconds. Wait ${grant.retryAfterSeconds} seconds, or do more with one call.`,
          {
            retryAfterSeconds: grant.retryAfterSeconds,
          },
        );
      }
      const answer = await next();
      if (answer.kind === 'question') grant.giveBack();
      return answer;
    },
  };
}
