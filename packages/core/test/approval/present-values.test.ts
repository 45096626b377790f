import { expect, test } from 'vitest';
import * as z from 'zod';
import { createPresentValues } from '../../src/approval/present-values.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { currentCall } from '../../src/pipeline/current-call.ts';
import { bank, Fields } from './fixtures/bank.ts';
import { writeCall } from './fixtures/write-call.ts';

test('the question shows before and after of what would change, present values masked for the role that asks', async () => {
  const { ask } = bank(async () => ({ name: 'Old', iban: 'DE89370400440532013000', note: 'same' }));

  const { preview } = await ask({ name: 'New', iban: 'FR1420041010050500013M02606', note: 'same' });

  const shown = preview?.slice(preview.indexOf('Before'));
  expect(shown).toMatch(/name: "Old" -> "New"/);
  expect(shown).not.toContain('DE89370400440532013000');
  expect(shown).toMatch(/iban: ".*3000" -> "FR14/);
  expect(shown).not.toContain('note');
});

test('what nobody sees in a present value is written out, unless some of the value is masked', async () => {
  const iban = 'DE89370400440532\u200B013000';
  const { ask } = bank(async () => ({ name: 'a\u200Bb', note: `old ${iban}`, iban }));

  const { preview } = await ask({ name: 'ab', note: 'new', iban: 'FR14' });

  expect(preview).toContain('name: "a[U+200B]b" -> "ab"');
  expect(preview).toContain('note: "old DE***3000" -> "new"');
  expect(preview).toContain('iban: "DE***3000" -> "FR14"');
});

test('a present value with what nobody sees is not told to be hidden, and is no change where it stays', async () => {
  const call = writeCall();
  const before = { name: 'a\u200Bb', note: 'c\u200Bd' };
  call.action.change = { fields: Fields, read: async () => ({ before, after: { ...before, name: 'ab' } }) };

  const told = await createPresentValues(() => ({ isCleared: () => true }))(call);

  expect(told).toEqual({ change: { before: { name: before.name }, after: { name: 'ab' } }, hidden: [] });
});

test('the mask of a stored value is not written in its place, nor within another text', async () => {
  const { call, ask, written } = bank(async () => ({ iban: 'DE89370400440532013000', note: 'by 4111 1111 1111 1111' }));
  const refusal = { code: 'invalid_input', message: expect.stringContaining('written, it would destroy that value') };

  await expect(call({ iban: 'DE***3000' })).rejects.toMatchObject(refusal);
  await expect(call({ note: 'by ***1111, please' })).rejects.toMatchObject(refusal);

  expect(written).toEqual([]);
  expect((await ask({ note: 'by ***1112, *** sale ***' })).preview).toContain('-> "by ***1112, *** sale ***"');
});

test.each([
  ['fails', new Error('secret text')],
  ['is not allowed', new ToolError('forbidden', 'secret text')],
])('a read that %s holds up no question, which says so', async (_, failure) => {
  const { ask } = bank(async () => Promise.reject(failure));

  const { preview, confirmToken } = await ask({ name: 'New' });

  expect(preview).toContain(
    'The present values could not be read: only the new ones are shown, and a yes is good for whatever',
  );
  expect(preview).not.toContain('secret text');
  expect(confirmToken).toBeDefined();
});

test.each([
  ['never ends', () => new Promise<never>(() => {})],
  ['says nothing but that it ended', endedBy],
])('a read that %s asks nobody', async (_, read) => {
  const { call, written } = bank(read);

  await expect(call({ name: 'New' })).rejects.toMatchObject({
    code: 'timeout',
    message: expect.stringContaining('nobody was asked'),
  });

  expect(written).toEqual([]);
});

function endedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
}

test.each([
  'invalid_input',
  'not_found',
  'conflict',
  'not_configured',
  'unauthenticated',
  'rate_limited',
  'unavailable',
  'timeout',
  'bad_answer',
] as const)(
  'a read that finds %s asks nobody, whoever wrapped it, and shows no more than the role may see',
  async (code) => {
    const cause = new ToolError(code, 'The account DE89370400440532013000 is in the way');
    const { call, written } = bank(async () => Promise.reject(new Error('SDK failed', { cause })));

    await expect(call({ name: 'New' })).rejects.toMatchObject({ code, message: 'The account DE***3000 is in the way' });

    expect(written).toEqual([]);
  },
);

test('the read is a read of the call: it has its signal and is counted in its audit record, with digests of the change', async () => {
  const seen: unknown[] = [];
  const { ask, records } = bank(async () => {
    const call = currentCall.getStore();
    seen.push([call?.effect, call?.idempotencyKey]);
    if (call) call.upstream.attempts += 1;
    return { name: 'Ann Old' };
  });

  await ask({ name: 'Ann New' });

  expect(seen).toEqual([['read', undefined]]);
  const outcome = records.find(({ event }) => event === 'tool.outcome');
  expect(outcome).toMatchObject({
    upstream: { attempts: 1 },
    change: { fields: ['name'], before_digest: expect.stringMatching(/^\w{20,}/), after_digest: expect.any(String) },
  });
  expect(JSON.stringify(records)).not.toContain('Ann');
});

