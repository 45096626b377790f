import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  describeUnusualDate,
  describeUnusualDueDate,
  describeUnusualSum,
  documentNumberKey,
  documentsNear,
  isSameDocumentNumber,
} from '../src/index.ts';

test.each([
  ['INV-0042', 'inv 42'],
  ['INV-0042', 'ＩＮＶ００４２'],
  ['2026/001', '2026001'],
  ['0017', '17'],
  ['Nº 12', 'no.12'],
  ['Re\u0301f. 7', 'R\u00e9f-007'],
  ['\u0421\u0447\u0451\u0442 № 5', '\u0421\u0427\u0401\u0422-no5'],
])('%s and %s are one number', (one, other) => {
  expect(documentNumberKey(one)).toBe(documentNumberKey(other));
});

test.each([
  ['INV-42', 'INV-420'],
  ['INV-42', 'CN-42'],
  ['АБ-1234', 'ВГ-1234'],
  ['A-0', 'A-1'],
  ['1001', '101'],
])('%s and %s are two numbers', (one, other) => {
  expect(documentNumberKey(one)).not.toBe(documentNumberKey(other));
});

test.each([[''], ['---'], [' # '], [null], [undefined]])('%j is no number', (none) => {
  expect(documentNumberKey(none)).toBe('');
});

test.each([
  ['OV23320', '23320'],
  ['0042', 'INV-0042'],
  ['Re 2026/17', '2026-17'],
  ['b-77', 'B 77'],
])('%s and %s are one number, whichever has the prefix', (one, other) => {
  expect([isSameDocumentNumber(one, other), isSameDocumentNumber(other, one)]).toEqual([true, true]);
});

test.each([
  ['OV-42', 'CN-42'],
  ['OV-142', '42'],
  ['2026-42', '42'],
  ['OV', ''],
  [null, ''],
])('%s and %s are not one number', (one, other) => {
  expect([isSameDocumentNumber(one, other), isSameDocumentNumber(other, one)]).toEqual([false, false]);
});

test('a zero stays one, and a key is its own key', () => {
  expect(documentNumberKey('000')).toBe('0');
  // A mark that stands before another only once what parted them is taken out.
  expect(documentNumberKey('\u05d9\u05b4 \u3099')).toBe(documentNumberKey('\u05d9\u3099\u05b4'));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const key = documentNumberKey(text);
      expect(documentNumberKey(key)).toBe(key);
    }),
  );
});

test.each([
  ['2026-01-25', '2026-11-21'],
  ['2026-12-22', '2026-11-21'],
  ['2028-03-01', '2028-02-29'],
  ['2026-11-21', '2026-11-21'],
])('%s is usual on %s: at most 300 days before it, or 31 after', (date, today) => {
  expect(describeUnusualDate(date, today)).toBeUndefined();
});

test('a day long ago, as of January with the old year, or far ahead is told with its distance', () => {
  expect(describeUnusualDate('2026-01-24', '2026-11-21')).toBe('2026-01-24 is 301 days before today');
  expect(describeUnusualDate('2026-01-05', '2027-01-05')).toBe('2026-01-05 is 365 days before today');
  expect(describeUnusualDate('2026-12-23', '2026-11-21')).toBe('2026-12-23 is 32 days after today');
  expect(describeUnusualDate('2036-11-20', '2026-11-21')).toBe('2036-11-20 is 3652 days after today');
});

test('what is no day is refused', () => {
  expect(() => describeUnusualDate('2026-02-29', '2026-11-21')).toThrow(RangeError);
});

test('what is near a day is what is no part of a rhythm, in whatever order it comes', () => {
  const near = (days: readonly string[], date: string) =>
    documentsNear(days, date, (day) => (day === 'undated' ? null : day));

  expect(near(['2026-11-20', 'undated', '2026-10-01', '2026-10-25', '2026-10-24'], '2026-11-20')).toEqual([
    '2026-11-20',
    // 26 days before, and 27.
    '2026-10-25',
    '2026-10-24',
  ]);
  // Each fortnight: two thirds of it are nine days.
  expect(near(['2026-10-23', '2026-11-06', '2026-10-09', '2026-11-20'], '2026-11-16')).toEqual(['2026-11-20']);
});

test('a due day is usual up to 366 days after the date and 60 before today, and told beyond', () => {
  const today = '2026-11-21';

  expect(describeUnusualDueDate({ date: today, due: '2027-11-22', today })).toEqual([]);
  expect(describeUnusualDueDate({ date: today, due: '2027-11-23', today })).toEqual([
    '2027-11-23 is more than a year after the date, 2026-11-21',
  ]);
  expect(describeUnusualDueDate({ date: '2026-09-01', due: '2026-09-22', today })).toEqual([]);
  expect(describeUnusualDueDate({ date: '2026-09-01', due: '2026-09-21', today })).toEqual([
    '2026-09-21 is 61 days ago',
  ]);
});

const steady = Array.from({ length: 8 }, (_, index) => `${100 + index}.00`);

test.each([
  [
    'few, one of ten times the largest',
    '70.00',
    ['5', '6', '7'],
    { distance: 'at least 10 times the largest of 3 bills', usual: '7' },
  ],
  ['few, one of less', '69.99', ['5', '6', '7'], undefined],
  ['too few', '70.00', ['6', '7'], undefined],
  ['some that are none', '70.00', ['0', '-5', '7'], undefined],
  ['eight alike, one of five times', '517.50', steady, { distance: '5 times the usual of 8 bills', usual: '103.50' }],
  ['eight alike, one of twice', '207.00', steady, undefined],
  ['seven alike, one of five times', '517.50', steady.slice(1), undefined],
])('beside sums of %s is told where it is far above', (_case, sum, past, told) => {
  expect(describeUnusualSum(sum, past, 'bills')).toEqual(told);
});
