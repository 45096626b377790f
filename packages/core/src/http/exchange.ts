import { ToolError } from '../define/tool-error.ts';
import { type Answer, isAccepted, isLate, leavesDoubt, type Outcome, outcomeLabel } from './answer.ts';
import { sendAttempt, stopOutcome } from './attempt.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { explainAnswer } from './explanation.ts';
import { doubtOf, failureOf } from './failure.ts';
import { passGate } from './gate.ts';
import { interruptible } from './interruptible.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import { planRetry } from './retry-policy.ts';

interface Progress {
  sent: number;
  hasRenewed: boolean;
  /** What the attempt before came to. */
  last?: Outcome;
  /** The last attempt of a write that may have been carried out. */
  doubt?: Outcome;
}

/** Sends a request as often as is safe and sensible, and returns the good answer or throws the ToolError of the last failure. */
export async function exchange(request: OutgoingRequest, context: ExchangeContext): Promise<Answer> {
  const progress: Progress = { sent: 0, hasRenewed: false };
  const notes = request.call?.upstream;
  // What fails behind a change that was made says nothing of that one.
  if (notes && (request.isWrite || notes.hasWritten)) notes.writes += 1;
  try {
    for (;;) {
      const renewals = context.renewal?.count() ?? 0;
      const outcome = await passGate(request, context, () => sendAttempt(request, context));
      // What the vendor itself said tells more than that we leave it alone now.
      if (outcome.kind === 'refused') throw progress.last ? failureOf(progress.last, context) : outcome.error;
      if (isAccepted(outcome, request.isWrite)) {
        context.budget.earn();
        return outcome.answer;
      }
      if (isLate(outcome)) throw failureOf(progress.last ?? outcome, context);
      progress.sent += 1;
      progress.last = outcome;
      if (request.isWrite && leavesDoubt(outcome) && !isUndone(outcome, context)) progress.doubt = outcome;
      const failed = await prepareAgain(outcome, request, progress, renewals, context);
      if (failed) throw failureOf(failed, context);
    }
  } catch (error) {
    // Whatever stops us later (a limit, credentials that cannot be renewed) does not settle what an attempt left open.
    throw progress.doubt ? doubtOf(progress.doubt, context) : error;
  }
}

function isUndone(outcome: Outcome, context: ExchangeContext): boolean {
  return outcome.kind === 'answer' && explainAnswer(outcome.answer, context)?.isUndone === true;
}

/** Makes ready for sending again; returns what to fail with where that is not to be. */
async function prepareAgain(
  outcome: Outcome,
  request: OutgoingRequest,
  progress: Progress,
  renewals: number,
  context: ExchangeContext,
): Promise<Outcome | undefined> {
  const renewal = mayRenew(outcome, request, progress, context) ? context.renewal : undefined;
  const wait = renewal ? 0 : planRetry(outcome, request, progress.sent, context);
  if (wait === undefined) return outcome;
  progress.hasRenewed ||= renewal !== undefined;
  try {
    await interruptible(renewal?.renewSince(renewals) ?? context.clock.sleep(wait, request.signal), request.signal);
  } catch (error) {
    if (request.signal?.aborted) return stopOutcome(request, context, false);
    if (renewal && !(error instanceof ToolError)) return outcome;
    throw error;
  }
  request.call?.upstream.retryReasons.push(outcomeLabel(outcome));
  return undefined;
}

function mayRenew(outcome: Outcome, request: OutgoingRequest, progress: Progress, context: ExchangeContext): boolean {
  const isRefused = outcome.kind === 'answer' && outcome.answer.status === 401 && !request.isForeign;
  return isRefused && !progress.hasRenewed && progress.sent < Math.max(2, context.attempts);
}
