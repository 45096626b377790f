import { expect, test } from 'vitest';
import { ToolError } from '../../src/define/tool-error.ts';
import { createMemoryRateLimiter, type RateLimiter } from '../../src/limits/rate-limiter.ts';
import type { Answer, Call } from '../../src/pipeline/call.ts';
import { type CallLimit, limitRate } from '../../src/pipeline/limit-rate.ts';
import { writeCall } from '../approval/fixtures/write-call.ts';

function callOf(effect: Call['action']['effect'], principal = 'sam'): Call {
  const call = writeCall({}, { principal: { name: principal, role: 'viewer' } });
  return { ...call, action: { ...call.action, effect, rateLimit: { calls: 3, perSeconds: 60 } } };
}

const answer = async (): Promise<Answer> => ({ kind: 'result', value: 'done' });
const codeOf = (error: unknown) => (error instanceof ToolError ? error.code : undefined);

test('each principal has a count of its own', async () => {
  const stage = limitRate(createMemoryRateLimiter());
  for (let count = 0; count < 3; count += 1) await stage.run(callOf('read'), answer);

  expect(codeOf(await stage.run(callOf('read'), answer).catch((error: unknown) => error))).toBe('rate_limited');
  expect(await stage.run(callOf('read', 'kim'), answer)).toEqual({ kind: 'result', value: 'done' });
});

test('a call that a further limit refuses counts against none', async () => {
  const account: CallLimit = {
    key: 'account 42',
    limit: { calls: 4, perSeconds: 60, reserve: 3 },
    subject: 'Account 42',
  };
  const limiter = createMemoryRateLimiter();
  const limited = limitRate(limiter, () => [account]);
  await limited.run(callOf('read'), answer);

  const error = await limited.run(callOf('read'), answer).catch((reason: unknown) => reason);

  expect(codeOf(error)).toBe('rate_limited');
  expect(String(error)).toContain('Account 42 may be called 4 times in 60 seconds, of which 3 are kept');
  const unlimited = limitRate(limiter);
  await unlimited.run(callOf('read'), answer);
  expect(await unlimited.run(callOf('read'), answer)).toMatchObject({ kind: 'result' });
});

test('without the shared state a write is refused and a read is still limited', async () => {
  const broken: RateLimiter = {
    async take() {
      throw new ToolError('unavailable', 'no state');
    },
  };
  const stage = limitRate(broken);

  expect(codeOf(await stage.run(callOf('create'), answer).catch((error: unknown) => error))).toBe('unavailable');
  for (let count = 0; count < 3; count += 1) await stage.run(callOf('read'), answer);
  expect(codeOf(await stage.run(callOf('read'), answer).catch((error: unknown) => error))).toBe('rate_limited');
});
