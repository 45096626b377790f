import { expect, test } from 'vitest';
import { createApprovalQueue } from '../../src/approval/approval-queue.ts';
import { openState } from '../../src/state/open-state.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { writeCall } from './fixtures/write-call.ts';

const describe = async () => 'Pay a bill: 10';

test('a call waits once, however often it is repeated', async () => {
  const queue = createApprovalQueue(openState('memory:'));

  const errors = [
    await failureOf(queue.obtain(writeCall(), describe)),
    await failureOf(queue.obtain(writeCall(), describe)),
  ];
  const waiting = await queue.pending();

  expect(errors.map((error) => error.code)).toEqual(['approval_required', 'approval_required']);
  expect(waiting).toMatchObject([{ tool: 'pay_bill', principal: 'sam', preview: 'Pay a bill: 10', status: 'pending' }]);
  expect(errors[1]?.message).toContain(waiting[0]?.id);
});

test('a yes of another person lets exactly that call through, once', async () => {
  const state = openState('memory:');
  const queue = createApprovalQueue(state);
  await failureOf(queue.obtain(writeCall(), describe));
  const id = (await queue.pending())[0]?.id ?? '';
  await createApprovalQueue(state).decide(id, 'kim', 'approve');

  expect((await failureOf(queue.obtain(writeCall({ bill: '8', amount: 10 }), describe))).code).toBe(
    'approval_required',
  );
  const grant = await queue.obtain(writeCall(), describe);
  expect(grant.approval).toMatchObject({ mode: 'out_of_band', approver: 'kim' });
  await grant.use();
  expect((await failureOf(queue.obtain(writeCall(), describe))).code).toBe('approval_required');
});

test.each([
  ['under another policy', 'p2', undefined],
  ['before another login', 'p1', 'next'],
])('a yes %s does not count', async (_what, policyDigest, login) => {
  const state = openState('memory:');
  const queue = createApprovalQueue(state, { policyDigest: 'p1' });
  await failureOf(queue.obtain(writeCall(), describe));
  await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', 'approve');
  const { action } = writeCall();

  const now = writeCall(undefined, { action: { ...action, login: async () => login } });
  const error = await failureOf(createApprovalQueue(state, { policyDigest }).obtain(now, describe));

  expect(error.code).toBe('approval_required');
});

test('a no is final for that call', async () => {
  const queue = createApprovalQueue(openState('memory:'));
  await failureOf(queue.obtain(writeCall(), describe));
  const id = (await queue.pending())[0]?.id ?? '';
  await queue.decide(id, 'kim', 'deny');

  expect((await failureOf(queue.obtain(writeCall(), describe))).code).toBe('approval_declined');
  expect((await failureOf(queue.decide(id, 'lee', 'approve'))).code).toBe('conflict');
  expect(await queue.pending()).toEqual([]);
});

test('the caller may deny its own call but not approve it', async () => {
  const queue = createApprovalQueue(openState('memory:'));
  await failureOf(queue.obtain(writeCall(), describe));
  const id = (await queue.pending())[0]?.id ?? '';

  expect((await failureOf(queue.decide(id, 'sam', 'approve'))).code).toBe('forbidden');
  expect((await queue.decide(id, 'sam', 'deny')).status).toBe('denied');
});

test('of two who decide at the same moment one is told so, as is who decides on what nobody asked', async () => {
  const queue = createApprovalQueue(openState('memory:'));
  await failureOf(queue.obtain(writeCall(), describe));
  const id = (await queue.pending())[0]?.id ?? '';
  const both = await Promise.allSettled([queue.decide(id, 'kim', 'approve'), queue.decide(id, 'lee', 'deny')]);

  expect(both).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'conflict' } }]);
  expect((await queue.obtain(writeCall(), describe)).approval).toMatchObject({ approver: 'kim' });
  expect((await failureOf(queue.decide('nobody-asked', 'kim', 'approve'))).code).toBe('not_found');
});

