import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { readSettled } from '../../src/audit/ledger.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { createAuditFile } from '../../src/audit/segment-writer.ts';
import { callRecord, withFolder, writeCalls } from './trail.ts';

/** A disk that fails while it is broken. */
function breakableDisk() {
  const disk = { isBroken: false };
  const openFile = async (path: string) => {
    const file = await createAuditFile(path);
    const datasync = async () => {
      if (disk.isBroken) throw Object.assign(new Error('injected'), { code: 'EIO' });
      await file.datasync();
    };
    return { ...file, datasync };
  };
  return { disk, openFile };
}

test('a file that failed is told of once, in the next one, and is kept as long as others', () =>
  withFolder(async (folder) => {
    const { disk, openFile } = breakableDisk();
    const log = createFileAuditLog(folder, 'post', {
      openFile,
      maxBytes: 1,
      retention: { days: 10, hold: true },
      now: () => Date.UTC(2026, 10, 21),
    });
    await writeCalls(log, 1, 'before');
    const failed = basename(log.path ?? '', '.jsonl');
    disk.isBroken = true;
    await expect(log.append(callRecord('intent', 'refused'))).rejects.toThrow('injected');
    disk.isBroken = false;

    await writeCalls(log, 2, 'after');
    await log.close();

    const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
    const gaps = lines.filter((line) => line.includes('"ev":"gap"')).map((line) => JSON.parse(line));
    expect(gaps).toMatchObject([{ detail: { gap: { segment: failed, reason: 'EIO' } } }]);
    const settled = (await readSettled(folder)).get(failed);
    expect(settled).toEqual({ segment: failed, how: 'given_up', until: '2026-12-01', hold: true });
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, findings: [] });
  }));

test('a call that began as the last before a gap and has no end is told of, one that was refused is not', () =>
  withFolder(async (folder) => {
    const { disk, openFile } = breakableDisk();
    const log = createFileAuditLog(folder, 'post', { openFile });
    await log.append(callRecord('intent', 'open'));
    const failed = basename(log.path ?? '', '.jsonl');
    disk.isBroken = true;
    await expect(log.append(callRecord('intent', 'refused'))).rejects.toThrow('injected');
    disk.isBroken = false;
    await writeCalls(log, 1, 'after');

    const { findings } = await verifyAuditTrail(folder);

    expect(findings.filter(({ segment }) => segment === failed)).toMatchObject([
      { problem: '1 calls have no outcome' },
    ]);
    await log.close();
  }));
