import { performance } from 'node:perf_hooks';
import { canonicalJson } from '../audit/canonical-json.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Stage } from './call.ts';
import { currentCall } from './current-call.ts';

/** Ends a call at its time limit or when the client cancels, and lets every adapter below know both. */
export function deadline(): Stage {
  return {
    name: 'deadline',
    async run(call, next) {
      const { timeoutSeconds, name, effect } = call.action;
      const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
      const signal = AbortSignal.any([call.signal, timeout]);
      const context = {
        tool: name,
        effect,
        caller: canonicalJson(call.principal),
        signal,
        deadline: performance.now() + timeoutSeconds * 1000,
        upstream: call.upstream,
        ...(call.approval && { idempotencyKey: call.approval.id }),
      };
      const ended = endOf(signal, () =>
        call.signal.aborted
          ? new ToolError('cancelled', 'The call was cancelled.')
          : new ToolError(
              'timeout',
              `${name} took longer than ${timeoutSeconds} seconds. Ask for less at a time, or try again later.`,
            ),
      );
      try {
        return await currentCall.run(context, () => Promise.race([next(), ended.promise]));
      } finally {
        ended.forget();
      }
    },
  };
}

/** A promise that rejects when the signal aborts, a moment after the adapters, which have more to say. */
function endOf(signal: AbortSignal, reason: () => ToolError): { promise: Promise<never>; forget(): void } {
  const grace = 50;
  let forget = () => {};
  const promise = new Promise<never>((_, reject) => {
    const onAbort = () => {
      const timer = setTimeout(() => reject(reason()), grace);
      forget = () => clearTimeout(timer);
    };
    forget = () => signal.removeEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  promise.catch(() => {});
  return { promise, forget: () => forget() };
}
