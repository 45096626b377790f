import { expect, test } from 'vitest';
import { cutCopyProblem, cutText, longestText } from '../../src/define/cut-text.ts';
import { maskFreeText } from '../../src/masking/mask-free-text.ts';

const sentences = Array.from({ length: 1400 }, (_, index) => `Sentence ${index} is true.\n`).join('');

test('a text that is too long is shown as far as it fits, and says so', () => {
  expect(cutText('x'.repeat(15_000))).toBe('x'.repeat(15_000));
  expect(cutText('x'.repeat(15_001))).toBe(`${'x'.repeat(15_000)}… (the first 15000 of 15001 characters)`);
});

test('what JSON writes longer counts as long as it is there, and no character is cut in two', () => {
  expect(JSON.stringify(cutText('"'.repeat(35_000), longestText.alone)).length).toBeLessThan(35_100);
  expect(cutText('😀😀', 3)).toBe('😀… (the first 2 of 4 characters)');
});

test.each([undefined, sentences])('a copy with the mark is not all of a text, whatever is stored', (stored) => {
  const problem = cutCopyProblem(`${cutText(sentences)} More.`, stored);

  expect(problem).toMatch(/^has the mark of a text that was shown in part, "… \(the first \d+ of 31090 characters\)"/);
});

test.each([
  ['a short text', 'Head of laboratory'],
  ['nothing known', undefined],
])('a text that quotes the mark in its own words is none, in place of %s', (_, stored) => {
  const quoted = 'The answer ended with "… (the first 500 of 12003 characters)"';

  expect(cutCopyProblem(`${quoted}.`, stored)).toBeUndefined();
  expect(cutCopyProblem(quoted.slice(0, -1), stored)).toBeUndefined();
});

test('a copy with the mark and words of its own before it is not all of the text that is stored', () => {
  const copy = `${'Called today. '.repeat(400)}${cutText(sentences)}`;

  expect(cutCopyProblem(copy, sentences)).toMatch('has the mark of a text that was shown in part');
});

const withoutMark = (text: string) => text.replace(/… \(the first .*$/, '');

test.each([longestText.amongOthers, longestText.alone])(
  'a copy as far as %i characters were shown loses what follows, also with half a word less or a line more',
  (most) => {
    const stored = sentences.repeat(2);
    const shown = withoutMark(cutText(stored, most));

    for (const copy of [shown, `${shown}…`, `${shown} And more.`, shown.replace(/\S+\s*$/, '')])
      expect(cutCopyProblem(copy, stored)).toMatch('the rest would be lost');
  },
);

test.each([
  ['a line at the end', `${sentences}More.`],
  ['another word at the place of the cut', `${sentences.slice(0, 14_343)}one${sentences.slice(14_346)}`],
  ['a beginning of its own', `New: ${sentences}`],
  ['fewer sentences than were shown', sentences.slice(0, 12_000)],
  ['a text of its own', 'Short.'],
  ['nothing', null],
])('a whole text that is written with %s is none', (_, written) => {
  expect(cutCopyProblem(written, sentences)).toBeUndefined();
});

test('a short text that is written anew is none', () => {
  expect(cutCopyProblem('Call back', 'Call back on Monday')).toBeUndefined();
  expect(cutCopyProblem('Call back', undefined)).toBeUndefined();
});

// Built from parts, so that no scanner takes it for a real one.
const key = [
  '-----BEGIN',
  `PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0B\n'.repeat(60)}-----END`,
  'PRIVATE KEY-----',
].join(' ');

test.each([
  ['a card number', '4111 1111 1111 1111'],
  ['a card number in digits of another width', '４１１１１１１１１１１１１１１１'],
  ['an address', 'jane.roe@example.com'],
  ['a password', 'password: Tr0ub4dor&3'],
  ['a key of many lines', key],
])('no text is cut in the middle of %s, of which the rest would be no more', (_, secret) => {
  const before = 'Called today, and will again. ';
  const whole = maskFreeText(`${before}${secret} ${'x'.repeat(9000)}`, () => false);

  for (let most = before.length; most < before.length + secret.length; most += 3) {
    const shown = maskFreeText(withoutMark(cutText(`${before}${secret} ${'x'.repeat(9000)}`, most)), () => false);
    expect(whole.startsWith(shown)).toBe(true);
  }
});
