import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import type { State } from '../../src/state/state.ts';
import { type StartedEngine, startPostgres, startRedis, startSqlite } from './fixtures/engines.ts';
import { finish, inProcesses, startWorker } from './fixtures/processes.ts';

const worker = new URL('./fixtures/worker.ts', import.meta.url);
const isNightly = process.env.BIZMCP_NIGHTLY === '1';
const engines: Record<string, () => Promise<StartedEngine>> = {
  memory: async () => ({ url: 'memory:', name: 'memory', stop: async () => {} }),
  sqlite: startSqlite,
  redis: startRedis,
  postgres: startPostgres,
};

describe.each(Object.keys(engines))('the state in %s', (engine) => {
  let started: StartedEngine;
  let state: State;
  let url = '';

  beforeAll(async () => {
    started = (await engines[engine]?.()) ?? { problem: 'no such engine' };
    if ('problem' in started) throw new Error(`THE ENGINE ${engine} COULD NOT BE STARTED: ${started.problem}`);
    url = started.url;
    state = openState(url);
  }, 60_000);

  afterAll(async () => {
    await state?.close();
    if (started && 'stop' in started) await started.stop();
  });

  test('a bucket grants its limit, then tells how long to wait', async () => {
    const limit = { calls: 3, perSeconds: 60 };
    const bucket = randomUUID();

    const taken = [];
    for (let count = 0; count < 4; count += 1) taken.push(await state.take(bucket, limit));

    expect(taken.map(({ granted }) => granted)).toEqual([true, true, true, false]);
    const wait = taken[3]?.granted === false ? taken[3].waitMilliseconds : 0;
    expect(wait).toBeGreaterThan(55_000);
    expect(wait).toBeLessThanOrEqual(62_000);
  });

  test('a bucket has room again when its window is over', async () => {
    const limit = { calls: 1, perSeconds: 0.3 };
    const bucket = randomUUID();
    await state.take(bucket, limit);

    const refused = await state.take(bucket, limit);
    await new Promise((resolve) => setTimeout(resolve, refused.granted ? 0 : refused.waitMilliseconds + 10));

    expect(refused.granted).toBe(false);
    expect((await state.take(bucket, limit)).granted).toBe(true);
  });

  test('what was given back can be taken again, and a reserve is left to those who may use it', async () => {
    const limit = { calls: 5, perSeconds: 60 };
    const bucket = randomUUID();
    const take = async () => (await state.take(bucket, limit)).granted;
    const first = await state.take(bucket, limit);
    expect([await take(), await take()]).toEqual([true, true]);
    expect((await state.take(bucket, { ...limit, reserve: 2 })).granted).toBe(false);
    expect([await take(), await take(), await take()]).toEqual([true, true, false]);

    if (first.granted) await state.giveBack(bucket, limit, first.slot);

    expect([await take(), await take()]).toEqual([true, false]);
  });

  test('a record is written under its version only', async () => {
    const id = randomUUID();
    const first = await state.put('notes', id, 'one', { ifVersion: null });

    expect(await state.put('notes', id, 'two', { ifVersion: null })).toBeUndefined();
    expect(await state.put('notes', id, 'two', { ifVersion: 'another' })).toBeUndefined();
    const second = await state.put('notes', id, 'two', { ifVersion: first ?? '' });

    expect(await state.get('notes', id)).toEqual({ id, value: 'two', version: second });
    expect(await state.delete('notes', id, first)).toBe(false);
    expect(await state.delete('notes', id, second)).toBe(true);
    expect(await state.delete('notes', id)).toBe(false);
    expect(await state.get('notes', id)).toBeUndefined();
  });

  test('a record is gone after its time, and another may take its place', async () => {
    const space = randomUUID();
    const version = await state.put(space, 'x', 'one', { ttlMilliseconds: 40 });
    await state.put(space, 'y', 'stays', { ttlMilliseconds: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 80));

    expect(await state.get(space, 'x')).toBeUndefined();
    expect(await state.put(space, 'x', 'late', { ifVersion: version ?? '' })).toBeUndefined();
    expect((await state.list(space)).map((record) => record.id)).toEqual(['y']);
    expect(await state.put(space, 'x', 'new', { ifVersion: null })).toBeTypeOf('string');
    expect((await state.list(space)).map((record) => record.value)).toEqual(['new', 'stays']);
  });

  test('work under a lock is told when it lost its lease', async () => {
    const name = randomUUID();

    await state.withLock(name, 60, async (signal) => {
      await state.put('lock', name, '', { ttlMilliseconds: 60_000 });
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });

    expect(await state.get('lock', name)).toBeDefined();
  });

  // The memory of one process is no place for others.
  if (engine === 'memory') return;

  test('eight processes get exactly the limit of one bucket', async () => {
    const granted = await inProcesses(8, worker, url, 'takeMany', randomUUID(), isNightly ? 500 : 25);

    expect(granted.map(Number).reduce((sum, count) => sum + count)).toBe(100);
  });

  test('of eight processes exactly one wins each claim', async () => {
    const claims = isNightly ? 500 : 30;

    const won = await inProcesses(8, worker, url, 'claimMany', randomUUID(), claims);

    expect(
      won
        .flat()
        .map(Number)
        .sort((one, other) => one - other),
    ).toEqual([...Array(claims).keys()]);
  });

  test('under a lock no process overwrites the work of another', async () => {
    const name = randomUUID();

    await inProcesses(4, worker, url, 'increaseMany', name, 10);

    expect((await state.get('counter', name))?.value).toBe('40');
  });

  test('a process killed under its lock frees it', async () => {
    const name = randomUUID();
    const holder = startWorker(worker, url, 'holdForEver', name, 400);
    const held = new Promise((resolve) => holder.stdout.once('data', resolve));
    finish(holder).catch(() => {});
    await held;
    holder.kill('SIGKILL');

    expect(await state.withLock(name, 400, async () => 'free')).toBe('free');
  });
});
