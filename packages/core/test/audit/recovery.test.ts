import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { keysFolder, loadAuditKeys } from '../../src/audit/audit-keys.ts';
import { createFileAuditLog, type FileAuditLog } from '../../src/audit/audit-log.ts';
import { readSettled } from '../../src/audit/ledger.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { recoverSegments } from '../../src/audit/recovery.ts';
import { createSegmentChain } from '../../src/audit/segment-chain.ts';
import { hostDigest } from '../../src/audit/segment-keeper.ts';
import { canonicalMembers } from '../../src/json/canonical-json.ts';
import { withFolder } from './trail.ts';

const minute = 60_000;
const hour = 60 * minute;
const deadPid = spawnSync('true').pid;

/** The trail of a process that lives, beside which others have left segments. */
async function withTrail(use: (trail: ReturnType<typeof trailIn>) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'live', { isTidying: false });
    await log.append({ event: 'awake' });
    try {
      await use(trailIn(folder, log.append));
    } finally {
      await log.close();
    }
  });
}

function trailIn(folder: string, append: FileAuditLog['append']) {
  const keys = loadAuditKeys(folder);
  /** Writes the segment of another process, with these records behind its first. */
  const leave = (
    id: string,
    given: { where?: object; opening?: object; records?: Record<string, unknown>[]; ending?: string } = {},
  ) => {
    const where = { pid: deadPid, host_hash: hostDigest(keys), ...given.where };
    const opening = { run: 'gone', pending: [], heads: [], ...given.opening };
    const chain = createSegmentChain({ id, keys, where, opening, now: Date.now });
    for (const record of given.records ?? []) chain.stage(canonicalMembers(record));
    const { text, head } = chain.take();
    writeFileSync(join(folder, `${id}.jsonl`), text + (given.ending ?? ''));
    return head;
  };
  const recover = async (later = 0, isStopped = () => false) => {
    const retention = { days: 10, hold: true };
    await recoverSegments({ folder, keys, append, retention, now: () => Date.now() + later, isStopped });
    return [...(await readSettled(folder)).keys()];
  };
  /** What was put on record of the others. */
  const told = () => {
    const name = readdirSync(folder).find((file) => file.startsWith('live.')) ?? '';
    const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line)).filter(({ ev }) => ev !== 'segment.opened' && ev !== 'awake');
  };
  return { folder, leave, recover, told };
}

const began = (call: string) => ({ ev: 'tool.intent', corr: call });
const ended = (call: string) => ({ ev: 'tool.outcome', corr: call });

test('of a process that is gone are told its last record, what it tore and the calls that it did not end', () =>
  withTrail(async ({ folder, leave, recover, told }) => {
    const records = [began('whole'), ended('whole'), began('lone'), { ev: 'approval.asked', corr: 'asked' }];
    const head = leave('post.0', { records, ending: '{"torn' });

    await Promise.all([recover(), recover(), recover()]);

    const until = new Date(Date.now() + 240 * hour).toISOString().slice(0, 10);
    expect((await readSettled(folder)).get('post.0')).toEqual({
      segment: 'post.0',
      how: 'recovered',
      until,
      hold: true,
    });
    expect(told()).toMatchObject([
      { ev: 'tool.outcome', corr: 'lone', result: { status: 'unknown', code: 'process_ended' } },
      { ev: 'segment.recovered', detail: { recovered: { segment: 'post.0', ...head, torn_bytes: 6 } } },
    ]);
    expect((await verifyAuditTrail(folder)).findings).toMatchObject([{ problem: expect.stringContaining('no seal') }]);
    await recover();
    expect(told()).toHaveLength(2);
  }));

test('calls that a process took along into its next segment are ended there alone', () =>
  withTrail(async ({ leave, recover, told }) => {
    leave('post.0', { records: [began('taken'), began('other')] });
    leave('post.1', { opening: { previous: 'post.0', pending: ['taken', 'other'] }, records: [ended('other')] });

    expect(await recover()).toEqual(['post.0', 'post.1']);

    expect(told()).toMatchObject([
      { ev: 'segment.recovered', detail: { recovered: { segment: 'post.0', seq: 2 } } },
      { ev: 'tool.outcome', corr: 'taken', detail: { began_in: 'post.1' } },
      { ev: 'segment.recovered', detail: { recovered: { segment: 'post.1', seq: 1 } } },
    ]);
  }));

test.each([
  ['of a process that lives', { pid: process.ppid }, 0, false],
  ['of an earlier process with our number', { pid: process.pid }, 0, true],
  ['of another computer that wrote a day ago', { host_hash: 'other' }, 25 * hour, false],
  ['of another computer that should have begun the next one', { host_hash: 'other' }, 27 * hour, true],
])('a segment %s is left alone or not', (_whose, where, later, isLeft) =>
  withTrail(async ({ leave, recover }) => {
    leave('post.0', { where });

    expect(await recover(later)).toEqual(isLeft ? ['post.0'] : []);
  }),
);

test('a file that holds no whole record yet may be one that is just begun', () =>
  withTrail(async ({ folder, recover, told }) => {
    writeFileSync(join(folder, 'post.0.jsonl'), '{"ev":"segm');

    expect(await recover(minute / 2)).toEqual([]);
    expect(await recover(2 * minute)).toEqual(['post.0']);

    expect(told()).toMatchObject([{ detail: { recovered: { segment: 'post.0', seq: -1, hash: '', torn_bytes: 11 } } }]);
  }));

test.each([
  ['another process that lives', `${process.ppid}\n`, 0, []],
  ['a process that died over it', `${deadPid}\n`, 0, ['post.0']],
  ['a process that nobody knows, a moment ago', '', 0, []],
  ['a process that nobody knows, long ago', '', 2 * minute, ['post.0']],
])('a segment that %s has claimed is left to it or not', (_who, claim, later, settled) =>
  withTrail(async ({ folder, leave, recover }) => {
    leave('post.0');
    const path = join(keysFolder(folder), 'claim-post.0');
    writeFileSync(path, claim);

    expect(await recover(later)).toEqual(settled);

    expect(existsSync(path)).toBe(settled.length === 0);
    expect(readdirSync(keysFolder(folder)).filter((name) => name.startsWith('claim-'))).toHaveLength(
      settled.length === 0 ? 1 : 0,
    );
  }),
);

test('behind a line that is no record nothing is told of, and the next segment is looked after', () =>
  withTrail(async ({ leave, recover, told }) => {
    const head = leave('post.0', { ending: 'no record\n{"torn' });
    leave('post.1');

    expect(await recover()).toEqual(['post.0', 'post.1']);

    expect(told()[0].detail.recovered).toEqual({ segment: 'post.0', ...head });
  }));

test('a segment that was packed has been settled, though that was lost', () =>
  withTrail(async ({ folder, leave, recover }) => {
    leave('post.0');
    const path = join(folder, 'post.0.jsonl');
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
    rmSync(path);
    leave('post.1');

    expect(await recover()).toEqual(['post.1']);
  }));

test('a process that ends looks after no more segments, and one that goes on does not stop at a strange one', () =>
  withTrail(async ({ folder, leave, recover }) => {
    leave('post.0');
    appendFileSync(join(folder, 'post.1.jsonl'), 'no record\n');
    leave('post.2');
    const answers = [false];

    expect(await recover(0, () => answers.pop() ?? true)).toEqual(['post.0']);
    expect(await recover()).toEqual(['post.0', 'post.2']);
  }));
