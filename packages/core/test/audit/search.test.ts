import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { packSegments } from '../../src/audit/packing.ts';
import type { AuditFilter } from '../../src/audit/reading/audit-filter.ts';
import { searchAuditTrail } from '../../src/audit/reading/search.ts';
import { callRecord, withFolder } from './trail.ts';

const begin = Date.parse('2026-11-01T08:00:00Z');
const minute = 60_000;

/** A trail of one server: its calls, a minute apart, some to a segment. */
async function writeMinutes(folder: string, server: string, from: number, count: number, perSegment = count) {
  for (let first = 0; first < count; first += perSegment) {
    let now = begin + (from + first) * minute;
    const log = createFileAuditLog(folder, server, { now: () => now, isTidying: false });
    for (let index = first; index < Math.min(first + perSegment, count); index += 1) {
      now = begin + (from + index) * minute;
      await log.append(callRecord('intent', `${server}-${index}`));
      await log.append(callRecord('outcome', `${server}-${index}`));
    }
    await log.close();
  }
}

async function callsOf(folder: string, filter: AuditFilter = {}, limit = 1000) {
  const { found } = await searchAuditTrail(folder, filter, limit);
  return found.map(({ record }) => record.corr);
}

const packAll = (folder: string) =>
  packSegments({ folder, now: () => Date.now() + minute, isStopped: () => false, packAfterMilliseconds: 0 });

test('the newest calls of all servers come first, once each, and no more than asked for', () =>
  withFolder(async (folder) => {
    await writeMinutes(folder, 'post', 0, 30, 7);
    await writeMinutes(folder, 'bank', 10, 10);

    const { found, isCut } = await searchAuditTrail(folder, {}, 6);

    expect(found.map(({ record, outcome }) => [record.corr, outcome])).toEqual(
      ['post-29', 'post-28', 'post-27', 'post-26', 'post-25', 'post-24'].map((call) => [call, 'ok']),
    );
    expect(isCut).toBe(true);
    expect((await callsOf(folder)).slice(9, 14)).toEqual(['post-20', 'post-19', 'bank-9', 'post-18', 'bank-8']);
    expect(await callsOf(folder)).toHaveLength(40);
  }));

test('a segment that ended earlier may hold newer records than the last of one that went on', () =>
  withFolder(async (folder) => {
    await writeMinutes(folder, 'post', 0, 30);
    await writeMinutes(folder, 'bank', 20, 9);

    expect(await callsOf(folder, {}, 3)).toEqual(['post-29', 'post-28', 'bank-8']);
  }));

test('packed segments are searched like the others, and with their ledger lost too', () =>
  withFolder(async (folder) => {
    await writeMinutes(folder, 'post', 0, 30, 7);
    await writeMinutes(folder, 'bank', 10, 10);
    const before = [await callsOf(folder), await callsOf(folder, {}, 6), await callsOf(folder, { server: 'bank' })];

    expect(await packAll(folder)).toHaveLength(6);
    const after = [await callsOf(folder), await callsOf(folder, {}, 6), await callsOf(folder, { server: 'bank' })];
    writeFileSync(join(`${folder}-keys`, 'settled.log'), '');

    expect(after).toEqual(before);
    expect(await callsOf(folder, {}, 6)).toEqual(before[1]);
  }));

