import { expect, test } from 'vitest';
import { ambiguousNumber, readAsFraction } from '../../src/define/ambiguous-number.ts';

test.each([
  ['1.234', '1234, or 1.2340'],
  ['1,250', '1250, or 1.25'],
  ['-50.000', '-50000, or -50.0'],
  ['1.234,56', '1234.56'],
  ['1,234.5', '1234.5'],
  ['1.234.567', '1234567'],
  ['1,234.567', '1234567, or 1234.5670'],
  ["1'234", '1234'],
  ['12 345', '12345'],
])('%s may be thousands, and what is offered instead is not asked about again', (text, offered) => {
  expect(ambiguousNumber(text)).toBe(`thousands, or a fraction? Write ${offered}`);
  for (const reading of offered.split(', or ')) expect(ambiguousNumber(reading)).toBeUndefined();
});

test.each(['1234', '0.125', '1.25', '1.2345', '1234.567', '1.2e3', 'much', ''])('%j is as it is', (text) => {
  expect(ambiguousNumber(text)).toBeUndefined();
});

test('a fraction of three places is told as it is read', () => {
  expect(readAsFraction('1.234')).toBe('1.234 is read as 1 and 234 thousandths, not as 1,234');
  expect(readAsFraction('1.25')).toBeUndefined();
});
