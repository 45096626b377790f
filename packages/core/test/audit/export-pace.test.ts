import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { exportAuditTrail } from '../../src/audit/reading/export.ts';
import { withFolder, writeTrail } from './trail.ts';

test('an export goes on when what it has printed is taken, so that little of it is held', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 3, 4);
    let isTaken = true;
    let lines = 0;
    let pauses = 0;

    const { records } = await exportAuditTrail(
      folder,
      'jsonl',
      () => {
        expect(isTaken).toBe(true);
        lines += 1;
      },
      {
        async pause() {
          pauses += 1;
          isTaken = false;
          await delay(20);
          isTaken = true;
        },
      },
    );

    expect([lines, pauses]).toEqual([records, 3]);
  }));
