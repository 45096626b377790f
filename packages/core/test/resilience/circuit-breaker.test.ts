import { describe, expect, test } from 'vitest';
import { createCircuitBreaker, type Verdict } from '../../src/resilience/circuit-breaker.ts';
import { createFakeClock } from '../http/vendor.ts';

function start() {
  const clock = createFakeClock();
  const breaker = createCircuitBreaker(clock);
  /** Whether a request was let through; it then ends as told. */
  const send = (verdict: Verdict, askedMilliseconds?: number): boolean => {
    const report = breaker.admit();
    report?.(verdict, askedMilliseconds);
    return report !== undefined;
  };
  return { clock, breaker, send };
}

const times = (count: number, work: () => unknown) => Array.from({ length: count }, work);

describe('a circuit breaker', () => {
  test('opens after five failures in a row and not before', () => {
    const { send, breaker } = start();

    times(4, () => send('failing'));
    const before = breaker.pauseMilliseconds();
    send('failing');

    expect(before).toBe(0);
    expect(send('alive')).toBe(false);
    expect(breaker.pauseMilliseconds()).toBeGreaterThan(4000);
  });

  test('starts to count anew after an answer, and takes no notice of what was only stopped', () => {
    const { send } = start();

    times(4, () => send('failing'));
    send('alive');
    times(4, () => send('failing'));
    times(10, () => send('unclear'));

    expect(send('failing')).toBe(true);
    expect(send('alive')).toBe(false);
  });

  test('opens when half of twenty requests fail, however they alternate', () => {
    const { send } = start();
    const admitted = times(12, () => [send('alive'), send('failing')]).flat();

    expect(admitted.lastIndexOf(true)).toBe(19);
  });

  test('forgets failures that are older than a minute', async () => {
    const { clock, send } = start();
    times(9, () => [send('alive'), send('failing')]);

    await clock.sleep(61_000);
    times(9, () => [send('alive'), send('failing')]);

    expect(send('alive')).toBe(true);
  });

  test('lets one probe through after its pause and closes when that is answered', async () => {
    const { clock, breaker, send } = start();
    times(5, () => send('failing'));
    await clock.sleep(5001);

    const report = breaker.admit();
    const meanwhile = breaker.admit();
    report?.('alive');

    expect([report === undefined, meanwhile]).toEqual([false, undefined]);
    expect(times(4, () => send('failing'))).toEqual([true, true, true, true]);
  });

  test('doubles its pause with each probe that fails, up to a minute', async () => {
    const { clock, breaker, send } = start();
    times(5, () => send('failing'));
    const pauses: number[] = [];

    for (let round = 0; round < 6; round += 1) {
      pauses.push(Math.round(breaker.pauseMilliseconds() / 1000));
      await clock.sleep(breaker.pauseMilliseconds());
      send('failing');
    }

    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
  });

  test('gives the next request the probe of one that was cancelled', async () => {
    const { clock, breaker, send } = start();
    times(5, () => send('failing'));
    await clock.sleep(5001);

    send('unclear');

    expect(send('alive')).toBe(true);
    expect(breaker.pauseMilliseconds()).toBe(0);
  });

  test('holds back as long as the vendor asked, but no longer than a minute', () => {
    const asking = (milliseconds: number) => {
      const { breaker, send } = start();
      times(5, () => send('failing', milliseconds));
      return Math.round(breaker.pauseMilliseconds() / 1000);
    };

    expect([asking(30_000), asking(86_400_000)]).toEqual([30, 60]);
  });

  test('does not believe requests that were sent before it opened', async () => {
    const { clock, breaker, send } = start();
    const good = breaker.admit();
    const bad = breaker.admit();
    times(5, () => send('failing'));

    good?.('alive');
    const held = breaker.admit();
    await clock.sleep(5001);
    send('alive');
    bad?.('failing');

    expect(held).toBeUndefined();
    expect(breaker.pauseMilliseconds()).toBe(0);
  });

  test('takes no notice, after it closed, of failures from before it opened', async () => {
    const { clock, breaker, send } = start();
    const late = breaker.admit();
    times(5, () => send('failing'));
    await clock.sleep(5001);
    send('alive');

    late?.('failing');

    expect(send('alive')).toBe(true);
  });
});
