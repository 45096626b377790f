import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import type { Transport } from '../../src/http/transport.ts';
import { createUpstream, type UpstreamOptions } from '../../src/http/upstream.ts';
import { createMemoryEngine } from '../../src/state/memory-engine.ts';
import { createState } from '../../src/state/shared-state.ts';
import type { StateEngine } from '../../src/state/state.ts';
import { createFakeClock, type FakeClock, newCall, within } from './vendor.ts';

/** Processes with a state in common, on a clock on which waiting takes no time. Each asks once, without trying again. */
function startFleet(change: Partial<StateEngine> = {}, clock: FakeClock = createFakeClock()) {
  const engine = { ...createMemoryEngine(clock.date), ...change };
  const state = createState(async () => engine);
  const answers: (() => Response | Promise<Response>)[] = [];
  const sent: string[] = [];
  const transport: Transport = async (input) => {
    sent.push(new URL(String(input)).pathname);
    return (await answers.shift()?.()) ?? Response.json({});
  };
  const startProcess = (options: Partial<UpstreamOptions> = {}) => {
    const upstream = createUpstream({
      system: 'Acme',
      baseUrl: 'https://acme.example',
      requestIdHeaders: [],
      attempts: 1,
      breaker: { failuresInRow: 1, firstPauseSeconds: 5, longestPauseSeconds: 15 },
      transport,
      clock,
      state,
      ...options,
    });
    return (name: string, seconds = 60, signal = new AbortController().signal) =>
      within(newCall({ seconds, signal }), () => upstream.json(z.unknown(), { path: [name] })).then(
        () => 'answered',
        (error: { code: string; details: { retryAfterSeconds?: number } }) =>
          `${error.code} ${error.details.retryAfterSeconds ?? ''}`.trim(),
      );
  };
  return { clock, state, answers, sent, startProcess };
}

const refusal = (seconds: number) => () =>
  new Response('{}', { status: 429, headers: { 'retry-after': `${seconds}` } });
const failure = () => new Response('{}', { status: 503 });

/** What this process writes to stderr is no part of a test's report. */
function hearLog(): { lines(): string[] } {
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  onTestFinished(() => spy.mockRestore());
  return { lines: () => spy.mock.calls.map(([line]) => String(line)) };
}

