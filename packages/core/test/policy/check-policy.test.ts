import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { type ErrorCode, ToolError } from '../../src/define/tool-error.ts';
import { createMemoryRateLimiter } from '../../src/limits/rate-limiter.ts';
import type { Answer, Call } from '../../src/pipeline/call.ts';
import { checkPolicy, type PolicySurroundings } from '../../src/pipeline/check-policy.ts';
import { checkScopes } from '../../src/pipeline/check-scopes.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';
import { userConfigFolder } from '../../src/serve/deployment/user-config-folder.ts';
import { policyOf } from './policy-of.ts';

function newCall(name: string, input: Record<string, unknown> = {}, principal = 'sam'): Call {
  return {
    id: '1',
    action: {
      kind: 'tool',
      name,
      title: name,
      system: 'Bank',
      effect: name.startsWith('get') ? 'read' : 'create',
      data: 'internal',
      scopes: ['payments:read'],
      rateLimit: { calls: 1, perSeconds: 1 },
      timeoutSeconds: 1,
      cacheSeconds: 0,
      input: z.object({}),
      output: z.unknown(),
      examples: [],
      prepare() {},
      run: async () => ({}),
    },
    rawInput: input,
    input,
    principal: { name: principal, role: 'agent_executor' },
    client: { name: 'test', version: '1', canAsk: false },
    signal: new AbortController().signal,
    progress() {},
    upstream: { attempts: 0, writes: 0, retryReasons: [] },
  };
}

const done: Answer = { kind: 'result', value: 1 };
const asked: Answer = { kind: 'question', question: { message: '', state: '' } };

const surroundings = () => ({ server: 'bank', budgets: createMemoryRateLimiter(), isTainted: () => false });

/** Puts calls through the stage; each is told by `ok` or by the reason of its decision. */
function stageWith(policy: Policy, more: Partial<PolicySurroundings> = {}) {
  const stage = checkPolicy(policy, { ...surroundings(), ...more });
  return async (call: Call, next: () => Promise<Answer> = async () => done) => {
    try {
      await stage.run(call, next);
      return 'ok';
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return call.decision?.allowed === false ? call.decision.reason : error.code;
    }
  };
}

const budget = `
presets: [agent_executor]
budgets: [{ id: two, tools: [bank.*], calls: 2, per: day }]`;

test('a budget lets through what it holds, for each caller and tool by itself', async () => {
  const run = stageWith(await policyOf(budget));

  expect([await run(newCall('get_a')), await run(newCall('get_a')), await run(newCall('get_a'))]).toEqual([
    'ok',
    'ok',
    'budget_spent',
  ]);
  expect(await run(newCall('get_b'))).toBe('ok');
  expect(await run(newCall('get_a', {}, 'kim'))).toBe('ok');
});

test('a budget for all tools together counts them together', async () => {
  const policy = await policyOf(budget.replace('per: day', 'per: hour, counted: all_tools'));
  const run = stageWith(policy);

  expect([await run(newCall('get_a')), await run(newCall('get_b')), await run(newCall('get_c'))]).toEqual([
    'ok',
    'ok',
    'budget_spent',
  ]);
});

test('a spent budget tells when to come back', async () => {
  const policy = await policyOf(budget.replace('calls: 2', 'calls: 0'));
  const stage = checkPolicy(policy, surroundings());

  await expect(stage.run(newCall('get_a'), async () => done)).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('rule budgets.two'),
    details: { retryAfterSeconds: 86_400 },
  });
});

test('a budget may be written with its time, and says that when it is spent', async () => {
  const policy = await policyOf(budget.replace('calls: 2, per: day', 'calls: 1/5 minutes'));
  const stage = checkPolicy(policy, surroundings());
  await stage.run(newCall('get_a'), async () => done);

  await expect(stage.run(newCall('get_a'), async () => done)).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringContaining('allows 1 of these calls in 300 seconds'),
  });
});

test('a call that ends in a question or before it costs no budget, one that fails after the yes does', async () => {
  const run = stageWith(await policyOf(budget));
  const failing = (code: ErrorCode) => async () => {
    throw new ToolError(code, '');
  };
  const approved = (): Call => ({ ...newCall('create_a'), approval: { id: '1', mode: 'elicitation' } });

  for (let count = 0; count < 5; count += 1) {
    expect(await run(newCall('create_a'), async () => asked)).toBe('ok');
    expect(await run(newCall('create_a'), failing('approval_required'))).toBe('approval_required');
    expect(await run(newCall('create_a'), failing('not_found'))).toBe('not_found');
    expect(await run(approved(), failing('rate_limited'))).toBe('rate_limited');
  }
  expect(await run(approved(), failing('unavailable'))).toBe('unavailable');
  expect(await run(approved(), failing('unavailable'))).toBe('unavailable');
  expect(await run(newCall('create_a'))).toBe('budget_spent');
});

