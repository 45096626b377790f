import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packSegments } from '../../src/audit/packing.ts';
import { exportAuditTrail } from '../../src/audit/reading/export.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { withFolder, writeTrail } from './trail.ts';

const verifier = join(import.meta.dirname, '../../../../tools/audit-verify/verify.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;
const week = 7 * 86_400_000;

const pack = (folder: string, now = Date.now() + week) =>
  packSegments({ folder, now: () => now, isStopped: () => false, packAfterMilliseconds: 86_400_000 });

/** What both verifiers say; only ours where there is no Python. */
async function exitCodes(folder: string): Promise<(number | null)[]> {
  const { exitCode } = await verifyAuditTrail(folder);
  return [exitCode, hasPython ? spawnSync('python3', [verifier, folder]).status : exitCode];
}

async function exported(folder: string): Promise<string[]> {
  const lines: string[] = [];
  await exportAuditTrail(folder, 'jsonl', (line) => lines.push(line));
  return lines;
}

function onlyFile(folder: string, ending: string): string {
  const [name, ...more] = readdirSync(folder).filter((each) => each.endsWith(ending));
  if (name === undefined || more.length > 0) throw new Error(`expected one ${ending}`);
  return join(folder, name);
}

test('sealed segments are packed once they are old, and are verified and exported as before', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 3, 20);
    const before = await exported(folder);
    const size = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

    expect(await pack(folder, Date.now())).toEqual([]);
    expect(await pack(folder)).toHaveLength(3);

    const names = readdirSync(folder);
    expect(names.every((name) => name.endsWith('.jsonl.gz'))).toBe(true);
    expect(names.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    expect(names.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)).toBeLessThan(size / 3);
    expect(await exported(folder)).toEqual(before);
    expect(await exitCodes(folder)).toEqual([0, 0]);
    expect(await pack(folder)).toEqual([]);
  }));

test('a segment that follows names the packed ones, so that one that goes missing is found', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 3);
    await pack(folder);
    await writeTrail(folder, 1, 3);
    expect(await exitCodes(folder)).toEqual([0, 0]);

    rmSync(onlyFile(folder, '.gz'));
    // The notes beside the keys would tell of it too.
    rmSync(join(`${folder}-keys`, 'anchors.log'));

    expect(await exitCodes(folder)).toEqual([2, 2]);
  }));

test('bytes behind the records of a packed segment are found, as is a segment that cannot be read', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 3);
    await pack(folder);
    const path = onlyFile(folder, '.gz');
    appendFileSync(path, '\0more');
    const { exitCode, findings } = await verifyAuditTrail(folder);
    rmSync(path);
    mkdirSync(path);

    expect(exitCode).toBe(1);
    expect(findings[0]?.problem).toBe('there is something behind its packed data');
    expect((await verifyAuditTrail(folder)).exitCode).toBe(3);
  }));

test('a process packs what earlier ones left, beside its own work', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 3);

    await writeTrail(folder, 1, 200, { packAfterHours: 0 });

    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl.gz'))).toHaveLength(1);
    expect(await exitCodes(folder)).toEqual([0, 0]);
  }));

test.each([
  ['while it wrote', (path: string, whole: Buffer) => writeFileSync(`${path}.gz.tmp`, whole.subarray(0, 100))],
  ['before the renaming', (path: string, whole: Buffer) => writeFileSync(`${path}.gz.tmp`, whole)],
  ['before the removal', (path: string, whole: Buffer) => writeFileSync(`${path}.gz`, whole)],
  ['and left something else', (path: string) => writeFileSync(`${path}.gz`, 'this is no packed segment')],
])('a packer that died %s harms nothing, and the next one ends its work', (_when, leave) =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 5);
    const path = onlyFile(folder, '.jsonl');
    const before = await exported(folder);
    leave(path, gzipSync(readFileSync(path)));
    expect(await exitCodes(folder)).toEqual([0, 0]);
    expect(await exported(folder)).toEqual(before);

    await pack(folder);

    expect(readdirSync(folder).map((name) => join(folder, name))).toEqual([`${path}.gz`]);
    expect(await exitCodes(folder)).toEqual([0, 0]);
    expect(await exported(folder)).toEqual(before);
  }),
);

const changed = (bytes: Buffer, change: (text: string) => string) =>
  gzipSync(change(gunzipSync(bytes).toString('utf8')));

test.each([
  ['another word', (bytes: Buffer) => changed(bytes, (text) => text.replace('list_letters', 'list_litters'))],
  ['a line more', (bytes: Buffer) => changed(bytes, (text) => `${text}{}\n`)],
  ['no seal', (bytes: Buffer) => changed(bytes, (text) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`)],
  ['half of the file', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
  ['nothing', () => Buffer.alloc(0)],
  ['bytes behind the end', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('more')])],
  ['a second packed part', (bytes: Buffer) => Buffer.concat([bytes, gzipSync('{}\n')])],
  [
    'a flipped byte',
    (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte))),
  ],
])('a packed segment with %s is found by both verifiers', (_what, tamper) =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 5);
    await pack(folder);
    const path = onlyFile(folder, '.gz');

    writeFileSync(path, tamper(readFileSync(path)));

    expect(await exitCodes(folder)).toEqual([1, 1]);
  }),
);

test('a packed segment goes when its time is over, and leaves its tombstone', () =>
  withFolder(async (folder) => {
    const retention = { days: 2, hold: false };
    await writeTrail(folder, 1, 3, { retention });
    await pack(folder);
    const old = onlyFile(folder, '.gz');

    const later = { retention, now: () => Date.now() + week };
    await writeTrail(folder, 1, 1, { ...later, isTidying: false });
    await writeTrail(folder, 1, 100, later);

    expect(existsSync(old)).toBe(false);
    expect(readdirSync(folder).some((name) => name.endsWith('.tombstone'))).toBe(true);
    expect(await exitCodes(folder)).toEqual([0, 0]);
  }));