test('records are found by who, what, when and what became of them', () =>
  withFolder(async (folder) => {
    let now = begin;
    const log = createFileAuditLog(folder, 'post', { now: () => now, isTidying: false });
    const calls: [string, Record<string, unknown>][] = [
      ['read', {}],
      ['made', { name: 'create_letter', effect: 'create', principal: { name: 'kim', role: 'clerk' } }],
      ['sent', { name: 'send_letter', effect: 'send', status: 'error', code: 'unavailable' }],
      ['refused', { status: 'error', code: 'forbidden', decision: { allowed: false, reason: 'scope_missing' } }],
    ];
    for (const [call, more] of calls) {
      const { status, code, decision, ...subject } = more;
      await log.append(callRecord('intent', call, subject));
      await log.append(callRecord('outcome', call, { upstream: { vendorRequestId: `Vendor-${call}` }, ...more }));
      now += minute;
    }
    await log.append(callRecord('intent', 'hanging'));
    const found = (filter: AuditFilter) => callsOf(folder, filter);

    expect(await found({ principal: 'kim' })).toEqual(['made']);
    expect(await found({ effect: 'write' })).toEqual(['sent', 'made']);
    expect(await found({ effect: 'send' })).toEqual(['sent']);
    expect(await found({ tool: '*_letter' })).toEqual(['sent', 'made']);
    expect(await found({ tool: 'post.create_*' })).toEqual(['made']);
    expect(await found({ tool: 'bank.create_*' })).toEqual([]);
    expect(await found({ outcome: 'denied' })).toEqual(['refused']);
    expect(await found({ outcome: 'error' })).toEqual(['sent']);
    expect(await found({ outcome: 'none' })).toEqual(['hanging']);
    expect(await found({ text: 'vendor-MADE' })).toEqual(['made']);
    expect(await found({ since: begin + 2 * minute, until: begin + 3 * minute })).toEqual(['refused', 'sent']);
    expect(await found({ call: 'made' })).toEqual(['made', 'made']);
    expect(await found({ event: 'tool.intent', principal: 'kim' })).toEqual(['made']);
    await log.close();
  }));

test('a call that a process left open is its intent, with what a later process told of it', () =>
  withFolder(async (folder) => {
    await writeMinutes(folder, 'post', 0, 2);
    const dead = createFileAuditLog(folder, 'post', { now: () => begin + 5 * minute, isTidying: false });
    await dead.append(callRecord('intent', 'lost', { name: 'send_letter', effect: 'send' }));
    const later = createFileAuditLog(folder, 'post', { now: () => begin + 9 * minute, isTidying: false });
    await later.append({ event: 'tool.outcome', call: 'lost', status: 'unknown', code: 'process_ended' });
    await later.close();

    const { found } = await searchAuditTrail(folder, {}, 10);
    const unknown = await searchAuditTrail(folder, { outcome: 'unknown', tool: 'send_letter' }, 10);
    await dead.close();

    expect(found.map(({ record, outcome }) => [record.corr, outcome])).toEqual([
      ['lost', 'unknown'],
      ['post-1', 'ok'],
      ['post-0', 'ok'],
    ]);
    expect(unknown.found.map(({ record }) => record.ev)).toEqual(['tool.intent']);
    expect((await searchAuditTrail(folder, { outcome: 'none' }, 10)).found).toEqual([]);
  }));

test('a call that goes on into the next segment of its process is shown once, with its outcome', () =>
  withFolder(async (folder) => {
    let now = begin;
    const log = createFileAuditLog(folder, 'post', { now: () => now, isTidying: false, maxHours: 1 });
    await log.append(callRecord('intent', 'long'));
    now += 2 * 60 * minute;
    await log.append(callRecord('outcome', 'long'));
    await log.close();

    const { found } = await searchAuditTrail(folder, {}, 10);

    expect(readdirSync(folder)).toHaveLength(2);
    expect(found.map(({ record, outcome }) => [record.corr, outcome])).toEqual([['long', 'ok']]);
  }));

test('a broken segment is told of, and what stands around it is found', () =>
  withFolder(async (folder) => {
    await writeMinutes(folder, 'post', 0, 12, 4);
    const [first = '', second = ''] = readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
    await packAll(folder);
    const packed = readFileSync(`${first}.gz`);
    writeFileSync(`${first}.gz`, packed.subarray(0, packed.length - 40));
    writeFileSync(`${second}.gz`, 'this is no archive');
    await writeMinutes(folder, 'bank', 20, 2);
    const bank = readdirSync(folder).find((name) => name.startsWith('bank')) ?? '';
    appendFileSync(join(folder, bank), 'no record\n{"v":1');

    const { found, problems } = await searchAuditTrail(folder, {}, 100);

    expect(found.map(({ record }) => record.corr)).toEqual(
      expect.arrayContaining(['bank-1', 'bank-0', 'post-11', 'post-10', 'post-9', 'post-8']),
    );
    expect(problems.map(({ problem }) => problem)).toEqual([
      'its last 6 bytes are no whole record',
      '1 lines are no records, the first of them line 7',
      'its packed file is damaged; 0 records stand before that',
      'its packed file is damaged; 9 records stand before that',
    ]);
  }));
