import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createApprovalQueue } from '../../src/approval/approval-queue.ts';
import { createConfirmations } from '../../src/approval/confirmations.ts';
import { createIdempotency } from '../../src/approval/idempotency.ts';
import { createShownChanges } from '../../src/approval/shown-changes.ts';
import { createTaint } from '../../src/approval/taint.ts';
import { createMemoryRateLimiter } from '../../src/limits/rate-limiter.ts';
import { audit } from '../../src/pipeline/audit.ts';
import { governance } from '../../src/pipeline/governance.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { openState } from '../../src/state/open-state.ts';
import { readCall } from '../approval/fixtures/write-call.ts';
import { failure, postOffice, valueGiven } from './harness.ts';

const canAsk = { client: { name: 'test', version: '1', canAsk: true } };

test('the stages stand in the order of the design', () => {
  const state = openState('memory:');
  const stages = governance({
    server: 'post',
    taint: createTaint(),
    policy: defaultPolicy,
    auditLog: { path: undefined, append: async () => {} },
    limiter: createMemoryRateLimiter(),
    confirmations: createConfirmations(state),
    queue: createApprovalQueue(state),
    idempotency: createIdempotency(state),
    shownChanges: createShownChanges(state),
  });

  expect(stages.map((stage) => stage.name)).toEqual([
    'audit',
    'hideSurprises',
    'checkInput',
    'checkScopes',
    'checkPolicy',
    'limitRate',
    'askApproval',
    'deadline',
    'renderPage',
    'cache',
    'capSize',
    'redact',
    'checkOutput',
  ]);
});

test('the intent is on record before the system is reached, and the outcome after', async () => {
  const { call, letters, records } = postOffice();

  await call('list_letters', {});

  expect(letters.reached).toHaveLength(1);
  expect(records.map((record) => record.event)).toEqual(['tool.intent', 'tool.outcome']);
  expect(records[1]).toMatchObject({
    name: 'list_letters',
    status: 'ok',
    decision: { allowed: true },
    principal: { name: 'sam' },
  });
});

test('a refused call is on record, without its values', async () => {
  const { call, records } = postOffice({ role: 'viewer' });

  await failure(call('send_letter', { text: 'secret words' }));

  expect(records[1]).toMatchObject({ status: 'error', code: 'forbidden', decision: { reason: 'scope_missing' } });
  expect(JSON.stringify(records)).not.toContain('secret words');
});

test('a call of a tool or resource that is not there is on record, with a name that a tool could have', async () => {
  const { call, runtime, records, letters } = postOffice();
  const request = { client: canAsk.client, signal: new AbortController().signal };

  const error = await failure(call('drop_letters', { text: 'secret words' }));
  await failure(call('drop jane@example.com', {}));
  await failure(runtime.readResource('bizmcp://post/jane%40example.com', request));

  expect([error.code, error.message]).toEqual(['not_found', expect.stringContaining('There are: list_letters')]);
  expect(records).toMatchObject([
    { event: 'tool.intent', name: 'drop_letters', principal: { name: 'sam' }, arguments: { names: [], unknown: 1 } },
    { event: 'tool.outcome', status: 'error', code: 'not_found' },
    { event: 'tool.intent', name: 'unknown' },
    { event: 'tool.outcome' },
    { event: 'resource.intent', name: 'unknown' },
    { event: 'resource.outcome', status: 'error', code: 'not_found' },
  ]);
  expect(JSON.stringify([records, error.message])).not.toMatch(/jane|secret words/);
  expect(letters.reached).toEqual([]);
});

test('without an audit trail nothing is written', async () => {
  const { call, audit, letters } = postOffice();
  audit.broken = true;

  expect((await failure(call('send_letter', { text: 'hello' }))).code).toBe('unavailable');
  expect(letters.reached).toEqual([]);
});

test.each([
  ['confidential', 'unavailable'],
  ['restricted', 'unavailable'],
  ['internal', 'answered'],
] as const)('without an audit trail a read of what is %s is %s', async (data, expected) => {
  const call = readCall();
  const broken = { path: undefined, append: () => Promise.reject(new Error('disk full')) };
  const reading = audit(broken).run({ ...call, action: { ...call.action, data } }, async () => ({
    kind: 'result',
    value: 'an answer',
  }));

  await expect(
    reading.then(
      () => 'answered',
      ({ code }) => code,
    ),
  ).resolves.toBe(expected);
});

