import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { keysFolder, readOrCreate } from '../../src/audit/audit-keys.ts';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { type AuditFile, createAuditFile } from '../../src/audit/segment-writer.ts';
import { callRecord, withFolder, writeCalls, writeTrail } from './trail.ts';

/** A disk that fails as it is told, and counts what is done to each file after it failed once. */
function failingDisk() {
  const disk = { fault: 'none', usedAfterFailure: 0 };
  const fail = (code: string) => Object.assign(new Error(`${code}: injected`), { code });
  const openFile = async (path: string): Promise<AuditFile> => {
    if (disk.fault === 'open') throw fail('ENOSPC');
    const file = await createAuditFile(path);
    let hasFailed = false;
    const use = (fault: string, code: string) => {
      if (hasFailed) disk.usedAfterFailure += 1;
      if (disk.fault !== fault) return;
      hasFailed = true;
      throw fail(code);
    };
    return {
      ...file,
      write(bytes, offset) {
        use('write', 'ENOSPC');
        if (disk.fault === 'nothing written') return 0;
        return file.write(
          disk.fault === 'short' ? bytes.subarray(0, Math.min(bytes.length, offset + 7)) : bytes,
          offset,
        );
      },
      async datasync() {
        use('sync', 'EIO');
        await file.datasync();
      },
    };
  };
  return { disk, openFile };
}

test.each(['sync', 'write', 'open', 'nothing written'])(
  'a disk that fails to %s refuses the record, is asked anew in a new file, and no chain breaks',
  (fault) =>
    withFolder(async (folder) => {
      const { disk, openFile } = failingDisk();
      const log = createFileAuditLog(folder, 'post', { openFile, maxBytes: fault === 'open' ? 1 : 1e6 });
      await writeCalls(log, 3, 'before');
      const files = readdirSync(folder).length;

      disk.fault = fault;
      const told = `No record can be written to ${folder} (`;
      await expect(log.append(callRecord('intent', 'refused'))).rejects.toThrow(told);
      await expect(log.append(callRecord('intent', 'refused too'))).rejects.toThrow();
      disk.fault = 'none';
      await writeCalls(log, 3, 'after');
      await log.close();

      expect(disk.usedAfterFailure).toBe(0);
      expect(readdirSync(folder).length).toBeGreaterThan(files);
      expect(readdirSync(folder).filter((name) => statSync(join(folder, name)).size === 0)).toEqual([]);
      expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, findings: [] });
    }),
);

test('records of which the disk takes only a part at a time are written whole', () =>
  withFolder(async (folder) => {
    const { disk, openFile } = failingDisk();
    disk.fault = 'short';
    const log = createFileAuditLog(folder, 'post', { openFile });

    await writeCalls(log, 5);
    await log.close();

    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, records: 12 });
  }));

test.each([
  ['the trail', (folder: string) => [folder]],
  ['the trail and its keys', (folder: string) => [folder, keysFolder(folder)]],
])('%s deleted under a process at work takes what was there, and no record after', (_, deleted) =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post');
    await writeCalls(log, 1, 'before');
    await log.append(callRecord('intent', 'open'));
    const lost = log.path;

    for (const place of deleted(folder)) rmSync(place, { recursive: true });
    await log.append(callRecord('outcome', 'open'));
    await writeCalls(log, 1, 'after');
    await log.close();

    const [name = ''] = readdirSync(folder);
    const left = readFileSync(join(folder, name), 'utf8');
    expect(join(folder, name)).not.toBe(lost);
    expect(left.match(/"(?:open|after-0)"/g)).toHaveLength(4);
    expect(left).toContain('"reason":"deleted"');
  }),
);

test('callers that wait together are refused together', () =>
  withFolder(async (folder) => {
    const { disk, openFile } = failingDisk();
    const log = createFileAuditLog(folder, 'post', { openFile });
    await writeCalls(log, 1);
    disk.fault = 'sync';

    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => log.append(callRecord('intent', `${index}`))),
    );

    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  }));

