import { expect, test } from 'vitest';
import { nameInBankText } from '../src/counterparty/bank-text.ts';

test.each([
  ['PARKMOBILE-8131 BRIGHTON', 'PARKMOBILE BRIGHTON'],
  ['BP0113722* FUEL', 'BP FUEL'],
  ['AMAZON.COM*KP2914', 'AMAZON.COM'],
  ['GOOGLE*ADS2914X', 'GOOGLE'],
])('the merchant that stands first keeps its name where a number is written onto it: %s', (text, name) => {
  expect(nameInBankText(text)).toBe(name);
});

test.each([
  ['SLACK T08K9 MONTHLY', 'SLACK MONTHLY'],
  ['STARBUCKS STORE 48120 DOVER', 'STARBUCKS STORE DOVER'],
  ['AUG2026 RENT', 'RENT'],
  ['2210394', '2210394'],
])('other words with a number are left out, unless there are no others: %s', (text, name) => {
  expect(nameInBankText(text)).toBe(name);
});
