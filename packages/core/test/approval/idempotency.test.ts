import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { createIdempotency } from '../../src/approval/idempotency.ts';
import { type ErrorCode, ToolError } from '../../src/define/tool-error.ts';
import type { Answer } from '../../src/pipeline/call.ts';
import { openState } from '../../src/state/open-state.ts';
import { createState } from '../../src/state/shared-state.ts';
import { finish, startWorker } from '../state/fixtures/processes.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { granted, writeCall } from './fixtures/write-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'bizmcp-idempotency-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const done = async (): Promise<Answer> => ({ kind: 'result', value: 'paid' });

test('a write is stored as in flight before it is sent, and as done after', async () => {
  const state = openState('memory:');
  const idempotency = createIdempotency(state);
  const seen: unknown[] = [];

  await idempotency.perform(writeCall(), granted('one'), async () => {
    seen.push((await idempotency.earlier(writeCall()))?.status);
    return done();
  });

  expect(seen).toEqual(['in_flight']);
  expect(await idempotency.earlier(writeCall())).toMatchObject({ id: 'one', status: 'done', system: 'Books' });
  expect(await idempotency.earlier(writeCall({ bill: '8' }))).toBeUndefined();
});

test('neither the arguments nor the answer of a write are in the state', async () => {
  const state = openState('memory:');

  await createIdempotency(state).perform(writeCall({ bill: 'canary-argument' }), granted('one'), async () => {
    return { kind: 'result', value: 'canary-answer' };
  });

  expect(JSON.stringify([await state.list('write'), await state.list('last-write')])).not.toContain('canary');
});

test('the same approval is not sent a second time, neither at once nor later', async () => {
  const idempotency = createIdempotency(openState('memory:'));
  let sent = 0;
  const send = async () => {
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return done();
  };

  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, () => idempotency.perform(writeCall(), granted('one'), send)),
  );
  const later = await failureOf(idempotency.perform(writeCall(), granted('one'), send));

  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(later.code).toBe('conflict');
  expect(later.message).toContain('was carried out');
  expect(sent).toBe(1);
});

test('of many yeses to one call, given at once or late, one is carried out', async () => {
  const idempotency = createIdempotency(openState('memory:'));
  const sent: string[] = [];
  const perform = (id: string, last?: string) =>
    idempotency.perform(writeCall(), granted(id, { last }), async () => {
      sent.push(id);
      return done();
    });

  const outcomes = await Promise.allSettled(['one', 'two', 'three'].map((id) => perform(id)));
  const late = await failureOf(perform('four'));
  const [first] = sent;
  const settled = await failureOf(idempotency.refuseRepeat('four'));
  await perform('five', first);

  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(2);
  expect(late).toMatchObject({ code: 'conflict', message: expect.stringContaining('was carried out. That was after') });
  expect(settled).toMatchObject({ code: 'approval_required', message: expect.stringContaining('changed nothing') });
  expect(sent).toEqual([first, 'five']);
});

test('a write of unknown outcome stays one when its repetition is held back', async () => {
  const idempotency = createIdempotency(openState('memory:'));
  const lost = () => Promise.reject(new ToolError('unknown_outcome', 'no certain answer'));
  await failureOf(idempotency.perform(writeCall(), granted('one'), lost));
  await idempotency.perform(writeCall(), granted('two'), done);

  const held = await failureOf(idempotency.perform(writeCall(), granted('one', { last: 'one' }), done));

  expect(held.code).toBe('conflict');
  expect((await failureOf(idempotency.refuseRepeat('one'))).code).toBe('unknown_outcome');
});

test('a yes stays good where the same call failed since, and changed nothing', async () => {
  const idempotency = createIdempotency(openState('memory:'));
  const call = writeCall(undefined, { upstream: { attempts: 1, writes: 1, retryReasons: [] } });
  const refused = () => Promise.reject(new ToolError('invalid_input', 'why'));
  await failureOf(idempotency.perform(call, granted('one', { last: undefined }), refused));

  expect(await idempotency.perform(call, granted('two', { last: undefined }), done)).toMatchObject({ value: 'paid' });
});

test.each<[ErrorCode, number, string | undefined]>([
  ['invalid_input', 1, undefined],
  ['rate_limited', 1, undefined],
  ['unavailable', 0, undefined],
  ['conflict', 1, undefined],
  ['not_found', 1, undefined],
  ['not_configured', 1, undefined],
  ['unauthenticated', 1, undefined],
  ['forbidden', 1, undefined],
  ['unknown_outcome', 1, 'unknown'],
  ['timeout', 1, 'unknown'],
  ['cancelled', 0, 'unknown'],
  ['bad_answer', 1, 'unknown'],
  ['internal', 0, 'unknown'],
  ['not_found', 2, 'unknown'],
])('after %s of %i changing requests the write counts as %s', async (code, writes, status) => {
  const idempotency = createIdempotency(openState('memory:'));
  const call = writeCall(undefined, { upstream: { attempts: 3, writes, hasSent: true, retryReasons: [] } });

  const failed = await failureOf(
    idempotency.perform(call, granted('one'), () => Promise.reject(new ToolError(code, 'why'))),
  );

  expect(failed.code).toBe(code);
  expect((await idempotency.earlier(call))?.status).toBe(status);
});

