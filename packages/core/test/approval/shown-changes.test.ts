import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { createShownChanges } from '../../src/approval/shown-changes.ts';
import { createTaint } from '../../src/approval/taint.ts';
import type { Change } from '../../src/define/tool.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import { holdToShown } from '../../src/pipeline/hold-to-shown.ts';
import { openState } from '../../src/state/open-state.ts';
import { bank } from './fixtures/bank.ts';
import { failureOf } from './fixtures/failure-of.ts';
import { writeCall } from './fixtures/write-call.ts';

test('a change is the one that was shown if its values before and after are, and what is sent beside them', async () => {
  const shownChanges = createShownChanges(openState('memory:'));
  const change: Change = { before: { name: 'Old' }, after: { name: 'New' }, sent: 1 };
  await shownChanges.note('yes', change, []);

  const shown = await shownChanges.find('yes');
  const others: Change[] = [
    { ...change, before: { name: 'Older' } },
    { ...change, after: { name: 'Newer' } },
    { ...change, sent: 2 },
  ];

  expect([change, ...others].map((other) => shown?.is(other))).toEqual([true, false, false, false]);
});

test('what another version noted as shown fits nothing, and a note is forgotten after a day and some', async () => {
  const clock = vi.spyOn(Date, 'now').mockReturnValue(0);
  const state = openState('memory:');
  const shownChanges = createShownChanges(state);
  const change: Change = { before: {}, after: { name: 'New' } };
  await shownChanges.note('yes', change, []);
  await state.put('shown-change', 'other', '{"form":2}');

  const other = await shownChanges.find('other');
  clock.mockReturnValue(30 * 3_600_000);
  const late = await shownChanges.find('yes');
  clock.mockRestore();

  expect([other?.is(change), late]).toEqual([false, undefined]);
});

test('a yes is good for the same arguments and the same present values only', async () => {
  let name = 'Old';
  const { call, ask, written } = bank(async () => ({ name }));
  const { confirmToken: confirm_token = '' } = await ask({ name: 'New' });
  const { confirmToken: stale = '' } = await ask({ name: 'Newest' });

  await expect(call({ name: 'Other' }, { confirm_token })).rejects.toMatchObject({ code: 'approval_required' });
  await call({ name: 'New' }, { confirm_token });
  name = 'Newer';
  await expect(call({ name: 'Newest' }, { confirm_token: stale })).rejects.toMatchObject({ code: 'conflict' });

  expect(written).toEqual([{ name: 'New' }]);
});

test('a yes that another call has used meanwhile is told as used, not what that call changed', async () => {
  let name = 'Old';
  let meanwhile = async () => {};
  const { call, ask, written } = bank(async () => {
    const rival = meanwhile;
    meanwhile = async () => {};
    await rival();
    return { name };
  });
  const { confirmToken: confirm_token = '' } = await ask({ name: 'New' });
  meanwhile = async () => {
    await call({ name: 'New' }, { confirm_token });
    name = 'New';
  };

  const { code, message } = await failureOf(call({ name: 'New' }, { confirm_token }));

  expect([code, message]).toEqual(['approval_required', expect.stringContaining('used before. The same')]);
  expect(message).toContain('was carried out');
  expect(written).toEqual([{ name: 'New' }]);
});

test('what was changed since is told by field, as it was shown and as it is now, masked for the role that asks', async () => {
  let now: Change['before'] = { name: 'Old', iban: 'DE89370400440532013000', note: 'a' };
  const { call, ask } = bank(async () => now);
  const fields = { name: 'New', iban: 'FR1420041010050500013M02606', note: 'b' };
  const { confirmToken: confirm_token = '' } = await ask(fields);
  now = { name: 'Newer', iban: 'GB33BUKB20201555555555', note: 'b' };

  const error = await failureOf(call(fields, { confirm_token }));

  expect(error.code).toBe('conflict');
  expect(error.details.preview?.split('\n')).toEqual([
    'name: "Old" -> "New" was shown, now it is "Newer" -> "New"',
    'iban: "DE***3000" -> "FR1420041010050500013M02606" was shown, now it is "GB***5555" -> "FR1420041010050500013M02606"',
    'note: "a" -> "b" was shown, now it is no change',
  ]);
});