test('a yes that is given back lets the call through once more, and is used up by one of two', async () => {
  const queue = createApprovalQueue(openState('memory:'));
  await failureOf(queue.obtain(writeCall(), describe));
  await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', 'approve');
  const grant = await queue.obtain(writeCall(), describe);
  await grant.use();
  await grant.giveBack();

  const [one, other] = [await queue.obtain(writeCall(), describe), await queue.obtain(writeCall(), describe)];
  await one.use();

  await expect(other.use()).rejects.toMatchObject({ code: 'approval_required' });
  expect(one.approval).toMatchObject({ mode: 'out_of_band', approver: 'kim' });
});

test('a request that nobody decided in a day is gone, as is a yes that nobody used in an hour', async () => {
  let now = Date.now();
  const queue = createApprovalQueue(openState('memory:'), { now: () => now });
  await failureOf(queue.obtain(writeCall(), describe));
  await failureOf(queue.obtain(writeCall({ bill: '8' }), describe));
  const [first, second] = await queue.pending();
  await queue.decide(first?.id ?? '', 'kim', 'approve');
  now += 3_600_001;
  const unused = await failureOf(queue.obtain(writeCall(), describe));
  now += 86_400_000;

  expect(unused.code).toBe('approval_required');
  expect(await queue.pending()).toEqual([]);
  expect((await failureOf(queue.decide(second?.id ?? '', 'kim', 'approve'))).code).toBe('not_found');
});

test('a yes that ran out on its way does not take the request that was asked since', async () => {
  let now = Date.now();
  const queue = createApprovalQueue(openState('memory:'), { now: () => now });
  await failureOf(queue.obtain(writeCall(), describe));
  await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', 'approve');
  const late = await queue.obtain(writeCall(), describe);
  now += 3_600_001;
  await failureOf(queue.obtain(writeCall(), describe));

  await expect(late.use()).rejects.toMatchObject({ code: 'approval_required' });
  expect(await queue.pending()).toHaveLength(1);
});

test('a yes that comes back does not overrule a no that was said since', async () => {
  const queue = createApprovalQueue(openState('memory:'));
  const decideAs = async (decision: 'approve' | 'deny') => {
    await failureOf(queue.obtain(writeCall(), describe));
    await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', decision);
  };
  await decideAs('approve');
  const grant = await queue.obtain(writeCall(), describe);
  await grant.use();
  await decideAs('deny');

  await grant.giveBack();

  expect((await failureOf(queue.obtain(writeCall(), describe))).code).toBe('approval_declined');
});

test('a yes to another call of the same short name does not count', async () => {
  const state = openState('memory:');
  const queue = createApprovalQueue(state);
  await failureOf(queue.obtain(writeCall(), describe));
  await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', 'approve');
  const [{ id, value } = { id: '', value: '{}' }] = await state.list('approval');
  await state.put('approval', id, JSON.stringify({ ...JSON.parse(value), call: `${id}-another-call` }));

  expect((await failureOf(queue.obtain(writeCall(), describe))).code).toBe('approval_required');
});

test('what waits longest comes first', async () => {
  let now = Date.now();
  const queue = createApprovalQueue(openState('memory:'), { now: () => now });
  await failureOf(queue.obtain(writeCall(), describe));
  now -= 1000;
  await failureOf(queue.obtain(writeCall({ bill: '8' }), async () => 'earlier'));

  expect((await queue.pending()).map(({ preview }) => preview)).toEqual(['earlier', 'Pay a bill: 10']);
});

test('those alone approve whom the rules name, and never the caller', async () => {
  const queue = createApprovalQueue(openState('memory:'), { approvers: () => ['kim', 'sam'] });
  await failureOf(queue.obtain(writeCall(), describe));
  const [request] = await queue.pending();
  const id = request?.id ?? '';

  expect(request?.approvers).toEqual(['kim', 'sam']);
  expect((await failureOf(queue.decide(id, 'lee', 'approve'))).message).toContain('lets kim or sam approve');
  expect((await failureOf(queue.decide(id, 'sam', 'approve'))).code).toBe('forbidden');
  expect((await queue.decide(id, 'kim', 'approve')).status).toBe('approved');
});
