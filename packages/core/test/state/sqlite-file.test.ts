import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { ToolError } from '../../src/define/tool-error.ts';
import { createMemoryEngine } from '../../src/state/memory-engine.ts';
import { openState } from '../../src/state/open-state.ts';
import { createState } from '../../src/state/shared-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'bizmcp-sqlite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function failureOf(work: Promise<unknown>): Promise<ToolError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ToolError) return error;
  throw new Error(`expected a ToolError, got ${String(error)}`);
}

test('nothing is made on the disk before the first use', () => {
  const path = join(folder, 'unused', 'state.sqlite');

  openState(`sqlite:${path}`);

  expect(existsSync(join(folder, 'unused'))).toBe(false);
});

test('the files are for their user alone, even where the file was open to others before', async () => {
  const path = join(folder, 'mine', 'state.sqlite');
  mkdirSync(join(folder, 'mine'), { mode: 0o700 });
  writeFileSync(path, '', { mode: 0o644 });
  const state = openState(`sqlite:${path}`);

  await state.put('notes', 'x', 'one');

  expect([path, `${path}-wal`, `${path}-shm`].map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual([
    '600',
    '600',
    '600',
  ]);
  await state.close();
});

test('a record outlives the process that wrote it', async () => {
  const url = `sqlite:${join(folder, 'again.sqlite')}`;
  const first = openState(url);
  await first.put('notes', 'x', 'one', { isDurable: true });
  await first.close();

  const second = openState(url);

  expect((await second.get('notes', 'x'))?.value).toBe('one');
  await second.close();
});

test('a file that is no state is a clear refusal, and is left as it was, until it is moved away', async () => {
  const path = join(folder, 'broken.sqlite');
  writeFileSync(path, 'this is not a database '.repeat(100));
  const state = openState(`sqlite:${path}`);

  const error = await failureOf(state.put('notes', 'x', 'one'));

  expect(error.code).toBe('unavailable');
  expect(error.message).toContain('state file');
  expect(error.message).toContain('move that file away where it is broken');
  expect(statSync(path).size).toBe(2300);

  renameSync(path, `${path}.broken`);
  expect(await state.claim('notes', 'x', 1000)).toBe(true);
  await state.close();
});

test('a place where nothing can be written is a clear refusal, and works once it is mended', async () => {
  const place = join(folder, 'blocked');
  writeFileSync(place, '');
  const state = openState(`sqlite:${join(place, 'state.sqlite')}`);
  expect((await failureOf(state.claim('x', 'y', 1000))).code).toBe('unavailable');

  rmSync(place);

  expect(await state.claim('x', 'y', 1000)).toBe(true);
  await state.close();
});

test('a folder that the system lets nobody make is a clear refusal at once', { timeout: 5000 }, async () => {
  const state = openState('sqlite:/proc/nowhere/below/state.sqlite');

  expect((await failureOf(state.get('notes', 'x'))).code).toBe('unavailable');
});

test('a file that was deleted under a process at work is no longer its state: all processes share the one that is there', async () => {
  const place = join(folder, 'deleted');
  const url = `sqlite:${join(place, 'state.sqlite')}`;
  const first = openState(url);
  await first.put('notes', 'x', 'before');

  rmSync(place, { recursive: true });
  const second = openState(url);
  await second.put('notes', 'y', 'after');

  expect((await first.get('notes', 'y'))?.value).toBe('after');
  expect(await first.claim('notes', 'y', 1000)).toBe(false);
  expect(await first.get('notes', 'x')).toBeUndefined();
  await Promise.all([first.close(), second.close()]);
});

test('the log names the file that a change could not be made in', async () => {
  const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const failing = { put: () => Promise.reject(new Error('database or disk is full')) };
  const state = createState(async () => ({ ...createMemoryEngine(Date.now), ...failing }), '/state/state.sqlite');

  await failureOf(state.put('notes', 'x', 'one'));

  const told = "can't be used: the state file /state/state.sqlite: database or disk is full";
  expect(logged.mock.calls.join()).toContain(told);
  logged.mockRestore();
});

test('a second opening in a process ends no lock of the first: other processes stay out', async () => {
  const path = join(folder, 'twice.sqlite');
  const first = new DatabaseSync(path);
  first.exec('BEGIN EXCLUSIVE');
  const second = openState(`sqlite:${path}`);

  const written = second.put('notes', 'x', 'one');
  await setTimeout(100);
  const script = "new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec('BEGIN EXCLUSIVE')";
  const elsewhere = spawnSync(process.execPath, ['-e', script, path], { encoding: 'utf8' });

  expect(elsewhere.stderr).toContain('database is locked');
  first.close();
  await expect(written).resolves.toBeDefined();
  await second.close();
});

test('a link in place of the file is refused', async () => {
  writeFileSync(join(folder, 'target'), '');
  symlinkSync(join(folder, 'target'), join(folder, 'link.sqlite'));

  expect((await failureOf(openState(`sqlite:${join(folder, 'link.sqlite')}`).get('notes', 'x'))).code).toBe(
    'unavailable',
  );
  expect(statSync(join(folder, 'target')).size).toBe(0);
});

test.each(['redis://user:hunter22@127.0.0.1:1', 'postgres://user:hunter22@127.0.0.1:1/x', 'ftp://user:hunter22@x'])(
  'a state that can not be reached is a clear refusal without the password: %s',
  async (url) => {
    const error = await failureOf(openState(url).get('notes', 'x'));

    expect(error.code).toBe('unavailable');
    expect(error.message).not.toContain('hunter22');
  },
);

test('calls of one moment get exactly the limit between them', async () => {
  const state = openState(`sqlite:${join(folder, 'together.sqlite')}`);
  const limit = { calls: 40, perSeconds: 3600 };

  const taken = await Promise.all(Array.from({ length: 100 }, () => state.take('shared', limit)));

  expect(taken.filter(({ granted }) => granted)).toHaveLength(40);
  expect((await state.take('shared', limit)).granted).toBe(false);
  await state.close();
});

test('a place that is given back is there for who asks in the same moment after it, not before it', async () => {
  const state = openState(`sqlite:${join(folder, 'order.sqlite')}`);
  const limit = { calls: 1, perSeconds: 60 };
  const taken = await state.take('calls', limit);
  if (!taken.granted) throw new Error('expected a place');

  const before = state.take('calls', limit);
  const givenBack = state.giveBack('calls', limit, taken.slot);
  const after = state.take('calls', limit);

  await givenBack;
  expect([(await before).granted, (await after).granted]).toEqual([false, true]);
  await state.close();
});

test('a limit that another process kept from being counted too long is counted again afterwards', async () => {
  const path = join(folder, 'held.sqlite');
  const state = openState(`sqlite:${path}`);
  const limit = { calls: 2, perSeconds: 60 };
  await state.take('calls', limit);
  const other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');

  const failed = failureOf(state.take('calls', limit));
  await setTimeout(10);
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
  const { code } = await failed;
  later.mockRestore();
  other.exec('ROLLBACK');
  other.close();

  expect(code).toBe('unavailable');
  expect([await state.take('calls', limit), await state.take('calls', limit)]).toMatchObject([
    { granted: true },
    { granted: false },
  ]);
  await state.close();
});

test('a change that fails takes none of the same moment with it', async () => {
  const path = join(folder, 'one-fails.sqlite');
  const state = openState(`sqlite:${path}`);
  const limit = { calls: 1, perSeconds: 3600 };
  await state.take('broken', limit);
  const { DatabaseSync } = await import('node:sqlite');
  const other = new DatabaseSync(path);
  other.exec("UPDATE bucket SET slots = 'no JSON'");
  other.close();

  const [before, broken, after, put] = await Promise.allSettled([
    state.take('before', limit),
    state.take('broken', limit),
    state.take('after', limit),
    state.put('notes', 'x', 'one', { ifVersion: null }),
  ]);

  expect(broken.status).toBe('rejected');
  expect([before, after]).toMatchObject([{ value: { granted: true } }, { value: { granted: true } }]);
  expect(put).toMatchObject({ value: expect.any(String) });
  expect((await state.take('before', limit)).granted).toBe(false);
  await state.close();
});

test('a change asked for before the end is made before it', async () => {
  const url = `sqlite:${join(folder, 'ending.sqlite')}`;
  const state = openState(url);
  await state.get('notes', 'x');

  const put = state.put('notes', 'x', 'one');
  await Promise.resolve();
  await Promise.all([put, state.close()]);

  const again = openState(url);
  expect((await again.get('notes', 'x'))?.value).toBe('one');
  await again.close();
});
