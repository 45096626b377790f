import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type GuardedPost, ToolError } from '@bizmcp/core';
import { backoff } from './backoff.ts';
import { type CallbackRules, checkCallbackUrl } from './callback-rules.ts';
import type { Change } from './change.ts';
import type { ChangeSink, Passing } from './change-passer.ts';
import type { ChangeSubscription } from './change-subscription.ts';
import type { InBackground } from './shared-state.ts';

export interface CallbackSinkOptions {
  subscription: ChangeSubscription;
  rules: CallbackRules;
  post: GuardedPost;
  inBackground: InBackground;
  /** Milliseconds before the second attempt; later ones wait longer. */
  firstWait?: number;
  attempts?: number;
}

/** Why an attempt came to nothing, and whether another would. */
interface Problem {
  reason: string;
  isFinal: boolean;
}

const timeoutMilliseconds = 10_000;
/** After so many given up in a row, each further change has one attempt until one gets through. */
const hopeless = 20;

/** Passes changes on as signed POST requests. */
export class CallbackSink implements ChangeSink {
  readonly #options: Required<CallbackSinkOptions>;
  #givenUp = 0;

  constructor(options: CallbackSinkOptions) {
    this.#options = { firstWait: 1000, attempts: 6, ...options };
  }

  async pass(change: Change, isRepeat: boolean, signal: AbortSignal): Promise<Passing> {
    const { attempts, firstWait } = this.#options;
    const most = this.#givenUp >= hopeless ? 1 : attempts;
    for (let attempt = 1; ; attempt += 1) {
      const problem = await this.#attempt(change, isRepeat || attempt > 1, signal);
      if (problem === undefined) {
        this.#givenUp = 0;
        return 'passed';
      }
      if (problem.isFinal || attempt >= most || signal.aborted) {
        this.#givenUp += 1;
        return { problem: problem.reason };
      }
      await delay(backoff(attempt, firstWait), undefined, { signal, ref: false }).catch(() => {});
    }
  }

  async #attempt(change: Change, isRepeat: boolean, signal: AbortSignal): Promise<Problem | undefined> {
    const { subscription, rules, inBackground } = this.#options;
    const target = targetOf(subscription, rules);
    if (typeof target === 'string') return { reason: target, isFinal: true };
    const { id, table, callbackUrl } = subscription;
    const input = { table, callback_url: callbackUrl, delivery: `${id}-${change.sequence}` };
    let problem: Problem | undefined;
    const run = async () => {
      problem = await this.#send(target, change, isRepeat, signal);
      if (problem) throw new ToolError('unavailable', problem.reason);
    };
    try {
      await inBackground({ tool: 'subscribe_to_changes', input, run });
      return undefined;
    } catch (error) {
      return problem ?? problemOf(error);
    }
  }

  async #send(target: URL, change: Change, isRepeat: boolean, signal: AbortSignal): Promise<Problem | undefined> {
    const { subscription, rules, post } = this.#options;
    const body = bodyOf(subscription, change);
    const headers = headersOf(subscription, change, { body, secret: rules.secret ?? '', isRepeat });
    const { isLoopbackAllowed } = rules;
    const outcome = await post(target, { headers, body, isLoopbackAllowed, timeoutMilliseconds, signal });
    if (outcome.kind === 'refused') return { reason: outcome.reason, isFinal: true };
    if (outcome.kind === 'failed') return { reason: outcome.reason, isFinal: false };
    const { status } = outcome;
    if (status >= 200 && status < 300) return undefined;
    if (status >= 300 && status < 400) return { reason: `redirect refused (HTTP ${status})`, isFinal: true };
    return { reason: `HTTP ${status}`, isFinal: status < 500 && status !== 408 && status !== 425 && status !== 429 };
  }
}

/** Read-only mode and a role that lost its scope stop it for good; a trail that can't be written does not. */
function problemOf(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : 'it could not be sent';
  return { reason, isFinal: error instanceof ToolError && error.code === 'forbidden' };
}

/** The rules may have changed since the subscription was made. */
function targetOf({ callbackUrl = '' }: ChangeSubscription, rules: CallbackRules): URL | string {
  try {
    return checkCallbackUrl(callbackUrl, rules);
  } catch (error) {
    return error instanceof Error ? error.message : 'the callback is not allowed';
  }
}

function bodyOf({ table }: ChangeSubscription, change: Change): string {
  const { eventType, timestamp } = change;
  return JSON.stringify({
    event: 'supabase_realtime',
    table,
    eventType,
    new: change.new,
    old: change.old,
    timestamp,
  });
}

/** The signature covers the time, so that a receiver can refuse what was recorded and sent again. */
function headersOf(
  { id }: ChangeSubscription,
  { sequence, duplicate, source }: Change,
  { body, secret, isRepeat }: { body: string; secret: string; isRepeat: boolean },
): Record<string, string> {
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return {
    'content-type': 'application/json',
    'user-agent': 'bizmcp-supabase',
    'x-bizmcp-delivery': `${id}-${sequence}`,
    'x-bizmcp-source': source,
    'x-bizmcp-signature': `t=${seconds},v1=${signature}`,
    ...((duplicate || isRepeat) && { 'x-bizmcp-duplicate': 'true' }),
  };
}
