import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  areSimilarNames,
  type ComparableName,
  editDistance,
  nameSimilarity,
  readName,
} from '../src/counterparty/counterparty-name.ts';

/** Whether names differ, and in their numbers alone. */
function areNumbered({ plain: one }: ComparableName, { plain: other }: ComparableName): boolean {
  return one !== other && one.replace(/\d+/g, '#') === other.replace(/\d+/g, '#');
}

const text = fc.string({ unit: fc.constantFrom(...'abcdé 1'), maxLength: 12 });

test('what cannot be similar is told without counting its edits, and nothing else', () => {
  const least = fc.constantFrom(0.5, 0.8, 0.85, 0.9, 1);
  fc.assert(
    fc.property(text, text, least, (one, other, share) => {
      const names = [readName(one), readName(other)] as const;

      const isSimilar = nameSimilarity(...names) >= share - 1e-9;
      expect(areSimilarNames(...names, share)).toBe(isSimilar && !areNumbered(...names));
    }),
    { numRuns: 2000 },
  );
});

test('branches that differ in their number are not spellings of one', () => {
  expect(areSimilarNames(readName('Store 12'), readName('Store 13'), 0.85)).toBe(false);
  expect(areSimilarNames(readName('Store 12 Ltd'), readName('STORE 12'), 0.85)).toBe(true);
  expect(areSimilarNames(readName('Harbour Cafe 12'), readName('Harbor Café 12'), 0.85)).toBe(true);
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
