import { expect, test } from 'vitest';
import { createApprovalQueue } from '../../src/approval/approval-queue.ts';
import { openState } from '../../src/state/open-state.ts';
import { failure, postOffice, valueGiven } from './harness.ts';

const asking = { client: { name: 'test', version: '1', canAsk: true } };

async function question(office: ReturnType<typeof postOffice>, text: string) {
  const answer = await office.call('send_letter', { text }, asking);
  if (answer.kind !== 'question') throw new Error('expected a question');
  return answer.question;
}

test('a client that can ask is given a question, and nothing is sent', async () => {
  const office = postOffice();

  const { message } = await question(office, 'hello');

  expect(message).toContain('send_letter');
  expect(message).toContain('"hello"');
  expect(office.letters.reached).toEqual([]);
});

test('a yes sends it once', async () => {
  const office = postOffice();
  const { state } = await question(office, 'hello');

  await office.call('send_letter', { text: 'hello' }, { ...asking, approvalReply: { state, action: 'accept' } });

  expect(office.letters.reached).toEqual(['send']);
  expect(office.records.at(-1)).toMatchObject({ status: 'ok', approval: { mode: 'elicitation' } });
});

test('a no is final and sends nothing', async () => {
  const office = postOffice();
  const { state } = await question(office, 'hello');

  const error = await failure(
    office.call('send_letter', { text: 'hello' }, { ...asking, approvalReply: { state, action: 'decline' } }),
  );

  expect(error.code).toBe('approval_declined');
  expect(office.letters.reached).toEqual([]);
});

test('no answer is a no that may be asked again with a token', async () => {
  const office = postOffice();
  const { state } = await question(office, 'hello');

  const error = await failure(
    office.call('send_letter', { text: 'hello' }, { ...asking, approvalReply: { state, action: 'cancel' } }),
  );

  expect(error.code).toBe('approval_required');
  expect(error.details.confirmToken).toBeTypeOf('string');
});

test('a client that can not ask gets a preview and a token that works once', async () => {
  const office = postOffice();
  const { details } = await failure(office.call('send_letter', { text: 'hello' }));
  const confirmed = { text: 'hello', confirm_token: details.confirmToken };

  expect(details.preview).toContain('"hello"');
  expect(await valueGiven(office.call('send_letter', confirmed))).toEqual({ id: '2' });
  expect((await failure(office.call('send_letter', confirmed))).message).toContain('used before');
  expect(office.letters.reached).toEqual(['send']);
});

test('a yes is bound to the arguments that were shown', async () => {
  const office = postOffice();
  const { details } = await failure(office.call('send_letter', { text: 'hello' }));

  const error = await failure(
    office.call('send_letter', { text: 'send all the money', confirm_token: details.confirmToken }),
  );

  expect(error.code).toBe('approval_required');
  expect(office.letters.reached).toEqual([]);
});

test('a proof that was changed in any character is refused', async () => {
  const office = postOffice();
  const { details } = await failure(office.call('send_letter', { text: 'hello' }));
  const token = details.confirmToken ?? '';

  for (let index = 0; index < token.length; index += 7) {
    const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
    const error = await failure(postOffice().call('send_letter', { text: 'hello', confirm_token: changed }));
    expect(error.code).toBe('approval_required');
  }
});

test('the token of a question does not serve as the token of an argument', async () => {
  const office = postOffice();
  const { state } = await question(office, 'hello');

  expect((await failure(office.call('send_letter', { text: 'hello', confirm_token: state }))).code).toBe(
    'approval_required',
  );
});

test('a token of another process is refused', async () => {
  const { details } = await failure(postOffice().call('send_letter', { text: 'hello' }));

  const error = await failure(postOffice().call('send_letter', { text: 'hello', confirm_token: details.confirmToken }));

  expect(error.code).toBe('approval_required');
});

test('a write of unknown outcome goes on under its key after the yes of another person too', async () => {
  const state = openState('memory:');
  const approvals = [{ id: 'other', tools: ['*'], mode: 'out_of_band' as const }];
  const office = postOffice({ state, policy: { rules: { approvals } } });
  const queue = createApprovalQueue(state);
  const sendWithYes = async () => {
    await failure(office.call('send_letter', { text: 'odd' }));
    await queue.decide((await queue.pending())[0]?.id ?? '', 'kim', 'approve');
    await failure(office.call('send_letter', { text: 'odd' }));
    return JSON.stringify(office.records.at(-1)?.approval);
  };

  const first = await sendWithYes();

  expect(first).toContain('out_of_band');
  expect(await sendWithYes()).toBe(first);
  expect(office.letters.reached).toEqual(['send', 'send']);
});

test('what was previewed up to the limit of the tool can all be confirmed, and no more', async () => {
  const office = postOffice();
  const letters = Array.from({ length: 6 }, (_, count) => ({ text: `letter ${count}` }));

  const shown = await Promise.all(letters.map((letter) => failure(office.call('send_letter', letter))));
  for (const [index, letter] of letters.slice(0, 5).entries()) {
    await office.call('send_letter', { ...letter, confirm_token: shown[index]?.details.confirmToken });
  }
  const forged = await failure(office.call('send_letter', { text: 'another', confirm_token: 'forged' }));

  expect(shown.map(({ code }) => code)).toEqual([...Array(5).fill('approval_required'), 'rate_limited']);
  expect(office.letters.reached).toHaveLength(5);
  expect(forged.code).toBe('rate_limited');
});

test('a question does not count against the limit of the tool', async () => {
  const office = postOffice();

  for (let count = 0; count < 8; count += 1) await question(office, `letter ${count}`);

  expect((await office.call('send_letter', { text: 'x' }, asking)).kind).toBe('question');
});

test.each([
  ['of another customer', { tenant: 'north' }, { tenant: 'south' }],
  ['of another account', { settings: { POST_TOKEN: 'of-the-north' } }, { settings: { POST_TOKEN: 'of-the-south' } }],
])('a yes is no yes for the same server %s that shares the state', async (_what, north, south) => {
  const state = openState('memory:');
  const asked = postOffice({ ...north, state });
  const other = postOffice({ ...south, state });
  const { confirmToken } = (await failure(asked.call('send_letter', { text: 'hello' }))).details;

  const error = await failure(other.call('send_letter', { text: 'hello', confirm_token: confirmToken }));
  await asked.call('send_letter', { text: 'hello', confirm_token: confirmToken });
  const { preview } = (await failure(other.call('send_letter', { text: 'hello' }))).details;

  expect(error.code).toBe('approval_required');
  expect(other.letters.reached).toEqual([]);
  expect(asked.letters.reached).toEqual(['send']);
  // What was sent there was not sent here.
  expect(preview).not.toContain('was carried out');
});
