import * as z from 'zod';
import { type ErrorCode, ToolError } from '../../src/define/tool-error.ts';
import { type CacheOptions, cache } from '../../src/pipeline/cache.ts';
import type { Action, Answer, Call } from '../../src/pipeline/call.ts';
import { compose } from '../../src/pipeline/compose.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';

/** What a tool is beyond the usual one. */
export type Tool = Partial<Action> & { staleSeconds?: number };
type System = { asked: number; failsWith: ErrorCode | undefined; text: string };
export type Caller = { name: string; role: string };

/** The stage over a system that answers with a count of how often it was asked, or fails as it is told. */
export function start({ policy = defaultPolicy, ...options }: CacheOptions & { policy?: Policy } = {}) {
  const system: System = { asked: 0, failsWith: undefined, text: '' };
  const clock = { now: Date.UTC(2026, 10, 21) };
  const run = compose([cache(policy, { now: () => clock.now, ...options })]);
  const call = (tool: Tool = {}, input: Record<string, unknown> = {}, principal: Caller = sam): Promise<Answer> =>
    run({ ...baseCall, principal, input, action: { ...action, run: () => reach(system), ...tool } });
  const pass = (seconds: number) => {
    clock.now += seconds * 1000;
  };
  return { system, call, pass };
}

async function reach(system: System): Promise<unknown> {
  system.asked += 1;
  // As a vendor's SDK does it.
  if (system.failsWith) throw new Error('SDK failed', { cause: new ToolError(system.failsWith, 'It failed') });
  return { count: system.asked, text: system.text };
}

export const sam: Caller = { name: 'sam', role: 'viewer' };

const action: Action = {
  kind: 'tool',
  name: 'list_letters',
  title: 'List letters',
  system: 'Post',
  effect: 'read',
  data: 'internal',
  scopes: [],
  rateLimit: { calls: 1000, perSeconds: 60 },
  timeoutSeconds: 60,
  cacheSeconds: 10,
  input: z.object({}),
  output: z.unknown(),
  examples: [],
  prepare: () => undefined,
  run: async () => undefined,
};

const baseCall: Omit<Call, 'principal' | 'action'> = {
  id: '1',
  rawInput: {},
  input: {},
  client: { name: 'test', version: '1', canAsk: false },
  signal: new AbortController().signal,
  progress: () => undefined,
  upstream: { attempts: 0, writes: 0, retryReasons: [] },
};

/** The answer to the request with this count. */
export const result = (count: number) => ({ kind: 'result', value: { count, text: '' } });
