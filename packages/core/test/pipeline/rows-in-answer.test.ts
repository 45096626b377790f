import { expect, test } from 'vitest';
import { rowsInAnswer } from '../../src/pipeline/count-that-fits.ts';

const isMasked = (name: string) => ['name', 'restricted'].includes(name);

test.each([
  ['plain', (name: string, code: string) => ({ name, restricted: { code } })],
  ['deeper', (name: string, code: string) => ({ account: { name, restricted: { code } } })],
])('rows with %s values that fit still fit once these are words that stand for them', (_place, rowOf) => {
  const mask = 'y***@o***.example~k3J9xPq2Lm';
  const rows = Array.from({ length: 1000 }, () => ({ id: '003Hp0000000Q4dIAE', ...rowOf('Li', '7') }));

  const count = rowsInAnswer(rows, { isMasked }).length;

  const shown = Array.from({ length: count }, () => ({ id: '003Hp0000000Q4dIAE', ...rowOf(mask, mask) }));
  expect(JSON.stringify(shown).length).toBeLessThan(39_000);
  expect(count).toBeGreaterThan(200);
});

test('one row is given, however long it is', () => {
  expect(rowsInAnswer([{ text: 'x'.repeat(50_000) }, { text: 'x' }])).toHaveLength(1);
  expect(rowsInAnswer([])).toEqual([]);
});
