import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApprovalDesk } from '../../src/approval/approval-desk.ts';
import { createApprovalQueue } from '../../src/approval/approval-queue.ts';
import { openState } from '../../src/state/open-state.ts';
import { type StartedEngine, startPostgres, startRedis, startSqlite } from '../state/fixtures/engines.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { writeCall } from './fixtures/write-call.ts';

const preview = 'Pay a bill: 10 to kim@example.com';
const describeCall = async () => preview;

/** Of what a person may be the approver in one test. */
async function inFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-desk-'));
  try {
    await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each([
  ['SQLite', startSqlite],
  ['Redis', startRedis],
  ['PostgreSQL', startPostgres],
])('a desk on %s', (_name, start) => {
  let engine: StartedEngine;

  beforeAll(async () => {
    engine = await start();
  }, 60_000);

  afterAll(async () => {
    if ('stop' in engine) await engine.stop();
  });

  test('decides on another machine what a server asked, once, and keeps that on its own record', () =>
    inFolder(async (folder) => {
      if ('problem' in engine) throw new Error(engine.problem);
      const state = openState(engine.url);
      const queue = createApprovalQueue(state, { previewKey: Buffer.alloc(32, 7), policyDigest: 'p' });
      await failureOf(queue.obtain(writeCall(), describeCall));
      const desk = openApprovalDesk({ folder, address: engine.url, version: '1' });
      const [request] = await desk.pending();
      const id = request?.id ?? '';

      expect(request).toMatchObject({ tool: 'pay_bill', principal: 'sam', isMasked: true });
      expect(request?.preview).not.toContain('kim@example.com');
      expect((await queue.pending())[0]).toMatchObject({ preview, isMasked: false });
      expect((await failureOf(desk.decide(id, 'sam', 'approve'))).code).toBe('forbidden');
      expect((await desk.decide(id, 'kim', 'approve')).status).toBe('approved');
      expect((await failureOf(desk.decide(id, 'lee', 'deny'))).code).toBe('conflict');
      expect(await desk.pending()).toEqual([]);
      await desk.close();
      const grant = await queue.obtain(writeCall(), describeCall);
      await grant.use();
      expect(grant.approval).toMatchObject({ id: request?.approvalId, approver: 'kim' });
      expect((await failureOf(queue.obtain(writeCall(), describeCall))).code).toBe('approval_required');
      await state.close();
      const events = recordsOf(folder).filter(({ ev }) => ev === 'approval.outcome');
      expect(events).toMatchObject([
        { who: { principal: 'sam' }, result: { status: 'denied', code: 'forbidden' } },
        {
          who: { principal: 'kim' },
          result: { status: 'ok' },
          approval: { id: request?.approvalId, approver: 'kim' },
          detail: { request: { id, decision: 'approve', tool: 'pay_bill', principal: 'sam' } },
        },
        { who: { principal: 'lee' }, result: { status: 'error', code: 'conflict' } },
      ]);
      expect(JSON.stringify(events)).not.toContain('example.com');
    }));
});

function recordsOf(folder: string): Record<string, unknown>[] {
  const audit = join(folder, 'audit');
  const text = readdirSync(audit)
    .sort()
    .map((name) => readFileSync(join(audit, name), 'utf8'));
  return text.flatMap((lines) =>
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  );
}

test('a desk where no server has run finds nothing and makes nothing', () =>
  inFolder(async (folder) => {
    const desk = openApprovalDesk({ folder, address: undefined, version: '1' });

    expect(await desk.pending()).toEqual([]);
    await desk.close();
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(`${folder}/state.sqlite`)).toBe(false);
  }));

test('a record that nobody can read holds up no other', () =>
  inFolder(async (folder) => {
    const address = `sqlite:${join(folder, 'state.sqlite')}`;
    const state = openState(address);
    await state.put('approval', 'strange', '{"of":"another version"}');
    await failureOf(createApprovalQueue(state).obtain(writeCall(), describeCall));
    const desk = openApprovalDesk({ folder, address, version: '1' });

    expect(await desk.pending()).toMatchObject([{ tool: 'pay_bill' }]);
    await desk.close();
    await state.close();
  }));
