import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type StartedEngine, startPostgres, startRedis, startSqlite } from '../state/fixtures/engines.ts';
import { startWorker } from '../state/fixtures/processes.ts';
import { sendJson, startVendor } from './vendor.ts';

const worker = new URL('./hint-worker.ts', import.meta.url);
const isNightly = process.env.BIZMCP_NIGHTLY === '1';
/** By day one stands for all: what differs between them has its own tests. */
const engines: Record<string, () => Promise<StartedEngine>> = {
  sqlite: startSqlite,
  ...(isNightly && { redis: startRedis, postgres: startPostgres }),
};

/** A server process on this state that can be told to ask the vendor. */
async function startAsking(stateUrl: string, vendorUrl: string): Promise<(seconds?: number) => Promise<unknown>> {
  const child = startWorker(worker, stateUrl, vendorUrl);
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return async (seconds = 20) => {
    child.stdin.write(`${seconds}\n`);
    const { done, value } = await lines.next();
    // A test that failed ends the process while it is asked, and nobody waits for the answer.
    return done ? 'ended' : JSON.parse(value);
  };
}

describe.each(Object.keys(engines))('two processes on one state in %s', (engine) => {
  let url = '';
  let stop = async () => {};

  beforeAll(async () => {
    const started = (await engines[engine]?.()) ?? { problem: 'no such engine' };
    if ('problem' in started) throw new Error(`THE ENGINE ${engine} COULD NOT BE STARTED: ${started.problem}`);
    url = started.url;
    stop = started.stop;
  }, 60_000);
  afterAll(() => stop());

  test('both wait where the vendor told one of them to, and nothing is sent before', async () => {
    const arrivals: number[] = [];
    const vendor = await startVendor((response, _request, count) => {
      arrivals.push(performance.now());
      const isRefused = count === 3;
      sendJson(response, isRefused ? 429 : 200, {}, isRefused ? { 'retry-after': '2' } : {});
    });
    const [one, other] = await Promise.all([startAsking(url, vendor.url), startAsking(url, vendor.url)]);
    // Both have looked already, so what they know has to be renewed.
    expect([await one(), await other()]).toEqual([{ code: 'answered' }, { code: 'answered' }]);
    await delay(150);

    expect(await one()).toEqual({ code: 'rate_limited', retryAfterSeconds: 2 });
    expect(await other(1)).toEqual({ code: 'rate_limited', retryAfterSeconds: 2 });
    expect(arrivals).toHaveLength(3);
    expect(await other()).toEqual({ code: 'answered' });

    expect(arrivals).toHaveLength(4);
    // Timers may fire a little early.
    expect((arrivals[3] ?? 0) - (arrivals[2] ?? 0)).toBeGreaterThan(1990);
  });

  test('all leave a vendor alone that failed one of them, and one of them tries whether it is back', async () => {
    let status = 503;
    const back = Promise.withResolvers<void>();
    const vendor = await startVendor(async (response) => {
      if (status === 200) await back.promise;
      sendJson(response, status, {});
    });
    const asking = await Promise.all([1, 2, 3].map(() => startAsking(url, vendor.url)));
    const [one, other] = asking;

    await one?.();
    await one?.();
    expect(vendor.arrived).toHaveLength(2);
    expect(await other?.()).toMatchObject({ code: 'unavailable', retryAfterSeconds: expect.any(Number) });
    expect(vendor.arrived).toHaveLength(2);

    status = 200;
    await delay(2100);
    const ends: unknown[] = [];
    const all = Promise.all(asking.map(async (ask) => ends.push(await ask())));
    await vi.waitFor(() => expect(ends).toHaveLength(2), 10_000);

    const refused = { code: 'unavailable', retryAfterSeconds: 1 };
    expect(ends).toEqual([refused, refused]);
    expect(vendor.arrived).toHaveLength(3);
    back.resolve();
    await all;
    expect(ends[2]).toEqual({ code: 'answered' });

    await delay(150);
    const after = await Promise.all(asking.map((ask) => ask()));
    expect(after).toEqual([{ code: 'answered' }, { code: 'answered' }, { code: 'answered' }]);
  });
});