test('a read goes on while the disk syncs', () =>
  withFolder(async (folder) => {
    const disk = Promise.withResolvers<void>();
    const syncs = { begun: 0 };
    const openFile = async (path: string): Promise<AuditFile> => {
      const file = await createAuditFile(path);
      const datasync = async () => {
        syncs.begun += 1;
        if (syncs.begun > 1) await disk.promise;
        await file.datasync();
      };
      return { ...file, datasync };
    };
    const log = createFileAuditLog(folder, 'post', { openFile });
    await log.append(callRecord('intent', 'one'), { isDurable: false });
    await vi.waitFor(() => expect(syncs.begun).toBe(2));

    await log.append(callRecord('outcome', 'one'), { isDurable: false });
    let isDurable = false;
    const durable = log.append(callRecord('intent', 'two')).then(() => {
      isDurable = true;
    });
    await setTimeout(20);

    expect(isDurable).toBe(false);
    disk.resolve();
    await durable;
    await log.close();
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, findings: [] });
  }));

test('a write is refused when the sync before its own fails, although its own would succeed', () =>
  withFolder(async (folder) => {
    const disk = Promise.withResolvers<void>();
    const syncs = { begun: 0 };
    const openFile = async (path: string): Promise<AuditFile> => {
      const file = await createAuditFile(path);
      const datasync = async () => {
        syncs.begun += 1;
        if (syncs.begun === 2) await disk.promise;
        await file.datasync();
      };
      return { ...file, datasync };
    };
    const log = createFileAuditLog(folder, 'post', { openFile });
    await log.append(callRecord('intent', 'read'), { isDurable: false });
    await vi.waitFor(() => expect(syncs.begun).toBe(2));

    const refused = log.append(callRecord('intent', 'write'));
    disk.reject(Object.assign(new Error('EIO: injected'), { code: 'EIO' }));
    await expect(refused).rejects.toThrow('EIO');
    await writeCalls(log, 2, 'after');
    await log.append(callRecord('outcome', 'read'));
    await log.close();

    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.join('').match(/"ev":"gap"/g)).toHaveLength(1);
    expect(syncs.begun).toBeGreaterThan(2);
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0 });
  }));

test('a process that ends while the disk is slow leaves its segment sealed, with the end of each open call', () =>
  withFolder(async (folder) => {
    const disk = Promise.withResolvers<void>();
    let isSlow = false;
    const openFile = async (path: string): Promise<AuditFile> => {
      const file = await createAuditFile(path);
      return { ...file, datasync: () => (isSlow ? disk.promise : file.datasync()) };
    };
    const log = createFileAuditLog(folder, 'post', { openFile });
    await log.append(callRecord('intent', 'one'));
    isSlow = true;

    const closed = log.close();

    const written = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), 'utf8'))
        .join('');
    await vi.waitFor(() => expect(written()).toMatch(/"process_ended".*\n.*segment\.sealed/));
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0 });
    disk.resolve();
    await closed;
  }));

test.each([
  ['a folder in which all may write', 0o703, 0o600],
  ['a key that all may read', 0o755, 0o604],
])('nothing is put on record with %s', (_, folderMode, keyMode) =>
  withFolder(async (folder) => {
    const keys = keysFolder(folder);
    await writeTrail(folder, 1, 1);
    chmodSync(keys, folderMode);
    chmodSync(join(keys, 'signing.pem'), keyMode);

    const log = createFileAuditLog(folder, 'post');
    const refused = { code: 'not_configured', message: expect.stringContaining(`chmod -R go-rwx ${keys}`) };
    await expect(log.append(callRecord('intent', 'one'))).rejects.toMatchObject(refused);
  }),
);

test.each([
  ['in a folder that all may list', 0o755, 0o600],
  ['that all might read, in a folder that is closed to them', 0o750, 0o644],
])('keys %s are used', (_, folderMode, keyMode) =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 1);
    chmodSync(keysFolder(folder), folderMode);
    chmodSync(join(keysFolder(folder), 'signing.pem'), keyMode);

    const log = createFileAuditLog(folder, 'post');
    await log.append(callRecord('intent', 'one'));
    await log.close();

    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0 });
  }),
);

test('a key that cannot be written leaves no draft behind', () =>
  withFolder(async (_folder, home) => {
    const make = () => {
      throw new Error('no space left on device');
    };

    expect(() => readOrCreate(join(home, 'signing.pem'), make)).toThrow('no space left');

    expect(readdirSync(home)).toEqual([]);
  }));