test('a role that may not read what the tool tells does not learn it from the question, nor whether a mask was guessed', async () => {
  let reads = 0;
  const call = writeCall({ note: 'DE***3000' });
  call.action.change = {
    fields: Fields,
    read: async () => {
      reads += 1;
      return { before: { name: 'Old', iban: 'DE89370400440532013000' }, after: { name: 'New' } };
    },
  };

  const hidden = await createPresentValues(() => ({ isCleared: () => false }))(call);
  const told = await createPresentValues(() => ({ isCleared: () => true }))(call);

  expect([hidden, told]).toEqual([
    { unseen: 'hidden' },
    { change: { before: { name: 'Old' }, after: { name: 'New' } }, hidden: [] },
  ]);
  expect(reads).toBe(2);
});

test('what differs in nothing is not shown', async () => {
  const { ask } = bank(async () => ({ name: 'Same' }));

  expect((await ask({ name: 'Same' })).preview).toContain('nothing would change');
});

test('a guess at a masked value is shown as a change, whether it is right or wrong', async () => {
  const iban = 'DE89370400440532013000';
  const { ask } = bank(async () => ({ name: 'Same', iban }));
  const shownOf = async (guess: string) =>
    (await ask({ name: 'Same', iban: guess })).preview?.replaceAll(guess, 'GUESS');

  expect(await shownOf(iban)).toContain('iban: "DE***3000" -> "GUESS"');
  expect(await shownOf(iban)).toBe(await shownOf('DE02120300000000202051'));
});

test.each([
  ['differs', { name: 'New' }, true],
  ['is masked and as it was', { iban: 'DE89370400440532013000' }, true],
  ['is as it was', { name: 'Same' }, false],
])('what is told beside the fields is told where one %s', async (_, fields, isTold) => {
  const call = writeCall(fields);
  call.action.change = {
    fields: Fields,
    read: async () => ({
      before: { name: 'Same', iban: 'DE89370400440532013000' },
      after: fields,
      beside: { before: { whose: 'Of Ann' }, after: { whose: 'changed' } },
    }),
  };

  const shown = await createPresentValues(() => ({ isCleared: (data) => data !== 'restricted' }))(call);

  expect(shown).toMatchObject({ change: { before: isTold ? { whose: 'Of Ann' } : {} } });
  expect(Object.keys(call.change?.after ?? {})).toEqual(isTold ? ['whose', ...Object.keys(fields)] : []);
});

test('which values before are not shown as they are is told by the names of their fields, however deep they stand', async () => {
  const call = writeCall({ name: 'New' });
  const rows = z.record(
    z.string(),
    z.object({ iban: z.string().nullable().meta({ class: 'restricted', pii: 'iban' }) }),
  );
  const row = (iban: string | null) => ({ title: 'Open', iban, tags: ['new', 'ann@old.example'] });
  call.action.change = {
    fields: rows,
    read: async () => ({
      before: { 'row 1': row('DE89370400440532013000'), 'row 2': row(null) },
      after: { 'row 1': { title: 'Shut' }, 'row 2': { title: 'Shut' } },
      beside: { before: { whose: 'ann@old.example' }, after: { whose: 'changed' } },
    }),
  };

  const shown = await createPresentValues(() => ({ isCleared: (data) => data === 'internal' }))(call);

  expect(shown).toMatchObject({ hidden: ['iban', 'tags'] });
});

test('what a server adds to the new values is shown as the caller may see it, what the caller gave as it is', async () => {
  const call = writeCall({ iban: 'FR1420041010050500013M02606', parts: [{ days: 5 }] });
  call.action.change = {
    fields: z.object({
      iban: z.string().meta({ class: 'restricted', pii: 'iban' }),
      days: z.number().meta({ class: 'restricted' }),
      payee: z.string().meta({ class: 'restricted', pii: 'name' }),
      told: z.array(z.string()).meta({ class: 'confidential', pii: 'text' }),
      due: z.array(z.union([z.number(), z.string()])).meta({ class: 'confidential' }),
    }),
    read: async () => ({
      before: {},
      after: { iban: call.input.iban, days: 5, payee: 'Ann Old', told: ['Ask ann@old.example'], due: [5, 'Ann Old'] },
    }),
  };

  const shown = await createPresentValues(() => ({ isCleared: (data) => data === 'public' || data === 'internal' }))(
    call,
  );

  expect(shown).toEqual({
    change: {
      before: {},
      after: {
        iban: 'FR1420041010050500013M02606',
        days: 5,
        payee: 'A***',
        told: ['[masked]'],
        due: ['[masked]', '[masked]'],
      },
    },
    hidden: [],
  });
});

test('a tool that names nothing to compare is not said to change nothing', async () => {
  const { ask } = bank(async () => ({}));

  expect((await ask({})).preview).toContain('this writes to Bank');
});
