import { createRandom } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { addAmounts, negated, toWireNumber, WireAmount } from '../src/amount.ts';
import { createQuickBooksWire, item, rows } from './fake-quickbooks.ts';

const { below } = createRandom(11);
const decimalOf = (units: bigint, places: number) => {
  const digits = String(units).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

test('an amount of up to 15 digits goes to the wire and comes back to the cent', () => {
  for (let round = 0; round < 5000; round += 1) {
    const decimal = decimalOf(BigInt(below(10 ** 9)) * 10n ** 4n + BigInt(below(10 ** 4)), 2);

    const wire: unknown = JSON.parse(JSON.stringify(toWireNumber(decimal)));

    expect(WireAmount.parse(wire)).toBe(decimal);
  }
});

test('sums are those of whole cents, where floats would drift', () => {
  for (let round = 0; round < 300; round += 1) {
    const cents = Array.from({ length: 40 }, () => BigInt(below(10 ** 7)));

    const sum = addAmounts(cents.map((amount) => decimalOf(amount, 2)));

    expect(sum).toBe(
      decimalOf(
        cents.reduce((total, amount) => total + amount, 0n),
        2,
      ),
    );
  }
});

test.each([
  ['1.50', '-1.50'],
  ['-1.50', '1.50'],
  ['0.00', '0.00'],
])('%s has %s as its other sign', (decimal, expected) => {
  expect(negated(decimal)).toBe(expected);
});

test('the amount of a line is quantity times rate in whole numbers, rounded half up to the cent', async () => {
  const lines = Array.from({ length: 80 }, () => ({
    quantity: BigInt(below(99_999) + 1),
    rate: BigInt(below(9_999_999) + 1),
  }));
  const wire = createQuickBooksWire({ 'POST /invoice': () => ({ Invoice: { Id: '1', SyncToken: '0' } }) });

  await wire.call('create_invoice', {
    customer_id: '1',
    date: '2026-11-20',
    line_items: lines.map(({ quantity, rate }) => ({
      item_ref: '5',
      quantity: decimalOf(quantity, 3),
      rate: decimalOf(rate, 4),
    })),
  });

  const [write] = wire.writes();
  expect(write?.body).toMatchObject({
    Line: lines.map(({ quantity, rate }) => ({ Amount: Number(decimalOf((quantity * rate + 50_000n) / 100_000n, 2)) })),
  });
});

test('a price has two places at least, and all of those that it was given', async () => {
  const sold = [item, { ...item, Id: '6', UnitPrice: 0.125, PurchaseCost: 1617 }];
  const wire = createQuickBooksWire({ 'QUERY item': rows('Item', sold) });

  const { items } = await wire.call('search_items', {});

  expect(items).toMatchObject([{ price: '100.00' }, { price: '0.125', cost: '1617.00' }]);
});
