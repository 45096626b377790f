import { expect, test } from 'vitest';
import { countInAnswer } from '../src/record/answer-size.ts';

test.each([
  ['plain', (name: string, code: string) => ({ LastName: name, restricted: { Door_Code__c: code } })],
  ['of parents', (name: string, code: string) => ({ Account: { Name: name, restricted: { Limit__c: code } } })],
])('rows %s that fit still fit once their values are words that stand for them', (_place, rowOf) => {
  const mask = 'y***@o***.example~k3J9xPq2Lm';
  const rows = Array.from({ length: 1000 }, () => ({ Id: '003Hp0000000Q4dIAE', ...rowOf('Li', '7') }));

  const count = countInAnswer(rows);

  const shown = Array.from({ length: count }, () => ({ Id: '003Hp0000000Q4dIAE', ...rowOf(mask, mask) }));
  expect(JSON.stringify(shown).length).toBeLessThan(40_000);
  expect(count).toBeGreaterThan(200);
});

test('one row is given, however long it is', () => {
  expect(countInAnswer([{ Description: 'x'.repeat(50_000) }, { Description: 'x' }])).toBe(1);
  expect(countInAnswer([])).toBe(0);
});
