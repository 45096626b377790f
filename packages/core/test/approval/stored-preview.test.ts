import { expect, test } from 'vitest';
import { createApprovalQueue } from '../../src/approval/approval-queue.ts';
import { openState } from '../../src/state/open-state.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { writeCall } from './fixtures/write-call.ts';

const preview = 'Pay a bill: 10\n  to: "jane@example.com"\n  account: "DE89370400440532013000"';
const masked = 'Pay a bill: 10\n  to: "j***@e***.com"\n  account: "DE***3000"';
const describe = async () => preview;
const previewKey = Buffer.alloc(32, 7);

test('the state holds no personal data of a preview, and an approver on the same machine reads all of it', async () => {
  const state = openState('memory:');
  const queue = createApprovalQueue(state, { previewKey });

  const refused = await failureOf(queue.obtain(writeCall(), describe));
  const repeated = await failureOf(queue.obtain(writeCall(), describe));

  expect([refused.details.preview, repeated.details.preview]).toEqual([preview, preview]);
  const [waiting] = await createApprovalQueue(state, { previewKey }).pending();
  expect(waiting?.preview).toBe(preview);
  const kept = (await state.list('approval')).map(({ value }) => value).join();
  expect(kept).toContain('j***@e***.com');
  expect(kept).not.toMatch(/jane|DE89370400440532013000/);
  expect(kept).not.toContain(Buffer.from('jane@example.com').toString('base64').slice(0, 16));
});

test.each([undefined, Buffer.alloc(32, 8)])('an approver without the key reads the masked preview', async (other) => {
  const state = openState('memory:');
  await failureOf(createApprovalQueue(state, { previewKey }).obtain(writeCall(), describe));

  const [waiting] = await createApprovalQueue(state, { previewKey: other }).pending();

  expect(waiting?.preview).toBe(masked);
});

test('a server without a key keeps the masked preview alone', async () => {
  const state = openState('memory:');

  await failureOf(createApprovalQueue(state).obtain(writeCall(), describe));

  expect((await state.list('approval'))[0]?.value).not.toMatch(/jane|DE89370400440532013000/);
});

test('a decision leaves no personal data in the state either', async () => {
  const state = openState('memory:');
  const queue = createApprovalQueue(state, { previewKey });
  await failureOf(queue.obtain(writeCall(), describe));

  const decided = await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', 'approve');

  expect(decided.preview).toBe(preview);
  expect((await state.list('approval'))[0]?.value).not.toContain('jane');
  const grant = await queue.obtain(writeCall(), describe);
  await grant.use();
  expect(grant.approval).toMatchObject({ mode: 'out_of_band', approver: 'kim' });
});

test('a sealed preview that was put to another request is not shown for it', async () => {
  const state = openState('memory:');
  const queue = createApprovalQueue(state, { previewKey });
  await failureOf(queue.obtain(writeCall(), describe));
  await failureOf(queue.obtain(writeCall({ bill: '8' }), async () => 'Pay a bill: 8\n  to: "eve@evil.example"'));
  const [one, other] = (await state.list('approval')).map(({ id, value }) => ({ id, request: JSON.parse(value) }));
  await state.put('approval', one?.id ?? '', JSON.stringify({ ...one?.request, sealed: other?.request.sealed }));

  const shown = (await queue.pending()).find(({ id }) => id === one?.id);

  expect(shown?.preview).toBe(one?.request.preview);
});
