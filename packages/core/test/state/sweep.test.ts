import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import type { State } from '../../src/state/state.ts';

const folder = mkdtempSync(join(tmpdir(), 'bizmcp-sweep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => void vi.restoreAllMocks());

async function change(state: State, times: number): Promise<void> {
  await Promise.all(Array.from({ length: times }, () => state.put('notes', 'other', 'x')));
  // The sweep comes after the change that it follows.
  await state.put('notes', 'other', 'x');
}

test.each([
  ['memory', 'memory:'],
  ['SQLite', `sqlite:${join(folder, 'swept.sqlite')}`],
])('what has expired in %s is swept away after 500 changes, and only that', async (_title, url) => {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(0);
  const state = openState(url);
  const limit = { calls: 1, perSeconds: 60 };
  const long = { calls: 1, perSeconds: 100_000 };
  const putShort = () => state.put('notes', 'short', 'x', { ttlMilliseconds: 1000 });
  await putShort();
  await state.put('notes', 'long', 'x', { ttlMilliseconds: 100_000_000 });
  await state.take('calls', limit);
  await state.take('calls', long);

  clock.mockReturnValue(1_000_000);
  await change(state, 500);
  clock.mockReturnValue(0);

  expect(await state.get('notes', 'short')).toBeUndefined();
  expect(await state.get('notes', 'long')).toBeDefined();
  expect((await state.take('calls', limit)).granted).toBe(true);
  expect((await state.take('calls', long)).granted).toBe(false);

  await putShort();
  clock.mockReturnValue(1_000_000);
  await change(state, 1);
  clock.mockReturnValue(0);
  expect(await state.get('notes', 'short')).toBeDefined();
  await state.close();
});

test('a sweep that fails takes nothing with it', async () => {
  const path = join(folder, 'unswept.sqlite');
  const state = openState(`sqlite:${path}`);
  await state.put('notes', 'short', 'x', { ttlMilliseconds: 0 });
  const other = new DatabaseSync(path);
  other.exec("CREATE TRIGGER held BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'held'); END");
  other.close();

  await change(state, 500);

  expect(await state.get('notes', 'other')).toBeDefined();
  await state.close();
});
