import { expect, test, vi } from 'vitest';
import { storedEvent } from '../../src/audit/audit-record.ts';
import { createGroupCommit } from '../../src/audit/group-commit.ts';
import type { SegmentKeeper } from '../../src/audit/segment-keeper.ts';
import { callRecord } from './trail.ts';

const record = (call: string) => storedEvent(callRecord('intent', call), { until: '2033-11-19', hold: false });

/** A group commit whose keeper tells what it does, and ends a flush when it is let. */
function slowCommit() {
  const told: string[] = [];
  const ends: (() => void)[] = [];
  let staged = 0;
  const segment = {
    stage: () => {
      staged += 1;
    },
    unanchored: 0,
  };
  const keeper: Partial<SegmentKeeper> = {
    current: vi.fn(async () => segment as never),
    flush: (_, isDurable) => {
      told.push(`${isDurable ? 'durable' : 'written'} ${staged}`);
      staged = 0;
      return new Promise((resolve) => ends.push(resolve));
    },
    sync: async () => {
      told.push('sync');
    },
    pending: new Map(),
  };
  const commits = createGroupCommit(keeper as SegmentKeeper, 1_000, () => told.push('idle'));
  return { commits, told, end: () => ends.shift()?.() };
}

test('records of one moment share a commit, and those that come while it lasts the next', async () => {
  const { commits, told, end } = slowCommit();
  const first = [commits.put(record('a')), commits.put(record('b'))];
  await expect.poll(() => told).toEqual(['durable 2']);
  const second = [commits.put(record('c')), commits.put(record('d'), false)];
  await new Promise(setImmediate);
  expect(told).toEqual(['durable 2']);

  end();
  await Promise.all(first);
  await expect.poll(() => told).toEqual(['durable 2', 'durable 2']);
  end();
  await Promise.all(second);
  await commits.idle();

  expect(told).toEqual(['durable 2', 'durable 2', 'idle']);
});

test('records that nobody waits for are brought to the disk by one sync a moment later', async () => {
  const { commits, told, end } = slowCommit();
  for (const call of ['a', 'b']) {
    const written = commits.put(record(call), false);
    await expect.poll(() => told.at(-1)).toBe('written 1');
    end();
    await written;
  }

  await expect.poll(() => told.filter((what) => what === 'sync')).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 120));

  expect(told.filter((what) => what === 'sync')).toHaveLength(1);
});
