import { expect, test } from 'vitest';
import { createApprovalQueue } from '../../src/approval/approval-queue.ts';
import { createConfirmations } from '../../src/approval/confirmations.ts';
import { createIdempotency } from '../../src/approval/idempotency.ts';
import { createShownChanges } from '../../src/approval/shown-changes.ts';
import { createTaint } from '../../src/approval/taint.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { type ApprovalServices, askApproval } from '../../src/pipeline/ask-approval.ts';
import type { Answer, Call } from '../../src/pipeline/call.ts';
import { taintRule } from '../../src/policy/approval-rule.ts';
import { openState } from '../../src/state/open-state.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { readCall, writeCall } from './fixtures/write-call.ts';

/** The stage over a state in memory, under a policy that asks for so much, and the approvals under which something was sent. */
function desk(
  approval: 'none' | 'ask' | 'out_of_band',
  { rule = 'roles.finance', ...services }: Partial<ApprovalServices> & { rule?: string } = {},
) {
  const state = openState('memory:');
  const sent: unknown[] = [];
  const idempotency = createIdempotency(state);
  const stage = askApproval({
    confirmations: createConfirmations(state, { idempotency }),
    queue: createApprovalQueue(state),
    idempotency,
    shownChanges: createShownChanges(state),
    taint: createTaint(),
    isUntrusted: () => true,
    changeOf: async () => undefined,
    ...services,
  });
  const failure: { next?: ToolError } = {};
  const run = (given: Call): Promise<Answer> => {
    const call: Call = { ...given, decision: { allowed: true, reason: 'allowed', rule, approval } };
    return stage.run(call, async () => {
      sent.push(call.approval);
      if (failure.next) throw failure.next;
      return { kind: 'result', value: 'done' };
    });
  };
  return { run, sent, state, failure };
}

test('a write that the rules let through without asking is recorded as let through by them', async () => {
  const { run, sent } = desk('none');

  await run(writeCall());

  expect(sent).toMatchObject([{ mode: 'policy' }]);
});

test('after a read of untrusted text no write goes on without a person, and the preview says why', async () => {
  const { run, sent } = desk('none');
  await run(readCall());

  const error = await failureOf(run(writeCall()));

  expect(error.code).toBe('approval_required');
  expect(error.details.preview).toContain('list_bills has read text that others may have written');
  expect(sent).toHaveLength(1);
  await run(writeCall(undefined, { confirmToken: error.details.confirmToken ?? '' }));
  expect(sent).toHaveLength(2);
});

test('the preview says why also where the policy itself asks for more after such a read', async () => {
  const { run } = desk('out_of_band', { rule: taintRule });
  await run(readCall());

  const { details } = await failureOf(run(writeCall()));

  expect(details.preview).toContain('list_bills has read text that others may have written');
});

test('a read of trusted text, or one that failed, changes nothing of the rules', async () => {
  const { run } = desk('none', { isUntrusted: () => false });
  const other = desk('none');
  await run(readCall());
  other.failure.next = new ToolError('not_found', 'none');
  await failureOf(other.run(readCall()));
  delete other.failure.next;

  expect(await run(writeCall())).toMatchObject({ kind: 'result' });
  expect(await other.run(writeCall())).toMatchObject({ kind: 'result' });
});

test('a write for the queue goes on after the yes of another person, whatever token it carries', async () => {
  const { run, sent, state } = desk('out_of_band', {
    changeOf: async () => ({ change: { before: { paid: false }, after: { paid: true } } }),
  });
  const token = await createConfirmations(state).issue('token', writeCall());
  await failureOf(run(writeCall(undefined, { confirmToken: token })));
  expect(sent).toEqual([]);
  const queue = createApprovalQueue(state);
  const [request] = await queue.pending();
  expect(request?.preview).toContain('paid: false -> true');

  await queue.decide(request?.id ?? '', 'kim', 'approve');
  await run(writeCall());

  expect(sent).toMatchObject([{ mode: 'out_of_band', approver: 'kim' }]);
});

test('a write of unknown outcome is asked about again with a warning, and goes on under the same key', async () => {
  const { run, sent, failure } = desk('none');
  failure.next = new ToolError('unknown_outcome', 'no certain answer');
  await failureOf(run(writeCall()));
  delete failure.next;

  const { details } = await failureOf(run(writeCall()));
  await run(writeCall(undefined, { confirmToken: details.confirmToken ?? '' }));

  expect(details.preview).toContain('may or may not have happened');
  const [first, second] = sent.map((approval) => approval && Object.values(approval)[0]);
  expect(first).toBeTypeOf('string');
  expect(second).toBe(first);
});

test('a write that was carried out is named in the next question for it, and ends the yes to an earlier one', async () => {
  const { run } = desk('ask');
  const asked = [await failureOf(run(writeCall())), await failureOf(run(writeCall()))];
  const [first = '', second = ''] = asked.map(({ details }) => details.confirmToken);
  await run(writeCall(undefined, { confirmToken: first }));

  const again = (await failureOf(run(writeCall()))).details;

  expect(asked[1]?.details.preview).not.toContain('carried out');
  expect(again.preview).toContain('The same pay_bill was sent to Books');
  expect(again.preview).toContain('was carried out');
  expect((await failureOf(run(writeCall(undefined, { confirmToken: second })))).code).toBe('conflict');
  expect(await run(writeCall(undefined, { confirmToken: again.confirmToken ?? '' }))).toMatchObject({ kind: 'result' });
});