test.each(['timeout', 'bad_answer'] as const)(
  'a write whose look-up ended as %s, so that nothing of it was sent, has failed',
  async (code) => {
    const idempotency = createIdempotency(openState('memory:'));
    const call = writeCall(undefined, { upstream: { attempts: 1, writes: 0, retryReasons: [] } });

    await failureOf(idempotency.perform(call, granted('one'), () => Promise.reject(new ToolError(code, 'why'))));

    expect(await idempotency.earlier(call)).toBeUndefined();
  },
);

test.each([
  ['request that was refused as too large', 'too_large', undefined, undefined] as const,
  ['change whose answer is too large', 'too_large', true, 'unknown'] as const,
  ['change that a good answer says was refused', 'invalid_input', true, undefined] as const,
])('a %s counts so', async (_title, code, hasWritten, status) => {
  const idempotency = createIdempotency(openState('memory:'));
  const call = writeCall(undefined, {
    upstream: { attempts: 1, writes: 1, hasSent: true, ...(hasWritten && { hasWritten }), retryReasons: [] },
  });

  const failed = await failureOf(
    idempotency.perform(call, granted('one'), () => Promise.reject(new ToolError(code, 'why'))),
  );

  expect(failed.code).toBe(code);
  expect((await idempotency.earlier(call))?.status).toBe(status);
});

test('a write is compared with those of a day, and forgotten after a week', async () => {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(0);
  const state = openState('memory:');
  const idempotency = createIdempotency(state);
  await idempotency.perform(writeCall(), granted('ruled'), done);
  await idempotency.perform(writeCall({ bill: '8' }), granted('asked', { last: undefined }), done);

  clock.mockReturnValue(25 * 3_600_000);
  const compared = [await idempotency.earlier(writeCall()), await idempotency.earlier(writeCall({ bill: '8' }))];
  const told = await failureOf(idempotency.refuseRepeat('ruled'));
  clock.mockReturnValue(8 * 86_400_000);
  const left = await state.list('write');
  clock.mockRestore();

  expect(compared).toEqual([undefined, undefined]);
  expect(told.message).toContain('was carried out');
  expect(left).toEqual([]);
});

test('a write that was carried out is answered though the state fails by then', async () => {
  const state = openState('memory:');
  let isBroken = false;
  const idempotency = createIdempotency({
    ...state,
    put: (...given) => (isBroken ? Promise.reject(new Error('disk full')) : state.put(...given)),
  });
  const send = async () => {
    isBroken = true;
    return done();
  };

  expect(await idempotency.perform(writeCall(), granted('one'), send)).toMatchObject({ value: 'paid' });
  expect((await failureOf(idempotency.refuseRepeat('one'))).code).toBe('unknown_outcome');
});

test('a write whose process was killed is unknown to the next process, and is not sent again under the same approval', async () => {
  const url = `sqlite:${join(folder, 'killed.sqlite')}`;
  const worker = startWorker(new URL('./fixtures/sender.ts', import.meta.url), url);
  const sending = new Promise((resolve) => worker.stdout.once('data', resolve));
  finish(worker).catch(() => {});
  await sending;
  worker.kill('SIGKILL');
  const state = openState(url);
  const idempotency = createIdempotency(state);

  expect(await idempotency.earlier(writeCall())).toMatchObject({ id: 'killed', status: 'in_flight' });
  expect((await failureOf(idempotency.refuseRepeat('killed'))).code).toBe('unknown_outcome');
  expect((await failureOf(idempotency.perform(writeCall(), granted('killed'), done))).code).toBe('conflict');
  // Once nobody can be sending it any more, a person may let it go on under the same key.
  const later = createIdempotency(state, () => Date.now() + 120_000);
  expect(await later.perform(writeCall(), granted('killed'), done)).toEqual({ kind: 'result', value: 'paid' });
  await state.close();
});

test('where the state can not be written nothing is sent', async () => {
  const broken = createState(() => Promise.reject(new Error('disk full')));
  let sent = 0;
  const send = async () => {
    sent += 1;
    return done();
  };

  expect((await failureOf(createIdempotency(broken).perform(writeCall(), granted('one'), send))).code).toBe(
    'unavailable',
  );
  expect(sent).toBe(0);
});
