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

test('a line comes to its quantity times its price, however many places they have', () => {
  assert.deepEqual(
    [lineAmount('3', '0.335', 2), lineAmount('-1', '0.005', 2), lineAmount('3', '0.3333333', 2)],
    [101, -1, 100],
  );
  assert.deepEqual([lineAmount('1', '99999999999.99', 2), lineAmount('100000', '1e-7', 2)], [9_999_999_999_999, 1]);
  assert.deepEqual([lineAmount('1', '1e+21', 2), lineAmount('99999999', '99999999999.99', 2)], [undefined, undefined]);
});
