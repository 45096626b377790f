import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/changes/change.ts';
import { ChangeMarks } from '../../src/changes/change-marks.ts';

const shape = { key: ['id'], createdAt: 'created_at', updatedAt: 'updated_at', isKeyNumber: true, columns: [] };

function change(second: number, source: Change['source'] = 'live') {
  const time = `2026-11-21T08:00:${String(second).padStart(2, '0')}+00:00`;
  const row = { id: 1, created_at: '2026-11-21T07:00:00+00:00', updated_at: time, status: String(second) };
  return { eventType: 'UPDATE', new: row, old: null, timestamp: time, source } as const;
}

describe('what is remembered of changes', () => {
  it('tells a change of the stream that is behind what was read, also after a restart', () => {
    const before = new ChangeMarks(shape);
    const marks = [before.markOf(change(5, 'caught_up')), before.markOf(change(3))];
    before.compare(marks[0] ?? before.markOf(change(0)));
    expect(before.isRepeated(before.markOf(change(3)))).toBe(true);

    const after = new ChangeMarks(shape);
    for (const mark of marks) after.restore(mark);

    expect(after.compare(after.markOf(change(5, 'caught_up')))).toBe('told');
    expect(after.isRepeated(after.markOf(change(4)))).toBe(true);
    expect(after.isRepeated(after.markOf(change(6)))).toBe(false);
  });

  it('tells a row that was read from one that changed since', () => {
    const marks = new ChangeMarks(shape);

    expect(marks.compare(marks.markOf(change(1, 'caught_up')))).toBe('new');
    expect(marks.compare(marks.markOf(change(1, 'caught_up')))).toBe('told');
    expect(marks.compare(marks.markOf(change(2, 'caught_up')))).toBe('changed');
    expect(marks.compare(marks.markOf(change(1, 'caught_up')))).toBe('covered');
  });

  it('takes the insert of a row that was read for behind it, however coarse the clock', () => {
    const marks = new ChangeMarks(shape);
    const insert = { ...change(1), eventType: 'INSERT', new: { ...change(1).new, status: 'new' } } as const;
    marks.compare(marks.markOf(change(1, 'caught_up')));

    expect(marks.isRepeated(marks.markOf(insert))).toBe(true);
    expect(marks.isRepeated(marks.markOf(change(1)))).toBe(true);
  });

  it('stays within bounds', () => {
    const marks = new ChangeMarks(shape);

    for (let id = 0; id < 50_000; id += 1)
      marks.isRepeated([`row-${id}`, `state-${id}`, '2026-11-21T08:00:00Z', '2026-11-21T08:00:00Z', 'INSERT']);

    expect(marks.size).toBe(40_000);
  });
});
