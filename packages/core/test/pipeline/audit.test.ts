import { expect, test } from 'vitest';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { audit } from '../../src/pipeline/audit.ts';
import type { Answer } from '../../src/pipeline/call.ts';
import { failureOf } from '../approval/fixtures/failure-of.ts';
import { readCall, writeCall } from '../approval/fixtures/write-call.ts';

const done = async (): Promise<Answer> => ({ kind: 'result', value: 'done' });

/** The stage over a trail in memory. */
function trail() {
  const records: AuditRecord[] = [];
  const stage = audit({ path: undefined, append: async (record) => void records.push(record) });
  return { stage, records };
}

test('a write is answered when its outcome is on the disk, a read before', async () => {
  const appended: unknown[] = [];
  const outcome = Promise.withResolvers<void>();
  const stage = audit({
    path: undefined,
    async append({ event }, options) {
      appended.push([event, options?.isDurable]);
      if (event === 'tool.outcome') await outcome.promise;
    },
  });
  let isWritten = false;

  await stage.run(readCall(), done);
  const writing = stage.run(writeCall(), done).then(() => {
    isWritten = true;
  });
  await new Promise(setImmediate);

  expect(isWritten).toBe(false);
  outcome.resolve();
  await writing;
  expect(appended).toEqual([
    ['tool.intent', false],
    ['tool.outcome', false],
    ['tool.intent', true],
    ['tool.outcome', true],
  ]);
});

test('what a client calls itself is kept to a hundred characters', async () => {
  const { stage, records } = trail();
  const client = { name: 'n'.repeat(200), version: 'v'.repeat(200), canAsk: false };

  await stage.run(writeCall(undefined, { client }), done);

  expect(records[0]).toMatchObject({ client: { name: 'n'.repeat(100), version: 'v'.repeat(100) } });
});

test('the record of an answer has its digest, how much it was, what was asked of the system and whose trace it is of', async () => {
  const { stage, records } = trail();
  const upstream = { attempts: 2, writes: 0, retryReasons: ['503'] };
  const call = { ...readCall(), upstream, traceparent: '00-trace-01' };

  await stage.run(call, async () => ({ kind: 'result', value: { bills: [{ id: '1' }, { id: '2' }] } }));

  expect(records[1]).toMatchObject({
    traceparent: '00-trace-01',
    answer: expect.stringMatching(/^[0-9a-f]{64}$/),
    data: { classes: ['internal'], bytes: '{"bills":[{"id":"1"},{"id":"2"}]}'.length, rows: 2 },
    upstream,
  });
});

test('the record of a write that waits for its yes, or was refused, says which change was shown', async () => {
  const { stage, records } = trail();
  const change = { before: { paid: false }, after: { paid: true } };

  await stage.run(writeCall(undefined, { change }), async () => ({
    kind: 'question',
    question: { message: 'Pay?', state: 's' },
  }));
  await failureOf(
    stage.run(writeCall(undefined, { change }), () => Promise.reject(new ToolError('approval_declined', 'no'))),
  );

  const told = { fields: ['paid'], before_digest: expect.any(String), after_digest: expect.any(String) };
  expect(records.filter(({ event }) => event === 'tool.outcome')).toMatchObject([
    { status: 'asked', change: told },
    { status: 'error', code: 'approval_declined', change: told },
  ]);
});
