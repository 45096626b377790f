import { expect, test } from 'vitest';
import { parseTimestamp } from '../simulator/schema/timestamp.ts';

test.each([
  ['2026-11-30T24:00:00Z', '2026-12-01T00:00:00+00:00'],
  ['2026-11-23T24:00Z', '2026-11-24T00:00:00+00:00'],
  ['2028-02-29 12:30+01', '2028-02-29T11:30:00+00:00'],
])('reads %s', (text, moment) => {
  expect(parseTimestamp(text)).toBe(moment);
});

test.each(['2026-11-30T24:00:01Z', '2026-11-30T24:30Z', '2026-11-30T25:00Z', '2026-02-29T00:00Z', '2026-02-28T24:60Z'])(
  'refuses %s, as no clock has it',
  (text) => {
    expect(() => parseTimestamp(text)).toThrow(`date/time field value out of range: "${text}"`);
  },
);
