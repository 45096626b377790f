import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { createConfirmations } from '../../src/approval/confirmations.ts';
import { createIdempotency } from '../../src/approval/idempotency.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { openState } from '../../src/state/open-state.ts';
import { inProcesses } from '../state/fixtures/processes.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { granted, writeCall } from './fixtures/write-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'bizmcp-approval-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const policyDigest = 'p1';

test('a proof outlives a restart, and is used up in the next process too', async () => {
  const url = `sqlite:${join(folder, 'restart.sqlite')}`;
  const before = openState(url);
  const proof = await createConfirmations(before, { policyDigest }).issue('token', writeCall(), {
    approvalId: 'approval-1',
  });
  await before.close();

  const after = openState(url);
  const other = openState(url);
  const grant = await createConfirmations(after, { policyDigest }).check('token', proof, writeCall());
  await grant.use();
  const again = await failureOf(createConfirmations(other, { policyDigest }).check('token', proof, writeCall()));

  expect(grant.approval).toEqual({ id: 'approval-1', mode: 'confirm_token' });
  expect(again.message).toContain('used before');
  await Promise.all([after.close(), other.close()]);
});

test.each([
  ['other arguments', writeCall({ bill: '7', amount: 10_000 }), policyDigest],
  ['another argument beside them', writeCall({ bill: '7', amount: 10, note: '' }), policyDigest],
  ['another principal', writeCall(undefined, { principal: { name: 'kim', role: 'finance' } }), policyDigest],
  ['another role', writeCall(undefined, { principal: { name: 'sam', role: 'viewer' } }), policyDigest],
  ['another tool', writeCall(undefined, { action: { ...writeCall().action, name: 'pay_all' } }), policyDigest],
  ['another system', writeCall(undefined, { action: { ...writeCall().action, system: 'Bank' } }), policyDigest],
  ['another account', writeCall(undefined, { action: { ...writeCall().action, account: 'south' } }), policyDigest],
  [
    'another login',
    writeCall(undefined, { action: { ...writeCall().action, login: async () => 'next' } }),
    policyDigest,
  ],
  ['a changed policy', writeCall(), 'p2'],
])('a proof does not fit %s, and still fits its own call', async (_what, call, digest) => {
  const state = openState('memory:');
  const proof = await createConfirmations(state, { policyDigest }).issue('token', writeCall());

  const error = await failureOf(createConfirmations(state, { policyDigest: digest }).check('token', proof, call));

  expect(error.code).toBe('approval_required');
  expect(error.message).toContain('another call');
  await createConfirmations(state, { policyDigest }).check('token', proof, writeCall());
});

test('a proof that was changed in any one character is refused', async () => {
  const confirmations = createConfirmations(openState('memory:'), { policyDigest });
  const proof = await confirmations.issue('token', writeCall());

  for (let index = 0; index < proof.length; index += 1) {
    const changed = proof.slice(0, index) + (proof[index] === 'A' ? 'B' : 'A') + proof.slice(index + 1);
    expect((await failureOf(confirmations.check('token', changed, writeCall()))).code).toBe('approval_required');
  }
  for (const nonsense of ['', '.', 'a.b', `${proof}.x`, `${proof}x`]) {
    expect((await failureOf(confirmations.check('token', nonsense, writeCall()))).code).toBe('approval_required');
  }
  expect((await confirmations.check('token', proof, writeCall())).approval.id).toBeTypeOf('string');
});

test('a proof is refused after ten minutes', async () => {
  let now = Date.now();
  const confirmations = createConfirmations(openState('memory:'), { now: () => now });
  const proof = await confirmations.issue('question', writeCall());
  now += 10 * 60_000 + 1;

  expect((await failureOf(confirmations.check('question', proof, writeCall()))).message).toContain('ten minutes');
});

test('a proof that nobody used, or that was given back, is forgotten', async () => {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(0);
  const state = openState('memory:');
  const confirmations = createConfirmations(state);
  const [proof] = [await confirmations.issue('token', writeCall()), await confirmations.issue('token', writeCall())];
  const grant = await confirmations.check('token', proof, writeCall());
  await grant.use();
  await grant.giveBack();

  clock.mockReturnValue(20 * 60_000);
  const left = await state.list('confirmation');
  clock.mockRestore();

  expect(left).toEqual([]);
});

test('a used proof says what became of its write', async () => {
  const state = openState('memory:');
  const idempotency = createIdempotency(state);
  const confirmations = createConfirmations(state, { idempotency });
  const proofs = await Promise.all(
    ['done', 'lost'].map((id) => confirmations.issue('token', writeCall(), { approvalId: id })),
  );
  for (const proof of proofs) await (await confirmations.check('token', proof, writeCall())).use();
  await idempotency.perform(writeCall(), granted('done'), async () => ({ kind: 'result', value: 1 }));
  const lostCall = () => Promise.reject(new ToolError('unknown_outcome', 'no certain answer'));
  await failureOf(idempotency.perform(writeCall(), granted('lost'), lostCall));

  const [done, lost] = await Promise.all(
    proofs.map((proof) => failureOf(confirmations.check('token', proof, writeCall()))),
  );

  expect(done?.code).toBe('approval_required');
  expect(done?.message).toContain('was carried out');
  expect(lost?.code).toBe('unknown_outcome');
  expect(lost?.message).toContain('Look it up in Books');
});

test('of two who checked the same proof one uses it, and given back it is good once more', async () => {
  const confirmations = createConfirmations(openState('memory:'));
  const proof = await confirmations.issue('question', writeCall());
  const [one, other] = [
    await confirmations.check('question', proof, writeCall()),
    await confirmations.check('question', proof, writeCall()),
  ];
  await one.use();
  const late = await failureOf(other.use().then(() => ({ kind: 'result', value: 'used twice' })));

  await one.giveBack();
  await (await confirmations.check('question', proof, writeCall())).use();

  expect(late.message).toContain('used before');
  expect((await failureOf(confirmations.check('question', proof, writeCall()))).message).toContain('used before');
});

test('of eight processes exactly one uses each proof', async () => {
  const url = `sqlite:${join(folder, 'eight.sqlite')}`;
  const state = openState(url);
  const confirmations = createConfirmations(state, { policyDigest });
  const count = process.env.BIZMCP_NIGHTLY === '1' ? 500 : 60;
  const proofs = [];
  for (let index = 0; index < count; index += 1) proofs.push(await confirmations.issue('token', writeCall()));
  await state.put('test', 'proofs', JSON.stringify(proofs));

  const used = await inProcesses(8, new URL('./fixtures/redeemer.ts', import.meta.url), url);

  expect(
    used
      .flat()
      .map(Number)
      .sort((one, other) => one - other),
  ).toEqual([...proofs.keys()]);
  await state.close();
});
