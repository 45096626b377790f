import {
  appendFileSync,
  chownSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { readHolds } from '../../src/audit/holds.ts';
import { withOperatorLog } from '../../src/audit/operator-log.ts';
import { searchAuditTrail } from '../../src/audit/reading/search.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { isDue } from '../../src/audit/retention.ts';
import { applyRetention, changeHold, planRetention } from '../../src/audit/retention-plan.ts';
import { callRecord, withFolder, writeTrail } from './trail.ts';

const day = 86_400_000;
const hold = { name: 'case 7', by: 'kim', at: '2026-11-21T10:00:00.000Z' };

const statesOf = async (folder: string, now: number) =>
  (await planRetention(folder, now)).segments.map(({ state }) => state);

const purge = (folder: string, now = Date.now()) =>
  withOperatorLog(
    folder,
    '1.0.0',
    () => now,
    (log) => applyRetention(folder, log, { by: 'kim', now: () => now }),
  );

const change = (folder: string, what: 'hold' | 'release') =>
  withOperatorLog(folder, '1.0.0', Date.now, (log) => changeHold(folder, log, what, hold));

/** Two segments whose time is over, and one whose is not. */
async function writeOld(folder: string): Promise<void> {
  const then = Date.now() - 30 * day;
  await writeTrail(folder, 2, 3, { now: () => then, retention: { days: 10 }, isTidying: false });
  await writeTrail(folder, 1, 3, { isTidying: false });
}

test('what is due goes on demand, and the rest stays provable', () =>
  withFolder(async (folder) => {
    await writeOld(folder);

    expect(await statesOf(folder, Date.now())).toEqual(['due', 'due', 'kept']);
    const { purged, problems } = await purge(folder);

    expect([purged.length, problems]).toEqual([2, []]);
    const { found } = await searchAuditTrail(folder, { event: 'retention.purged', principal: 'kim' }, 10);
    expect(found).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tombstone'))).toHaveLength(2);
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, segments: 2 });
    expect((await purge(folder)).purged).toEqual([]);
  }));

test('nothing goes under a hold, whoever asks, and its release is as good as no hold', () =>
  withFolder(async (folder) => {
    await writeOld(folder);
    await change(folder, 'hold');

    expect((await planRetention(folder, Date.now())).holds).toEqual([hold]);
    expect(await statesOf(folder, Date.now())).toEqual(['held', 'held', 'held', 'held']);
    expect((await purge(folder)).purged).toEqual([]);
    await change(folder, 'release');

    expect(await readHolds(folder)).toEqual([]);
    expect((await purge(folder)).purged).toHaveLength(2);
    const operator = readdirSync(folder)
      .filter((name) => name.startsWith('bizmcp.'))
      .sort();
    const text = operator.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    expect(text).toMatch(/"ev":"retention\.held".*"principal":"kim"/);
    expect(text).toMatch(/"ev":"retention\.released"/);
    expect(text.indexOf('retention.held')).toBeLessThan(text.indexOf('retention.released'));
    expect((await verifyAuditTrail(folder)).exitCode).toBe(0);
  }));

test('a server under a hold lets nothing go, also what was written before', () =>
  withFolder(async (folder) => {
    await writeOld(folder);
    const log = createFileAuditLog(folder, 'post', { retention: { hold: true }, packAfterHours: 0 });
    await log.append(callRecord('intent', 'one'));
    // Packing is the last that is done to what others left.
    await expect
      .poll(() => readdirSync(folder).filter((name) => name.endsWith('.gz')).length, { timeout: 20_000 })
      .toBe(3);
    await log.close();

    expect(readdirSync(folder).filter((name) => name.endsWith('.tombstone'))).toEqual([]);
  }));

test('what was written under a hold of its server does not go by itself', () =>
  withFolder(async (folder) => {
    const then = Date.now() - 30 * day;
    await writeTrail(folder, 1, 3, { now: () => then, retention: { days: 10, hold: true }, isTidying: false });

    expect(await statesOf(folder, Date.now())).toEqual(['held']);
    expect((await purge(folder)).purged).toEqual([]);
  }));