test('a read that fails costs its budget', async () => {
  const run = stageWith(await policyOf(budget));
  const failing = async () => {
    throw new ToolError('not_found', '');
  };

  expect(await run(newCall('get_a'), failing)).toBe('not_found');
  expect(await run(newCall('get_a'), failing)).toBe('not_found');
  expect(await run(newCall('get_a'))).toBe('budget_spent');
});

test('of two budgets, none is charged when one is spent', async () => {
  const policy = await policyOf(`
presets: [agent_executor]
budgets:
  - { id: wide, tools: [bank.*], calls: 3, per: day, counted: all_tools }
  - { id: narrow, tools: [bank.get_a], calls: 1, per: day }`);
  const run = stageWith(policy);

  expect([await run(newCall('get_a')), await run(newCall('get_a')), await run(newCall('get_a'))]).toEqual([
    'ok',
    'budget_spent',
    'budget_spent',
  ]);
  expect([await run(newCall('get_b')), await run(newCall('get_b')), await run(newCall('get_b'))]).toEqual([
    'ok',
    'ok',
    'budget_spent',
  ]);
});

test('the checked arguments, the tenant, the clock and the taint of the process are asked about', async () => {
  const policy = await policyOf(`
presets: [agent_executor]
contexts: { acme: { systems: { bank: [read, write] } } }
arguments: [{ id: most, tools: [bank.*], path: amount, max: 5, missing: allow }]
times: [{ id: day, from: '08:00', to: '18:00', timezone: UTC }]
taint: { after_untrusted_read: deny }`);
  const noon = { tenant: 'acme', now: () => Date.UTC(2026, 0, 1, 12), isTainted: () => false };
  const pay = (input: Record<string, unknown>, changed: Partial<PolicySurroundings> = {}) =>
    stageWith(policy, { ...noon, ...changed })(newCall('create_payment', input));

  expect(await pay({ amount: 5 })).toBe('ok');
  expect(await pay({ amount: 6 })).toBe('argument_not_allowed');
  expect(await pay({}, { tenant: 'globex' })).toBe('unknown_context');
  expect(await pay({}, { now: () => Date.UTC(2026, 0, 1, 20) })).toBe('outside_hours');
  expect(await pay({}, { isTainted: () => true })).toBe('tainted');
});

test('while the policy is broken every call is refused with the reason, at the first stage', async () => {
  const call = newCall('get_a');
  const policy: Policy = { ...defaultPolicy, broken: 'line 3 is wrong' };

  await expect(checkScopes(policy).run(call, async () => done)).rejects.toThrow('line 3 is wrong');
  expect(call.decision).toMatchObject({ allowed: false, reason: 'policy_broken' });
  expect(await stageWith(policy, {})(newCall('health_check'))).toBe('policy_broken');
});

test('the file is found in the folder of the user, and nowhere else', async () => {
  const home = mkdtempSync(join(tmpdir(), 'policy-home-'));
  const before = process.cwd();
  mkdirSync(join(home, 'bizmcp'));
  try {
    expect(await readPolicy(undefined, { userConfigFolder: home })).toEqual({ policy: defaultPolicy });
    writeFileSync(join(home, 'bizmcp', 'policy.yaml'), 'version: 1\npresets: [viewer]\n');
    process.chdir(join(home, 'bizmcp'));
    expect(await readPolicy(undefined, { userConfigFolder: join(home, 'empty') })).toEqual({ policy: defaultPolicy });
    expect((await readPolicy('policy.yaml', { userConfigFolder: home })).policy.broken).toContain('full path');
    const { path, policy } = await readPolicy(undefined, { userConfigFolder: home });
    expect(path).toBe(join(home, 'bizmcp', 'policy.yaml'));
    expect(Object.keys(policy.roles)).toEqual(['viewer']);
  } finally {
    process.chdir(before);
    rmSync(home, { recursive: true });
  }
});

test('each operating system has its own folder of the user', () => {
  expect(userConfigFolder({ XDG_CONFIG_HOME: '/x' }, 'linux')).toBe('/x');
  expect(userConfigFolder({ XDG_CONFIG_HOME: 'relative' }, 'linux')).toMatch(/\.config$/);
  expect(userConfigFolder({}, 'darwin')).toMatch(/Library.Application Support$/);
  expect(userConfigFolder({}, 'win32')).toMatch(/AppData.Roaming$/);
});