test('an unknown argument is refused with the field and an example of right input', async () => {
  const { call, letters } = postOffice();

  const error = await failure(call('list_letters', { contians: 'rent' }));

  expect(error.code).toBe('invalid_input');
  expect(error.message).toContain('contians');
  expect(error.message).toContain('{"contains":"rent"}');
  expect(letters.reached).toEqual([]);
});

test('a role without the scope is refused before anything is asked', async () => {
  const { call, letters } = postOffice({ role: 'viewer' });

  expect((await failure(call('send_letter', { text: 'hello' }, canAsk))).code).toBe('forbidden');
  expect(letters.reached).toEqual([]);
});

test('an unknown role may do nothing', async () => {
  const { call } = postOffice({ role: 'ghost' });

  expect((await failure(call('get_trouble', { how: 'foreseen' }))).message).toContain('unknown_role');
});

test('read-only refuses a write of the most powerful role', async () => {
  const { call } = postOffice({ policy: { readOnly: true } });

  expect((await failure(call('send_letter', { text: 'hello' }))).message).toContain('read-only');
});

test('a tool that was not selected is refused by the policy', async () => {
  const { call } = postOffice({ policy: { tools: ['send_letter'] } });

  expect((await failure(call('list_letters', {}))).message).toContain('tool_not_selected');
});

test('calls over the limit are refused with the time to wait', async () => {
  const { call } = postOffice();
  for (let count = 0; count < 5; count += 1) await failure(call('get_trouble', { how: 'foreseen' }));

  const error = await failure(call('get_trouble', { how: 'foreseen' }));

  expect(error.code).toBe('rate_limited');
  expect(error.details.retryAfterSeconds).toBeGreaterThan(0);
});

test('a call that never ends is ended by its deadline', async () => {
  const { call, letters } = postOffice();

  expect((await failure(call('get_trouble', { how: 'hang' }))).code).toBe('timeout');
  expect(letters.reached).toEqual(['told: TimeoutError']);
});

test('a call that is done leaves nothing on the signal of its client', async () => {
  const { signal } = new AbortController();

  await postOffice().call('list_letters', {}, { signal });

  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('a cancelled call ends at once', async () => {
  const { call, letters } = postOffice();
  const controller = new AbortController();
  const pending = failure(call('get_trouble', { how: 'hang' }, { signal: controller.signal }));

  controller.abort();

  expect((await pending).code).toBe('cancelled');
  expect(letters.reached).toEqual([]);
});

test('what was not foreseen shows nothing of itself', async () => {
  const { call } = postOffice();

  const error = await failure(call('get_trouble', { how: 'surprise' }));

  expect(error.code).toBe('internal');
  expect(error.message).not.toContain('hunter2');
});

test('an error of ours is found inside what a vendor SDK wrapped around it', async () => {
  const { call } = postOffice();

  expect((await failure(call('get_trouble', { how: 'wrapped' }))).code).toBe('not_found');
});

test('an answer that breaks its schema is not shown', async () => {
  const { call } = postOffice();

  expect((await failure(call('get_trouble', { how: 'wrong_shape' }))).code).toBe('bad_answer');
});

test('the same read within its time is answered from memory, another is not', async () => {
  const { call, letters } = postOffice();

  await call('list_letters', { contains: 'rent' });
  await call('list_letters', { contains: 'rent' });
  await call('list_letters', { contains: 'r' });

  expect(letters.reached).toHaveLength(2);
});

test('a restricted field is masked for a role that is not cleared for it', async () => {
  const { call } = postOffice({ rows: [{ id: '1', text: 'pay', iban: 'DE89370400440532013000' }] });

  const { letters } = await valueGiven(call('list_letters', {}));

  expect(letters).toEqual([{ id: '1', text: 'pay', iban: 'DE***3000' }]);
});

test('invisible characters and known secrets are taken out of every text', async () => {
  const { call } = postOffice({ rows: [{ id: '1', text: 'a\u202Eb\u{E0041}c post-token-1 \u001B[31m' }] });

  const { letters } = await valueGiven(call('list_letters', {}));

  expect(letters).toEqual([{ id: '1', text: 'abc [secret] [31m' }]);
});

test('without credentials every tool says which setting is missing and how to get it', async () => {
  const { call, letters } = postOffice({ settings: { POST_TOKEN: ['$', '{POST_TOKEN}'].join('') } });

  const error = await failure(call('list_letters', {}));

  expect(error.code).toBe('not_configured');
  expect(error.message).toContain('POST_TOKEN');
  expect(error.message).toContain('Ask the post.');
  expect(letters.reached).toEqual([]);
});