test.each(['rate_limited', 'unavailable', 'bad_answer'] as const)(
  'a yes whose write ended as %s before it changed anything is good once more, and is said to be',
  async (code) => {
    const { run, sent, failure } = desk('ask');
    const { confirmToken = '' } = (await failureOf(run(writeCall()))).details;
    failure.next = new ToolError(code, 'not now', { retryAfterSeconds: 5, hint: 'Wait.' });
    const upstream = { attempts: 1, writes: 0, retryReasons: [] };

    const { details } = await failureOf(run(writeCall(undefined, { confirmToken, upstream })));
    delete failure.next;
    await run(writeCall(undefined, { confirmToken }));

    expect(details).toMatchObject({
      retryAfterSeconds: 5,
      hint: 'Wait. The yes was not used up: repeat the same call with the same confirm_token, within ten minutes of the preview.',
    });
    expect(sent).toHaveLength(2);
    expect((await failureOf(run(writeCall(undefined, { confirmToken })))).message).toContain('was carried out');
  },
);

test('the yes of another person is good once more after a write that came to nothing for now', async () => {
  const { run, sent, failure, state } = desk('out_of_band');
  await failureOf(run(writeCall()));
  const queue = createApprovalQueue(state);
  await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', 'approve');
  failure.next = new ToolError('rate_limited', 'not now');

  const { details } = await failureOf(run(writeCall()));
  delete failure.next;
  await run(writeCall());

  expect(details.hint).toBe('The yes was not used up: repeat exactly the same call.');
  expect(sent).toHaveLength(2);
  expect((await failureOf(run(writeCall()))).code).toBe('approval_required');
});

test.each([
  ['was refused for good', new ToolError('conflict', 'no'), 1, 'was refused at'],
  ['may have changed something before', new ToolError('rate_limited', 'no'), 2, 'may or may not have happened'],
])('a yes whose write %s is used up', async (_what, failed, writes, told) => {
  const { run, failure } = desk('ask');
  const { confirmToken = '' } = (await failureOf(run(writeCall()))).details;
  failure.next = failed;
  const upstream = { attempts: writes, writes, hasSent: true as const, retryReasons: [] };

  const { details } = await failureOf(run(writeCall(undefined, { confirmToken, upstream })));
  const again = await failureOf(run(writeCall(undefined, { confirmToken })));

  expect(details.hint).toBeUndefined();
  expect(again.message).toContain(told);
});

test('a yes is not used up by a look at what it was given to that finds something else', async () => {
  let paid: unknown = false;
  const changeOf: ApprovalServices['changeOf'] = async (call) => {
    call.change = { before: { paid }, after: { paid: true } };
    return { change: call.change };
  };
  const { run, sent } = desk('ask', { changeOf });
  const { confirmToken = '' } = (await failureOf(run(writeCall()))).details;
  paid = 'in part';

  const { code, details } = await failureOf(run(writeCall(undefined, { confirmToken })));
  paid = false;
  await run(writeCall(undefined, { confirmToken }));

  expect(code).toBe('conflict');
  expect(details.preview).toContain('paid: false -> true was shown, now it is "in part" -> true');
  expect(sent).toHaveLength(1);
});

test('what was shown by another process without the key is held to all the same', async () => {
  const state = openState('memory:');
  let paid: unknown = false;
  const changeOf: ApprovalServices['changeOf'] = async (call) => {
    call.change = { before: { paid }, after: { paid: true } };
    return { change: call.change };
  };
  const services = () => ({
    changeOf,
    confirmations: createConfirmations(state),
    shownChanges: createShownChanges(state),
  });
  const { confirmToken = '' } = (await failureOf(desk('ask', services()).run(writeCall()))).details;
  const noted = JSON.stringify(await state.list('shown-change'));
  paid = 'in part';

  const other = desk('ask', services());
  const { message } = await failureOf(other.run(writeCall(undefined, { confirmToken })));

  expect(noted).not.toContain('paid');
  expect(message).toContain('something was changed since. Make the same call again');
  expect(other.sent).toEqual([]);
});

test('what is sent beside what is shown has to be the same too, and the day that was shown is read for again', async () => {
  let sent = 'version 1';
  const days: (string | undefined)[] = [];
  const changeOf: ApprovalServices['changeOf'] = async (call) => {
    days.push(call.day);
    call.change = { before: {}, after: { paid: true }, sent, day: call.day ?? '2026-11-21' };
    return { change: call.change };
  };
  const { run } = desk('ask', { changeOf });
  const { confirmToken = '' } = (await failureOf(run(writeCall()))).details;
  sent = 'version 2';

  const { code, message } = await failureOf(run(writeCall(undefined, { confirmToken })));
  sent = 'version 1';
  await run(writeCall(undefined, { confirmToken }));

  expect(code).toBe('conflict');
  expect(message).not.toContain('version');
  expect(days).toEqual([undefined, '2026-11-21', '2026-11-21']);
});