describe('a pause that the vendor asks of one process', () => {
  test('is waited for by the others where the call has the time, else answered with the rest of it', async () => {
    const { clock, answers, sent, startProcess } = startFleet();
    const [one, other] = [startProcess(), startProcess()];
    answers.push(refusal(8));

    expect(await one('a')).toBe('rate_limited 8');
    expect(await other('b', 3)).toBe('rate_limited 8');
    expect(sent).toEqual(['/a']);
    expect(await other('c')).toBe('answered');

    expect(sent).toEqual(['/a', '/c']);
    expect(clock.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(7900);
  });

  test('holds for its own scope, and the longest of several holds', async () => {
    const { clock, answers, sent, startProcess } = startFleet();
    const limitScope = (url: URL) => url.pathname.slice(1, 2);
    const [one, other] = [startProcess({ limitScope }), startProcess({ limitScope })];
    answers.push(refusal(60), refusal(40));

    await Promise.all([one('a1'), other('a2')]);
    await clock.sleep(200);

    expect(await other('b', 3)).toBe('answered');
    expect(await other('a3', 3)).toBe('rate_limited 60');
    expect(sent).toEqual(['/a1', '/a2', '/b']);
  });

  test('is another matter for another system, and forgotten when it is over', async () => {
    const { clock, state, answers, startProcess } = startFleet();
    const [one, other] = [startProcess(), startProcess({ baseUrl: 'https://test.acme.example' })];
    answers.push(refusal(30));
    await one('a');
    expect(await state.list('vendor-hint')).toHaveLength(1);

    expect(await other('b', 3)).toBe('answered');
    await clock.sleep(30_001);

    expect(await state.list('vendor-hint')).toEqual([]);
    expect(await startProcess()('c', 3)).toBe('answered');
  });
});

describe('a vendor that failed one process', () => {
  test('is left alone by all, for longer after each trial that failed, and is back for all after one that did not', async () => {
    const { clock, answers, sent, startProcess } = startFleet();
    const [one, other, third] = [startProcess(), startProcess(), startProcess()];
    answers.push(failure);

    await one('a');
    expect(await other('b')).toBe('unavailable 5');
    const pauses: string[] = [];
    for (const seconds of [5, 10, 15, 15]) {
      await clock.sleep(seconds * 1000 + 200);
      answers.push(failure);
      await other('trial');
      pauses.push(await third('held'));
    }
    expect(pauses).toEqual(['unavailable 10', 'unavailable 15', 'unavailable 15', 'unavailable 15']);
    expect(sent).toEqual(['/a', '/trial', '/trial', '/trial', '/trial']);

    await clock.sleep(15_200);
    expect(await third('good')).toBe('answered');
    await clock.sleep(200);
    expect(await Promise.all([one('d'), other('e'), third('f')])).toEqual(['answered', 'answered', 'answered']);
  });

  test('is tried by one process at a time, and by another at once where that was cancelled', async () => {
    const { clock, answers, sent, startProcess } = startFleet();
    const [one, other] = [startProcess(), startProcess()];
    answers.push(failure);
    await one('a');
    await clock.sleep(5200);
    const cancel = new AbortController();
    answers.push(async () => {
      await new Promise((_, reject) => cancel.signal.addEventListener('abort', reject));
      return Response.json({});
    });

    const trying = other('trial', 60, cancel.signal);
    await vi.waitFor(() => expect(sent).toContain('/trial'));
    expect(await one('held')).toBe('unavailable 1');
    cancel.abort();
    expect(await trying).toBe('cancelled');
    await clock.sleep(200);

    expect(await one('b')).toBe('answered');
    expect(sent).toEqual(['/a', '/trial', '/b']);
  });

  test('is tried by one of many that ask in the same moment', async () => {
    const { clock, answers, sent, startProcess } = startFleet();
    const fleet = Array.from({ length: 8 }, () => startProcess());
    answers.push(failure);
    await fleet[0]?.('a');
    await clock.sleep(5200);

    const ends = await Promise.all(fleet.map((ask, index) => ask(`trial${index}`)));

    expect(sent).toHaveLength(2);
    expect(ends.sort()).toEqual(['answered', ...Array.from({ length: 7 }, () => 'unavailable 1')]);
  });

  test('is tried again some time after the process died that did', async () => {
    const { clock, answers, sent, startProcess } = startFleet();
    const [one, other] = [startProcess(), startProcess({ timeoutSeconds: 10 })];
    answers.push(failure);
    await one('a');
    await clock.sleep(5200);
    answers.push(() => new Promise<Response>(() => {}));

    void other('never-ends');
    await vi.waitFor(() => expect(sent).toContain('/never-ends'));
    expect(await one('held')).toBe('unavailable 1');
    await clock.sleep(15_200);

    expect(await one('b')).toBe('answered');
  });

  test('is not blamed for what may be our own network', async () => {
    const { answers, startProcess } = startFleet();
    answers.push(() => {
      throw Object.assign(new Error('fetch failed'), { cause: Object.assign(new Error(''), { code: 'ENOTFOUND' }) });
    });
    const one = startProcess();

    expect(await one('a')).toBe('unavailable');
    expect(await one('b')).toBe('unavailable 5');

    expect(await startProcess()('c')).toBe('answered');
  });
});

describe('the state behind hints', () => {
  test('is looked at once in a tenth of a second, however many requests are sent', async () => {
    const clock = createFakeClock();
    let looks = 0;
    const engine = createMemoryEngine(clock.date);
    const get: StateEngine['get'] = (space, id) => {
      looks += 1;
      return engine.get(space, id);
    };
    // The real time between two requests does not count here.
    const still = { ...clock, now: () => clock.date() };
    const { startProcess } = startFleet({ ...engine, get }, still);
    const ask = startProcess();

    for (let count = 0; count < 100; count += 1) await ask(`i${count}`);
    expect(looks).toBe(1);
    await clock.sleep(101);
    await Promise.all(Array.from({ length: 8 }, (_, count) => ask(`j${count}`)));
    expect(looks).toBe(2);
  });

  test('holds nothing up when it fails, and is not asked again for a while', async () => {
    const log = hearLog();
    let asked = 0;
    const broken = async (): Promise<never> => {
      asked += 1;
      throw new Error('disk I/O error');
    };
    const { clock, answers, startProcess } = startFleet({ get: broken, put: broken });
    const ask = startProcess();
    answers.push(refusal(1));

    expect(await ask('a')).toBe('rate_limited 1');
    expect(await ask('b')).toBe('answered');
    await clock.sleep(5000);
    expect(await ask('c')).toBe('answered');

    expect(asked).toBe(1);
    expect(log.lines().join('')).toContain('not told to the others');
  });

  test('holds nothing up for long when it hangs', async () => {
    hearLog();
    const hanging = () => new Promise<never>(() => {});
    const { answers, startProcess } = startFleet({ get: hanging, put: hanging });
    const ask = startProcess();
    answers.push(refusal(1));
    const from = performance.now();

    expect(await ask('a')).toBe('rate_limited 1');

    expect(performance.now() - from).toBeLessThan(3000);
  });

  test('may hold what this release can not read', async () => {
    const { state, startProcess } = startFleet();
    const id = JSON.stringify(['Acme', 'https://acme.example']);
    for (const value of ['no JSON', '[]', '{"paused":7}']) {
      await state.put('vendor-hint', id, value);

      expect(await startProcess()('a')).toBe('answered');
    }
  });
});
