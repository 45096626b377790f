import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadAuditKeys } from '../../src/audit/audit-keys.ts';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { type Verification, verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { recoverSegments } from '../../src/audit/recovery.ts';
import { defaultRetention } from '../../src/audit/retention.ts';
import { createSegmentChain } from '../../src/audit/segment-chain.ts';
import { hostDigest } from '../../src/audit/segment-keeper.ts';
import { createRandom } from '../serve/fixtures/random.ts';
import { type Damage, snapshotOf, tamperings } from './tamperings.ts';
import { callRecord, withFolder, withOpenTrail, writeTrail } from './trail.ts';

const isNightly = process.env.BIZMCP_NIGHTLY === '1';
const rounds = isNightly ? 10_000 : 1_000;

/** What the verification says beyond what it says of the untouched trail. */
function isFound(before: Verification, after: Verification): boolean {
  const known = new Set(before.findings.map((finding) => `${finding.segment} ${finding.problem}`));
  return after.exitCode === 1 || after.findings.some(({ segment, problem }) => !known.has(`${segment} ${problem}`));
}

test(
  `${rounds} random tamperings of a trail are found, or are in the part that is reported as un-anchored`,
  { timeout: 600_000 },
  () =>
    withOpenTrail(async (folder, openFile) => {
      const before = await verifyAuditTrail(folder);
      const trail = snapshotOf(folder);
      const signed = trail.recordsIn(openFile) - before.unanchored;
      const names = Object.keys(tamperings);
      const pick = createRandom(4711).below;
      const missed: [string, Damage][] = [];
      const count = { found: 0, unanchored: 0, unchanged: 0 };

      for (let round = 0; round < rounds; round += 1) {
        const name = names[round % names.length] ?? '';
        const damage = tamperings[name]?.(folder, pick);
        const after = await verifyAuditTrail(folder);
        if (!damage) count.unchanged += 1;
        else if (isFound(before, after)) count.found += 1;
        else if (damage.file === openFile && damage.seq >= signed && after.exitCode === 2) count.unanchored += 1;
        else missed.push([name, damage]);
        trail.restore();
      }

      expect(missed).toEqual([]);
      expect(before).toMatchObject({ exitCode: 2, unanchored: 3 });
      expect(count.found).toBeGreaterThan(rounds * 0.85);
      expect(count.unanchored).toBeGreaterThan(0);
      expect(count.unchanged).toBeLessThan(rounds * 0.1);
      expect(await verifyAuditTrail(folder)).toEqual(before);
    }),
);

test('a trail of which only the public key and one checkpoint were kept elsewhere is held against them', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 4);
    const keys = `${folder}-keys`;
    const publicKeys = readdirSync(keys)
      .filter((name) => name.endsWith('.pub'))
      .map((name) => readFileSync(join(keys, name), 'utf8'));
    const anchors = readFileSync(join(keys, 'anchors.log'), 'utf8');
    rmSync(keys, { recursive: true });
    const [file = ''] = readdirSync(folder);
    const lines = readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');

    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 3 });
    expect(await verifyAuditTrail(folder, { publicKeys })).toMatchObject({ exitCode: 0 });
    writeFileSync(
      join(folder, file),
      lines
        .slice(0, 3)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(await verifyAuditTrail(folder, { publicKeys })).toMatchObject({ exitCode: 2 });
    expect(await verifyAuditTrail(folder, { publicKeys, anchors })).toMatchObject({ exitCode: 1 });
    rmSync(join(folder, file));
    expect(await verifyAuditTrail(folder, { publicKeys, anchors })).toMatchObject({ exitCode: 2 });
  }));

/** The segment of a process that is gone, which nothing has signed. */
function writeDead(folder: string, ending = ''): string {
  const keys = loadAuditKeys(folder);
  const where = { pid: spawnSync('true').pid, host_hash: hostDigest(keys) };
  const opening = { run: 'gone', pending: [], heads: [] };
  const path = join(folder, 'post.0.jsonl');
  writeFileSync(path, createSegmentChain({ id: 'post.0', keys, where, opening, now: Date.now }).take().text + ending);
  return path;
}

test('what is told of by a record that is not signed yet is not signed either', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post', { checkpointRecords: 2, isTidying: false });
    const { append } = log;
    await append(callRecord('intent', 'one'));
    writeDead(folder);
    const keys = loadAuditKeys(folder);
    const isStopped = () => false;
    await recoverSegments({ folder, keys, append, retention: defaultRetention, now: Date.now, isStopped });

    expect(await verifyAuditTrail(folder)).toMatchObject({ segments: 2, unanchored: 2 });
    await log.close();
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, unanchored: 0 });
  }));

test('what a dead process left behind its last record is tampered with once a later one has told of it', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 1, { isTidying: false });
    const path = writeDead(folder, '{"torn');
    const later = createFileAuditLog(folder, 'post');
    await later.append(callRecord('intent', 'one'));
    const settled = () => readFileSync(join(`${folder}-keys`, 'settled.log'), 'utf8');
    await expect.poll(settled, { timeout: 20_000 }).toContain('"recovered"');
    await later.close();

    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, findings: [] });
    appendFileSync(path, 'more');

    const problem = expect.stringContaining('knows another torn end of it');
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 1, findings: [{ segment: 'post.0', problem }] });
  }));
