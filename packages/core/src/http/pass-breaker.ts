import { counted } from '../define/counted.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Verdict } from '../resilience/circuit-breaker.ts';
import type { VendorLimit } from '../resilience/vendor-limits.ts';
import type { Answer, Outcome } from './answer.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { isRefusal } from './explanation.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import { askedWait } from './retry-policy.ts';

/** An attempt that was not made, with the reason for the caller. */
export interface Refused {
  kind: 'refused';
  error: ToolError;
}

/** What an attempt taught of the origin that it went to. */
interface Lesson {
  verdict: Verdict;
  /** Milliseconds that the vendor asked to wait. */
  asked: number | undefined;
  /** Whether it said that we ask too much. */
  isRefused: boolean;
  /** Whether the failure may be our own: of this machine's network, or of the certificates that this process trusts. */
  mayBeOurs: boolean;
}

const failingReasons = new Set(['unreachable', 'untrusted', 'broken', 'timeout']);
const ownReasons = new Set(['unreachable', 'untrusted']);
const noLesson: Lesson = { verdict: 'unclear', asked: undefined, isRefused: false, mayBeOurs: false };

/** Makes one attempt unless the origin is left alone, by this process or by another on the same state; tells all what it taught. */
export async function passBreaker(
  request: OutgoingRequest,
  scope: string,
  context: ExchangeContext,
  send: () => Promise<Outcome>,
): Promise<Outcome | Refused> {
  const { origin } = request.url;
  const { breaker } = context.guardOf(origin);
  const held = context.hints?.heldMilliseconds(origin);
  if (held) return refusedForFailures(held, context);
  const report = breaker.admit();
  if (!report) return refusedForFailures(breaker.pauseMilliseconds(), context);
  if (held !== undefined && !(await context.hints?.claimTrial(origin))) {
    report('unclear');
    return refusedForFailures(context.hints?.heldMilliseconds(origin) ?? 0, context);
  }
  const end = context.limits.begin(scope);
  let lesson = noLesson;
  let limit: VendorLimit | undefined;
  try {
    const outcome = await send();
    lesson = lessonOf(outcome, context);
    limit = request.isForeign ? undefined : limitOf(outcome, context);
    return outcome;
  } finally {
    // Without an outcome there were no credentials, so nothing was sent and nothing was learnt.
    report(lesson.verdict, lesson.asked);
    end(limit, lesson.isRefused ? lesson.asked : 0);
    await tellOthers(origin, scope, lesson, held !== undefined, context);
  }
}

function lessonOf(outcome: Outcome, context: ExchangeContext): Lesson {
  if (outcome.kind === 'answer') {
    const asked = askedWait(outcome, context.clock.date());
    const verdict = isAtWork(outcome.answer, context) ? 'alive' : 'failing';
    return { verdict, asked, isRefused: outcome.answer.status === 429, mayBeOurs: false };
  }
  const { reason } = outcome.fault;
  if (reason === 'cancelled') return noLesson;
  const verdict = failingReasons.has(reason) ? 'failing' : 'alive';
  return { verdict, asked: undefined, isRefused: false, mayBeOurs: ownReasons.has(reason) };
}

/** Any answer below 500 shows a vendor at work, a 429 too: it only has enough of us. So does one that says what it did not do, and why. */
function isAtWork(answer: Answer, context: ExchangeContext): boolean {
  return answer.status < 500 || answer.status === 501 || isRefusal(answer, context);
}

/** Before the caller has the answer, so that whatever starts after it knows already. */
async function tellOthers(
  origin: string,
  scope: string,
  { verdict, asked = 0, isRefused, mayBeOurs }: Lesson,
  isTrial: boolean,
  { hints, guardOf }: ExchangeContext,
): Promise<void> {
  if (!hints) return;
  const { breaker } = guardOf(origin);
  const pause = breaker.pauseMilliseconds();
  if (isRefused && asked > 0) await hints.tellPause(origin, scope, asked);
  if (isTrial && verdict === 'alive') await hints.tellBack(origin);
  else if (isTrial && verdict === 'unclear') await hints.tellUntried(origin);
  else if (isTrial) {
    await hints.tellStillFailing(origin, Math.max(pause, asked), breaker.longestPauseMilliseconds);
  } else if (verdict === 'failing' && pause > 0 && !mayBeOurs) await hints.tellHeld(origin, pause);
}

function limitOf(outcome: Outcome, context: ExchangeContext): VendorLimit | undefined {
  if (outcome.kind === 'fault') return undefined;
  try {
    return context.readLimits?.(outcome.answer.headers);
  } catch {
    // Headers in a form that the server did not foresee are as good as none.
    return undefined;
  }
}

function refusedForFailures(pause: number, context: ExchangeContext): Refused {
  const retryAfterSeconds = Math.max(1, Math.ceil(pause / 1000));
  const text = `${context.address.system} has failed several times in a row, so it is left alone for a while and nothing was sent. Try again in ${counted(retryAfterSeconds, 'second')}.`;
  return { kind: 'refused', error: new ToolError('unavailable', text, { retryAfterSeconds }) };
}
