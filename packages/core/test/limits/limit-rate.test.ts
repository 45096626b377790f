import { expect, test } from 'vitest';
import { ToolError } from '../../src/define/tool-error.ts';
import { createMemoryRateLimiter, type RateLimiter } from '../../src/limits/rate-limiter.ts';
import type { Answer, Call } from '../../src/pipeline/call.ts';
import { limitRate } from '../../src/pipeline/limit-rate.ts';
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

test('each tool and each system has a count of its own, as has a confirmed call', async () => {
  const stage = limitRate(createMemoryRateLimiter());
  const call = callOf('create');
  for (let count = 0; count < 3; count += 1) await stage.run(call, answer);
  const others: Call[] = [
    { ...call, action: { ...call.action, name: 'void_bill' } },
    { ...call, action: { ...call.action, system: 'Bank' } },
    { ...call, confirmToken: 'token' },
  ];

  expect(await Promise.all(others.map((other) => stage.run(other, answer)))).toHaveLength(3);
});

test('a question that is only asked does not count', async () => {
  const stage = limitRate(createMemoryRateLimiter());
  const asks = async (): Promise<Answer> => ({ kind: 'question', question: { message: 'Shall it?', state: 's' } });
  for (let count = 0; count < 5; count += 1) await stage.run(callOf('create'), asks);

  expect(await stage.run(callOf('create'), answer)).toEqual({ kind: 'result', value: 'done' });
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