test('of many and long values that were changed since, ten are told in short', async () => {
  let now = 'x'.repeat(5000);
  const names = Array.from({ length: 40 }, (_, index) => `f${index}`);
  const { call, ask } = bank(
    async () => Object.fromEntries(names.map((name) => [name, now])),
    z.record(z.string(), z.string()),
  );
  const fields = Object.fromEntries(names.map((name) => [name, 'new']));
  const { confirmToken: confirm_token = '' } = await ask(fields);
  now = 'y'.repeat(5000);

  const {
    details: { preview = '' },
  } = await failureOf(call(fields, { confirm_token }));

  expect(preview).toContain('and 30 more');
  expect(preview.length).toBeLessThan(5000);
});

test('of a long value that was changed since, the piece is told that differs', async () => {
  const long = 'word '.repeat(100);
  let note = `${long}to A1.${long}`;
  const { call, ask } = bank(async () => ({ note }));
  const fields = { note: `${long}to B2.${long}` };
  const { confirmToken: confirm_token = '' } = await ask(fields);
  note = `${long}to C3.${long}`;

  const { details } = await failureOf(call(fields, { confirm_token }));

  expect(details.preview).toMatch(/to A1\..* -> .*to B2\..* was shown, now it is .*to C3\..* -> .*to B2\./);
});

test('what was changed to a value that looks alike when masked is a conflict too', async () => {
  let iban = 'DE89370400440532013000';
  const { call, ask, written } = bank(async () => ({ iban }));
  const { confirmToken: confirm_token = '' } = await ask({ iban: 'x' });
  iban = 'DE75512108001245123000';

  const { code } = await failureOf(call({ iban: 'x' }, { confirm_token }));

  expect(code).toBe('conflict');
  expect(written).toEqual([]);
});

test.each<[string, () => Promise<never>, string]>([
  ['may not be read for now', () => Promise.reject(new ToolError('rate_limited', 'busy')), 'rate_limited'],
  ['cannot be read', () => Promise.reject(new Error('broken')), 'unavailable'],
])('a yes waits while what was shown %s again, and is good after that', async (_what, fail, code) => {
  let isBroken = false;
  const { call, ask, written } = bank(() => (isBroken ? fail() : Promise.resolve({ name: 'Old' })));
  const { confirmToken: confirm_token = '' } = await ask({ name: 'New' });

  isBroken = true;
  const error = await failureOf(call({ name: 'New' }, { confirm_token }));
  isBroken = false;
  await call({ name: 'New' }, { confirm_token });

  expect(error.code).toBe(code);
  expect(error.details.hint).toContain('repeat the same call with the same confirm_token');
  expect(written).toEqual([{ name: 'New' }]);
});

test('a yes to what could not be read is good without it', async () => {
  let isBroken = true;
  const { call, ask, written } = bank(async () => (isBroken ? Promise.reject(new Error('broken')) : { name: 'Old' }));
  const { confirmToken: confirm_token = '' } = await ask({ name: 'Newer' });
  isBroken = false;

  await call({ name: 'Newer' }, { confirm_token });

  expect(written).toEqual([{ name: 'Newer' }]);
});

test('what refuses a write refuses it also where nobody was shown anything', async () => {
  const refusal = new ToolError('invalid_input', 'amount: not a number');
  const services = {
    shownChanges: createShownChanges(openState('memory:')),
    isUntrusted: () => false,
    taint: createTaint(),
  };

  const held = holdToShown(writeCall(), 'unasked', { ...services, changeOf: () => Promise.reject(refusal) });

  await expect(held).rejects.toBe(refusal);
});
