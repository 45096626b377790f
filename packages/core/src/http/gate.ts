import { counted } from '../define/counted.ts';
import { ToolError } from '../define/tool-error.ts';
import { type Bulkhead, createBulkhead } from '../resilience/bulkhead.ts';
import { type BreakerEvent, type CircuitBreaker, createCircuitBreaker } from '../resilience/circuit-breaker.ts';
import type { PublishedLimit } from '../resilience/published-limits.ts';
import type { Outcome } from './answer.ts';
import { stopOutcome } from './attempt.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { interruptible } from './interruptible.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import { passBreaker, type Refused } from './pass-breaker.ts';

/** What guards one origin: a store of downloads that fails must not close the way to the system itself. */
export interface Guard {
  bulkhead: Bulkhead;
  breaker: CircuitBreaker;
}

/** How long a limit stands in the way. */
interface Wait {
  kind: 'wait';
  milliseconds: number;
  /** Past this nothing is waited for. */
  longest: number;
  /** The published one that does; none where the vendor reported it, or where too many requests are under way. */
  limit?: PublishedLimit | undefined;
  /** Whether the part that is kept for writes was free to it. */
  isForWrite?: boolean;
}

/** A limit that is reset sooner than this is waited for, where the call has the time. */
const longestWaitMilliseconds = 15_000;

/** Gives each origin its guard, made at its first request. */
export function createGuards(
  context: Pick<ExchangeContext, 'clock' | 'rules'>,
  report?: (event: BreakerEvent) => unknown,
): (origin: string) => Guard {
  const { clock, rules } = context;
  const guards = new Map<string, Guard>();
  return (origin) => {
    const guard = guards.get(origin) ?? {
      bulkhead: createBulkhead(rules.concurrency, rules.queueLength),
      breaker: createCircuitBreaker(clock, rules.breaker, report),
    };
    guards.set(origin, guard);
    return guard;
  };
}

/** Makes one attempt when there is a place, the vendor's limits allow it and the breaker is closed; waits where that helps. */
export async function passGate(
  request: OutgoingRequest,
  context: ExchangeContext,
  send: () => Promise<Outcome>,
): Promise<Outcome | Refused> {
  const { origin } = request.url;
  // What a further origin says of its limits is not the system's.
  const scope = request.isForeign ? origin : context.limitScope(request.url, request.headers);
  try {
    for (;;) {
      const place = context.guardOf(origin).bulkhead.enter(request.signal);
      if (!place) return refusedForCrowd(context);
      const leave = await place;
      const passing = await passLimits(request, scope, context, send).finally(leave);
      if (passing.kind !== 'wait') return passing;
      const timeLeft = request.call ? request.call.deadline - context.clock.now() : longestWaitMilliseconds;
      if (passing.milliseconds >= timeLeft || passing.milliseconds > passing.longest) {
        return refusedForLimit(passing, context);
      }
      await context.clock.sleep(passing.milliseconds, request.signal);
    }
  } catch (error) {
    if (request.signal?.aborted && !(error instanceof ToolError)) return stopOutcome(request, context, false);
    throw error;
  }
}

/** What the vendor reports of its limits comes first: it knows of other programs too. */
async function passLimits(
  request: OutgoingRequest,
  scope: string,
  context: ExchangeContext,
  send: () => Promise<Outcome>,
): Promise<Outcome | Refused | Wait> {
  const looking = context.hints?.refresh(request.url.origin);
  if (looking) await interruptible(looking, request.signal);
  const pause = pauseOf(request, scope, context);
  if (pause) return pause;
  if (request.isForeign || !context.published) return passBreaker(request, scope, context, send);
  const pass = await context.published.take(scope, isForWrite(request));
  if (!pass.granted) {
    // A wait for a minute's limit is bounded by the call's deadline alone.
    return {
      kind: 'wait',
      milliseconds: pass.waitMilliseconds,
      longest: Number.POSITIVE_INFINITY,
      limit: pass.limit,
      isForWrite: isForWrite(request),
    };
  }
  let isSent = false;
  const counted = async () => {
    const outcome = await send();
    isSent = true;
    return outcome;
  };
  try {
    // The vendor may have refused another request while this one was counted.
    return pauseOf(request, scope, context) ?? (await passBreaker(request, scope, context, counted));
  } finally {
    await (isSent ? pass.end() : pass.cancel());
  }
}

/** How long the vendor asked this or another process to wait. */
function pauseOf({ url }: OutgoingRequest, scope: string, { limits, hints }: ExchangeContext): Wait | undefined {
  const milliseconds = Math.max(limits.waitMilliseconds(scope), hints?.pauseMilliseconds(url.origin, scope) ?? 0);
  return milliseconds > 0 ? { kind: 'wait', milliseconds, longest: longestWaitMilliseconds } : undefined;
}

/** What a write has to look up counts as part of it: who can't look can't write. */
function isForWrite({ call, isWrite }: OutgoingRequest): boolean {
  return call?.isForWrite ?? isWrite;
}

function refusedForCrowd(context: ExchangeContext): Refused {
  const { system } = context.address;
  const text = `Too many requests to ${system} are waiting already, so this one was not sent. Try again in a few seconds, with fewer calls at a time.`;
  return { kind: 'refused', error: new ToolError('rate_limited', text, { retryAfterSeconds: 5 }) };
}

function refusedForLimit({ milliseconds, limit, isForWrite: isWrite }: Wait, context: ExchangeContext): Refused {
  const { system } = context.address;
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const what = limit
    ? `${system} takes ${counted(limit.calls, 'request')} in ${counted(limit.perSeconds, 'second')}, and no more are left${limit.reserve && !isWrite ? ' for reads' : ''}`
    : `${system} takes almost no more requests for now`;
  const text = `${what}, so nothing was sent. Try again in ${counted(retryAfterSeconds, 'second')}.`;
  return { kind: 'refused', error: new ToolError('rate_limited', text, { retryAfterSeconds }) };
}
