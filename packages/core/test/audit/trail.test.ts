import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createFileAuditLog } from '../../src/audit/audit-log.ts';
import { exportAuditTrail, exportFormats } from '../../src/audit/reading/export.ts';
import { verifyAuditTrail } from '../../src/audit/reading/verify.ts';
import { rememberSecret } from '../../src/masking/known-secrets.ts';
import { callRecord, withFolder, writeCalls, writeTrail } from './trail.ts';

const intact = { exitCode: 0, unanchored: 0, findings: [] };

function recordsOf(folder: string): Record<string, unknown>[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = files.sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}

const eventsOf = (folder: string) => recordsOf(folder).map(({ ev }) => ev);

test('a sealed trail is intact and every record of it is signed', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 3, 20);

    expect(await verifyAuditTrail(folder)).toEqual({ ...intact, segments: 3, records: 3 * (1 + 40 + 5 + 1) });
    expect(eventsOf(folder).filter((event) => event === 'segment.sealed')).toHaveLength(3);
  }));

test('a trail in use is whole, without a seal, and tells how many records are not signed yet', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post');
    await writeCalls(log, 5);

    const verification = await verifyAuditTrail(folder);
    await log.close();

    expect(verification).toMatchObject({ exitCode: 2, records: 11, unanchored: 10 });
    expect(verification.findings).toMatchObject([{ level: 'incomplete', problem: expect.stringContaining('no seal') }]);
  }));

test('files and folders are for their user alone, and the private keys are not in the folder of the trail', () =>
  withFolder(async (folder, home) => {
    await writeTrail(folder, 1, 1);

    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect([folder, `${folder}-keys`].map(modeOf)).toEqual(['700', '700']);
    for (const name of readdirSync(folder)) expect(modeOf(join(folder, name))).toBe('600');
    for (const name of readdirSync(`${folder}-keys`)) expect(modeOf(join(`${folder}-keys`, name))).toBe('600');
    expect(readdirSync(home).sort()).toEqual(['audit', 'audit-keys']);
  }));

test('a record holds who, what and the decision in their places, and no secret', () =>
  withFolder(async (folder) => {
    rememberSecret('canary-secret-4711');
    const log = createFileAuditLog(folder, 'post', { version: '1.2.3' });
    const decision = { allowed: false, reason: 'scope_missing', rule: 'roles.viewer' };
    const upstream = { attempts: 1, status: 200, vendorRequestId: 'r canary-secret-4711', retryReasons: [] };

    await log.append(callRecord('outcome', 'c', { status: 'error', code: 'forbidden', decision, upstream }));
    await log.close();

    const record = recordsOf(folder).find(({ ev }) => ev === 'tool.outcome');
    expect(record).toMatchObject({
      v: 1,
      seq: 1,
      corr: 'c',
      who: { principal: 'sam', role: 'viewer' },
      client: { name: 'test', asserted: true },
      what: { method: 'tools/call', tool: 'list_letters', action: 'read', class: 'internal' },
      authz: { decision: 'deny', reason_code: 'scope_missing', required_scopes: ['letters:read'] },
      result: { status: 'denied', code: 'forbidden' },
      upstream: { vendor_request_id: 'r [secret]' },
      where: { server: 'post', version: '1.2.3', pid: process.pid },
      retention: { class: 'internal', hold: false },
    });
    expect(record?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }));

test('any value an event may have is recorded, and none breaks the chain', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post');
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const odd = { big: 10n ** 30n, nan: Number.NaN, half: '\ud800x', tiny: 1e-7, huge: 1e21, __proto__x: 1, circle };

    await log.append({
      event: 'odd',
      ...odd,
      none: null,
      text: 'x'.repeat(5_000),
      hash: 'mine',
      seq: 99,
      prev: 'no',
      list: [undefined],
    });
    await log.close();

    expect(await verifyAuditTrail(folder)).toMatchObject(intact);
    const detail = { none: null, hash: 'mine', seq: 99, half: '\ufffdx' };
    expect(recordsOf(folder)[1]).toMatchObject({ seq: 1, detail });
  }));

test('processes that start at once share one signing key', () =>
  withFolder(async (folder) => {
    const logs = Array.from({ length: 8 }, () => createFileAuditLog(folder, 'post'));

    await Promise.all(logs.map((log, index) => writeCalls(log, 2, `p${index}`)));
    await Promise.all(logs.map((log) => log.close()));

    expect(await verifyAuditTrail(folder)).toMatchObject({ ...intact, segments: 8 });
    expect(new Set(logs.map((log) => log.digest('1234'))).size).toBe(1);
    expect(readdirSync(`${folder}-keys`).filter((name) => name.endsWith('.pub'))).toHaveLength(1);
  }));

test('a full or old segment is sealed and the next one names it', () =>
  withFolder(async (folder) => {
    let time = Date.parse('2026-11-21T00:00:00Z');
    const log = createFileAuditLog(folder, 'post', { maxBytes: 4_000, now: () => time });
    await writeCalls(log, 5);
    const filled = readdirSync(folder).length;
    time += 25 * 3_600_000;
    await writeCalls(log, 1, 'later');
    await log.close();

    expect(filled).toBeGreaterThan(1);
    expect(readdirSync(folder).length).toBeGreaterThan(filled);
    expect(await verifyAuditTrail(folder)).toMatchObject(intact);
  }));

