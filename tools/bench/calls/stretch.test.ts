import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { callFor, callTimes } from './stretch.ts';

test('so many calls are made, by as many callers at once, and each is told of', async () => {
  const now = { under: 0, most: 0 };
  const told: number[] = [];
  const call = async () => {
    now.under += 1;
    now.most = Math.max(now.most, now.under);
    await setTimeout(1);
    now.under -= 1;
  };

  const { latencies, errors } = await callTimes(100, call, 8, (made) => told.push(made));

  expect([latencies.length, errors, now.most]).toEqual([100, 0, 8]);
  expect(told.sort((left, right) => left - right)).toEqual(Array.from({ length: 100 }, (_, place) => place + 1));
});

test('a call that fails is counted, and the caller goes on', async () => {
  let made = 0;
  const call = async () => {
    made += 1;
    await setTimeout(1);
    if (made % 4 === 0) throw new Error('refused');
  };

  const { latencies, errors, milliseconds } = await callFor(200, call, 1);

  expect(errors).toBe(Math.floor(made / 4));
  expect(latencies.length + errors).toBe(made);
  expect(milliseconds).toBeGreaterThanOrEqual(200);
});
