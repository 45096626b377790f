import { expect, test } from 'vitest';
import { normalDistribution } from '../src/normal-distribution.ts';
import { testAgainstShare, testTwoProportions } from '../src/two-proportion-test.ts';

test('the normal distribution function has the values of the tables', () => {
  expect(normalDistribution(0)).toBeCloseTo(0.5, 7);
  expect(normalDistribution(1.959963985)).toBeCloseTo(0.975, 6);
  expect(normalDistribution(-2.575829304)).toBeCloseTo(0.005, 6);
});

test('30 of 100 against 20 of 100 gives z = 1.633 and p = 0.1025', () => {
  const test = testTwoProportions({ count: 30, of: 100 }, { count: 20, of: 100 });

  expect(test).toMatchObject({ kind: 'tested' });
  if (test.kind !== 'tested') return;
  expect(test.difference).toBeCloseTo(0.1, 10);
  expect(test.z).toBeCloseTo(1.63299, 4);
  expect(test.pValue).toBeCloseTo(0.10247, 4);
  expect(test.interval[0]).toBeCloseTo(-0.0192, 3);
  expect(test.interval[1]).toBeCloseTo(0.2192, 3);
});

test('the example of the NIST handbook, 26 of 200 against 10 %, gives z = 1.414', () => {
  const test = testAgainstShare({ count: 26, of: 200 }, 0.1);

  expect(test).toMatchObject({ kind: 'tested' });
  if (test.kind === 'tested') expect(test.z).toBeCloseTo(Math.SQRT2, 6);
});

test('equal shares differ by nothing and changing sides changes the sign alone', () => {
  const equal = testTwoProportions({ count: 50, of: 500 }, { count: 10, of: 100 });
  const one = testTwoProportions({ count: 60, of: 500 }, { count: 40, of: 500 });
  const other = testTwoProportions({ count: 40, of: 500 }, { count: 60, of: 500 });

  expect(equal).toMatchObject({ z: 0 });
  if (one.kind !== 'tested' || other.kind !== 'tested') throw new Error('not tested');
  expect(one.z).toBeCloseTo(-other.z, 12);
  expect(one.pValue).toBeCloseTo(other.pValue, 12);
});

test('makes no claim where fewer than 5 cases are expected on either side', () => {
  expect(testTwoProportions({ count: 1, of: 40 }, { count: 4, of: 60 })).toMatchObject({ kind: 'too_few' });
  expect(testTwoProportions({ count: 0, of: 0 }, { count: 40, of: 600 })).toMatchObject({ kind: 'too_few' });
  expect(testTwoProportions({ count: 9, of: 8 }, { count: 40, of: 600 })).toMatchObject({ kind: 'too_few' });
  expect(testTwoProportions({ count: 100, of: 100 }, { count: 100, of: 100 })).toMatchObject({ kind: 'too_few' });
  expect(testAgainstShare({ count: 2, of: 900 }, 0.0022)).toMatchObject({ kind: 'too_few' });
  expect(testAgainstShare({ count: 6, of: 3000 }, 0.0022)).toMatchObject({ kind: 'tested' });
});