test('what is idle is signed after its time', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post', { checkpointSeconds: 0.05 });
    await writeCalls(log, 1);

    await expect.poll(async () => (await verifyAuditTrail(folder)).unanchored).toBe(0);
    await log.close();
  }));

test('a call that is open when the trail is closed ends as unknown, and later records are refused', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post');
    await log.append(callRecord('intent', 'open'));

    await log.close();

    expect(recordsOf(folder).find(({ ev }) => ev === 'tool.outcome')).toMatchObject({
      corr: 'open',
      result: { status: 'unknown' },
    });
    expect(await verifyAuditTrail(folder)).toMatchObject(intact);
    await expect(log.append({ event: 'late' })).rejects.toThrow('closed');
  }));

test('segments past their time go, leave a signed tombstone, and the trail stays whole', () =>
  withFolder(async (folder) => {
    const start = Date.parse('2026-11-21T00:00:00Z');
    await writeTrail(folder, 2, 3, { now: () => start });
    await writeTrail(folder, 1, 3, { now: () => start + 1_000, retention: { hold: true } });
    const now = () => start + 2_557 * 86_400_000;
    await writeTrail(folder, 1, 1, { now, isTidying: false });
    const log = createFileAuditLog(folder, 'post', { now, packAfterHours: Number.POSITIVE_INFINITY });

    await log.append({ event: 'awake' });
    const purged = () => eventsOf(folder).filter((event) => event === 'retention.purged');
    await expect.poll(() => purged().length, { timeout: 20_000 }).toBe(2);
    await log.close();

    expect(readdirSync(folder).filter((name) => name.endsWith('.tombstone'))).toHaveLength(2);
    expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toHaveLength(3);
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 0 });
  }));

test('a tombstone that nobody signed does not excuse a missing segment', () =>
  withFolder(async (folder) => {
    await writeTrail(folder, 1, 1);
    writeFileSync(join(folder, 'post.0.tombstone'), 'bizmcp-audit/post.0\n1\nroot\n\n— bizmcp-audit AAAA\n');

    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 1 });
  }));

test('a folder that cannot be read is told apart from one that was changed', () =>
  withFolder(async (folder) => {
    expect(await verifyAuditTrail(folder)).toMatchObject({ exitCode: 3 });
  }));

test('a trail is exported in every format, and no cell of the CSV is a formula', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post');
    await log.append(callRecord('outcome', 'c', { principal: { name: '=HYPERLINK("http://x")', role: '+1' } }));
    await log.close();
    const lines = new Map<string, string[]>();

    for (const format of exportFormats) {
      const written: string[] = [];
      await exportAuditTrail(folder, format, (line) => written.push(line));
      lines.set(format, written);
    }

    expect(lines.get('csv')?.[2]).toContain(`"'=HYPERLINK(""http://x"")","'+1"`);
    expect(JSON.parse(lines.get('jsonl')?.[1] ?? '')).toEqual(recordsOf(folder)[1]);
    expect(JSON.parse(lines.get('ocsf')?.[1] ?? '')).toMatchObject({
      class_uid: 6003,
      type_uid: 600302,
      activity_id: 2,
      status_id: 1,
      api: { operation: 'list_letters', request: { uid: 'c' } },
    });
    expect(JSON.parse(lines.get('otel')?.[1] ?? '')).toMatchObject({
      name: 'tools/call list_letters',
      attributes: { 'gen_ai.tool.name': 'list_letters', 'gen_ai.operation.name': 'execute_tool' },
    });
  }));

test('what became of a call is told in the numbers of OCSF, and as an error of OpenTelemetry where it is one', () =>
  withFolder(async (folder) => {
    const log = createFileAuditLog(folder, 'post');
    await log.append(callRecord('intent', 'ok'));
    for (const status of ['ok', 'asked', 'error', 'denied', 'unknown'])
      await log.append(callRecord('outcome', status, { status, ...(status === 'denied' && { code: 'forbidden' }) }));
    await log.close();
    const told: unknown[] = [];

    await exportAuditTrail(folder, 'ocsf', (line) => {
      const { api, status_id, severity_id } = JSON.parse(line);
      told.push([api.request.uid, status_id, severity_id]);
    });
    await exportAuditTrail(folder, 'otel', (line) => {
      const { attributes } = JSON.parse(line);
      if (attributes['error.type']) told.push([attributes['bizmcp.audit.call'], attributes['error.type']]);
    });

    expect(told.filter((one) => Array.isArray(one) && one[0] !== undefined)).toEqual([
      ['ok', 0, 1],
      ['ok', 1, 1],
      ['asked', 1, 1],
      ['error', 2, 3],
      ['denied', 2, 3],
      ['unknown', 0, 1],
      ['error', 'tool_error'],
      ['denied', 'forbidden'],
      ['unknown', 'tool_error'],
    ]);
  }));
