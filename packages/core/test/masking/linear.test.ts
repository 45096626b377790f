import { expect, test } from 'vitest';
import * as z from 'zod';
import { maskFreeText } from '../../src/masking/mask-free-text.ts';
import { redactorOf } from '../../src/masking/redactor.ts';

const nobody = () => false;

/** Text that makes a careless pattern try again from every place. */
const hostile: [title: string, unit: string][] = [
  ['digits', '1'],
  ['single digits', '1 '],
  ['digits with every separator', '1-2.3/4 (5)'],
  ['card groups', '4111 '],
  ['card groups with dashes', '4111-'],
  ['phone groups', '+49 30 '],
  ['at signs', '@'],
  ['local parts', 'a.'],
  ['addresses without an end', 'a@b.'],
  ['colons', 'a:'],
  ['hextets', 'ab:cd::'],
  ['IBAN beginnings', 'DE89 '],
  ['IBAN letters', 'GB82WEST'],
  ['token beginnings', 'eyJaaaaaaaaa.'],
  ['key beginnings', '-----BEGIN PRIVATE KEY-----a'],
  ['passwords', 'password='],
  ['settings', '"token": "'],
  ['headers', 'authorization: bearer a'],
  ['lists of numbers', '4111111111111111,'],
  ['keys with dashes', '-----BEGIN PRIVATE KEY------a'],
  ['addresses with credentials', '://a:b'],
  ['bearers', 'bearer a1'],
  ['cue words', 'phone order card '],
  ['dots', '1.1.'],
  ['national letters', 'ABCDEF12'],
  ['codes', 'otp: 1234 is your '],
  ['passwords on the next line', 'password:\n\n'],
  ['texts within texts', 'token\\\\": '],
  ['sessions', '00D000000000000!aaaa'],
  ['spaces', '1     '],
];

for (const [title, unit] of hostile) {
  // A busy machine can slow one measurement down; a pattern that is not linear fails every time.
  test(`100 KB of ${title} take no more than in proportion to their length`, { retry: 4 }, () => {
    const text = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    maskFreeText(text(12_500), nobody);

    const short = fastest(() => maskFreeText(text(12_500), nobody));
    const long = fastest(() => maskFreeText(text(100_000), nobody));

    // Eight times the length: eight when linear, sixty-four when quadratic. The addend is for what the clock can't see.
    expect(long).toBeLessThan(short * 30 + 10);
  });
}

test('8,000 keys that are masked alike take no more than in proportion to their number', { retry: 4 }, () => {
  const redact = redactorOf(z.record(z.string(), z.unknown()));
  const keys = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`ghp_${'x7Q'.repeat(10)}${String(index).padStart(6, '0')}`, index]),
    );
  const few = keys(1000);
  const many = keys(8000);

  expect(Object.keys(Object(redact(many, { isCleared: nobody })))).toHaveLength(8000);
  const short = fastest(() => redact(few, { isCleared: nobody }));
  const long = fastest(() => redact(many, { isCleared: nobody }));

  expect(long).toBeLessThan(short * 30 + 10);
});

/** Milliseconds of the processor: what else runs on the machine does not count. */
function fastest(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const begun = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
