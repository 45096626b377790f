import { backoffMilliseconds } from '../resilience/backoff.ts';
import type { Answer, Outcome } from './answer.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { explainAnswer, isRefusal } from './explanation.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import { retryAfterMilliseconds } from './retry-after.ts';

const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);
const passingReasons = new Set(['unreachable', 'broken', 'timeout']);
/** Nothing waits longer than this for a vendor, even where no deadline says so. */
const longestWaitMilliseconds = 60_000;

/** Milliseconds to wait before sending the request again; undefined when it must not, or cannot in the time left, be sent again. */
export function planRetry(
  outcome: Outcome,
  request: OutgoingRequest,
  sent: number,
  context: ExchangeContext,
): number | undefined {
  if (!request.isRepeatable || !isPassing(outcome) || sent >= context.attempts) return undefined;
  const { clock, random } = context;
  const wait = backoffMilliseconds(sent, random, askedWait(outcome, clock.date()));
  const timeLeft = request.call ? request.call.deadline - clock.now() : Number.POSITIVE_INFINITY;
  if (wait >= timeLeft || wait > longestWaitMilliseconds) return undefined;
  if (outcome.kind === 'answer' && isFinal(outcome.answer, context)) return undefined;
  // The breaker would only refuse it after the wait.
  if (context.guardOf(request.url.origin).breaker.pauseMilliseconds() > wait) return undefined;
  return context.budget.take() ? wait : undefined;
}

function isFinal(answer: Answer, context: ExchangeContext): boolean {
  return explainAnswer(answer, context)?.retry === false || isRefusal(answer, context);
}

/** Milliseconds that the vendor asked to wait, if it did. */
export function askedWait(outcome: Outcome, now: number): number | undefined {
  return outcome.kind === 'answer' ? retryAfterMilliseconds(outcome.answer.headers, now) : undefined;
}

function isPassing(outcome: Outcome): boolean {
  return outcome.kind === 'answer'
    ? passingStatuses.has(outcome.answer.status)
    : passingReasons.has(outcome.fault.reason);
}
