import { performance } from 'node:perf_hooks';
import { counted } from '../define/counted.ts';
import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import type { Call, Stage } from './call.ts';
import { currentCall } from './current-call.ts';
import { foreseenError } from './hide-surprises.ts';
import { writtenBefore } from './written-before.ts';

/** How long adapters have to say more than that the call is over. */
const graceMilliseconds = 50;

/** Ends a call at its time limit or when the client cancels, and lets every adapter below know both. */
export function deadline(): Stage {
  return {
    name: 'deadline',
    async run(call, next) {
      const { timeoutSeconds, name, effect } = call.action;
      const end = startClock(call.signal, timeoutSeconds * 1000, () => endOf(call));
      const context = {
        tool: name,
        effect,
        ...(isWrite(effect) && { isForWrite: true as const }),
        caller: canonicalJson(call.principal),
        signal: end.signal,
        deadline: performance.now() + timeoutSeconds * 1000,
        upstream: call.upstream,
        ...(call.approval && { idempotencyKey: call.approval.id }),
      };
      try {
        return await currentCall.run(context, () => Promise.race([next(), end.reached]));
      } catch (error) {
        // What a handler's own wait ends with when it is told that the call is over.
        const isOver = end.signal.aborted && !foreseenError(error);
        throw isOver ? endOf(call) : error;
      } finally {
        end.forget();
      }
    },
  };
}

function endOf(call: Call): ToolError {
  const { signal, action, upstream } = call;
  const { name, timeoutSeconds } = action;
  if (upstream.hasWritten)
    return writtenBefore(
      call,
      signal.aborted ? 'was cancelled' : `took longer than ${counted(timeoutSeconds, 'second')}`,
    );
  if (signal.aborted) return new ToolError('cancelled', 'The call was cancelled.');
  return new ToolError(
    'timeout',
    `${name} took longer than ${counted(timeoutSeconds, 'second')}. Ask for less at a time, or try again later.`,
  );
}

/** Aborts `signal` on cancellation and when the time is over; `reached` rejects a moment later. */
function startClock(cancellation: AbortSignal, milliseconds: number, reason: () => ToolError) {
  const control = new AbortController();
  const { promise: reached, reject } = Promise.withResolvers<never>();
  const stop = (why: unknown) => {
    clearTimeout(timer);
    control.abort(why);
    timer = setTimeout(() => reject(reason()), graceMilliseconds);
  };
  const cancel = () => stop(cancellation.reason);
  let timer = setTimeout(() => stop(new DOMException('The call took too long.', 'TimeoutError')), milliseconds).unref();
  if (cancellation.aborted) cancel();
  else cancellation.addEventListener('abort', cancel, { once: true });
  reached.catch(() => {});
  const forget = () => {
    clearTimeout(timer);
    cancellation.removeEventListener('abort', cancel);
  };
  return { signal: control.signal, reached, forget };
}
