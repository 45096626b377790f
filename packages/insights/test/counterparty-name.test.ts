import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areSimilarNames, editDistance, nameSimilarity, readName } from '../src/counterparty/counterparty-name.ts';

const text = fc.string({ unit: fc.constantFrom(...'abcdé 1'), maxLength: 12 });

test('what cannot be similar is told without counting its edits, and nothing else', () => {
  const least = fc.constantFrom(0.5, 0.8, 0.85, 0.9, 1);
  fc.assert(
    fc.property(text, text, least, (one, other, share) => {
      const names = [readName(one), readName(other)] as const;

      expect(areSimilarNames(...names, share)).toBe(nameSimilarity(...names) >= share - 1e-9);
    }),
    { numRuns: 2000 },
  );
});

test('edits are counted up to a limit, and beyond it only that they are more', () => {
  fc.assert(
    fc.property(text, text, fc.nat(6), (one, other, most) => {
      const edits = editDistance(one, other);
      const counted = editDistance(one, other, most);

      expect(edits <= most ? counted === edits : counted > most).toBe(true);
    }),
    { numRuns: 2000 },
  );
  expect(editDistance('abcdef', 'badcfe')).toBe(3);
});
