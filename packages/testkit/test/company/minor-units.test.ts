import assert from 'node:assert/strict';
import { test } from 'vitest';
import { lineAmount, multiplyRatio, scaledInteger } from '../../src/company/minor-units.ts';

test('a decimal is read into minor units where it fits them, and not at all where it has finer parts', () => {
  const read = ['12.5', '12.50', '-12.500', '-0', '12.505', '12,50', '90071992547409.92'].map((text) =>
    scaledInteger(text, 2),
  );

  assert.deepEqual(read, [1250, 1250, -1250, 0, undefined, undefined, undefined]);
});

test('a share is rounded half away from zero, exactly also where the product is too large for a number', () => {
  assert.deepEqual([multiplyRatio(5, 1, 2), multiplyRatio(-5, 1, 2), multiplyRatio(-1, 1, 4)], [3, -3, 0]);
  assert.equal(multiplyRatio(9_007_199_254_740_991, 1_000_001, 1_000_000), 9_007_208_261_940_246);
});

test('a line comes to its quantity times its price, of six places each at most', () => {
  assert.deepEqual(
    [lineAmount('3', '0.335', 2), lineAmount('-1', '0.005', 2), lineAmount('1', '0.1234567', 2)],
    [101, -1, undefined],
  );
});