test('what the superuser writes into the trail of another user belongs to that user', () =>
  withFolder(async (folder, home) => {
    await writeOld(folder);
    const strange = join(home, 'strange');
    writeFileSync(strange, '');
    symlinkSync(strange, join(folder, 'link'));
    const own = process.getuid?.() ?? 0;
    const other = own === 0 ? 65_534 : own;
    for (const place of [folder, `${folder}-keys`]) chownSync(place, other, process.getgid?.() ?? 0);

    await change(folder, 'hold');

    const paths = [folder, `${folder}-keys`].flatMap((place) => readdirSync(place).map((name) => join(place, name)));
    const owners = paths.filter((path) => lstatSync(path).isFile()).map((path) => lstatSync(path).uid);
    expect(owners).toEqual(owners.map(() => other));
    expect(lstatSync(strange).uid).toBe(own);
  }));

test('a line of the holds that nobody can read holds too', () =>
  withFolder(async (folder) => {
    await writeOld(folder);
    appendFileSync(join(`${folder}-keys`, 'holds.log'), '{"what":"ho');

    expect((await purge(folder)).purged).toEqual([]);
  }));

test('a damaged segment stays when its time is over, and holds up no other', () =>
  withFolder(async (folder) => {
    await writeOld(folder);
    const [first = ''] = readdirSync(folder).sort();
    const lines = readFileSync(join(folder, first), 'utf8').split('\n');
    writeFileSync(join(folder, first), [...lines.slice(0, 2), 'gone', ...lines.slice(3)].join('\n'));

    const { purged, problems } = await purge(folder);

    expect(purged).toHaveLength(1);
    expect(problems).toEqual([
      { segment: first.replace('.jsonl', ''), problem: 'record 2 of it is not what it should be; it stays' },
    ]);
    expect(existsSync(join(folder, first))).toBe(true);
    expect((await verifyAuditTrail(folder)).exitCode).toBe(1);
  }));

test('a segment that lacks a record stays too: how it ended could not be told of it', () =>
  withFolder(async (folder) => {
    await writeOld(folder);
    const [first = ''] = readdirSync(folder).sort();
    const lines = readFileSync(join(folder, first), 'utf8').split('\n');
    writeFileSync(join(folder, first), lines.toSpliced(2, 1).join('\n'));

    const { problems } = await purge(folder);

    expect(problems).toMatchObject([{ problem: 'record 2 of it is not what it should be; it stays' }]);
    expect(existsSync(join(folder, first))).toBe(true);
  }));

test('each record says until which day it stays, counted from its own', () =>
  withFolder(async (folder) => {
    let now = Date.parse('2026-11-21T23:59:59.999Z');
    const log = createFileAuditLog(folder, 'post', { now: () => now, retention: { days: 30 }, isTidying: false });
    await log.append(callRecord('intent', 'before midnight'));
    now += 1;
    await log.append(callRecord('outcome', 'before midnight'));
    await log.close();

    const [name = ''] = readdirSync(folder);
    const records = readFileSync(join(folder, name), 'utf8').trim().split('\n');
    const kept = records.map((line) => JSON.parse(line)).filter(({ ev }) => ev.startsWith('tool.'));
    expect(kept.map(({ retention }) => retention.until)).toEqual(['2026-12-21', '2026-12-22']);
  }));

test('what is all due at once goes at the second start that says so, as the first may have a clock that jumped', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 2, 3, { isTidying: false });
    const now = () => Date.now() + 4000 * day;
    const count = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending)).length;
    const start = async (isTidied: () => boolean) => {
      const log = createFileAuditLog(folder, 'post', { now, packAfterHours: 0 });
      await log.append(callRecord('intent', 'one'));
      await expect.poll(isTidied, { timeout: 20_000 }).toBe(true);
      await log.close();
    };

    // Packing is the last that is done to what others left.
    await start(() => count('.gz') === 2);
    expect(count('.tombstone')).toBe(0);
    await start(() => count('.tombstone') === 2);

    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0, findings: [] });
  }));

test('the last day of a segment is not over before it ends', () => {
  const kept = { until: '2033-11-19', hold: false };

  expect(isDue(kept, Date.parse('2033-11-19T23:59:59.999Z'))).toBe(false);
  expect(isDue(kept, Date.parse('2033-11-20T00:00:00.000Z'))).toBe(true);
});
