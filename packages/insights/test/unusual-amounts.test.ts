import { expect, test } from 'vitest';
import { readRows } from '../src/anomaly/examined-row.ts';
import { findUnusualAmounts } from '../src/anomaly/unusual-amounts.ts';
import { payments, variedAmounts } from './anomaly-history.ts';

const small = payments('Blue Bottle', variedAmounts(20));

test('an amount that a vendor has again and again is usual beside its other one', () => {
  const large = payments(
    'Blue Bottle',
    variedAmounts(5).map((amount) => `1${amount}`),
  );
  const [odd] = payments('Blue Bottle', ['29000.55']);
  const idsOf = (rows: typeof small) => findUnusualAmounts(readRows(rows)).map(({ ids }) => ids);

  expect(idsOf([...small, ...large])).toEqual([]);
  expect(idsOf([...small, ...large.slice(0, 1)])).toHaveLength(1);
  expect(idsOf([...small, ...large, ...(odd ? [{ ...odd, id: 'odd' }] : [])])).toEqual([['odd']]);
});
