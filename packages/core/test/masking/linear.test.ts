import { expect, test } from 'vitest';
import { maskFreeText } from '../../src/masking/mask-free-text.ts';

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

    const short = fastest(text(12_500));
    const long = fastest(text(100_000));

    // Eight times the length: eight when linear, sixty-four when quadratic. The addend is for what the clock can't see.
    expect(long).toBeLessThan(short * 30 + 10);
  });
}

/** Milliseconds of the processor: what else runs on the machine does not count. */
function fastest(text: string): number {
  const times = [1, 2, 3].map(() => {
    const begun = process.cpuUsage();
    maskFreeText(text, nobody);
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
