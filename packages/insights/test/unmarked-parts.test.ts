import { expect, test } from 'vitest';
import { normaliseName, unmarkedParts } from '../src/index.ts';

const spellings: [string, ...string[]][] = [
  ['Jörg Müßigbrodt', 'jorg MUSSIGBRODT', 'JÖRG MÜSSIGBRODT'],
  ['Łukasz Dvořák', 'Lukasz Dvorak'],
  ['Søren Bjørk', 'Soren Bjork'],
  ['Ruß', 'RUSS'],
  ['Zoë Äström', 'Zoe Astrom'],
];

test.each(spellings)('%s is one name however it is written', (name, ...others) => {
  expect(others.map(normaliseName)).toEqual(others.map(() => normaliseName(name)));
});

test.each(spellings)('what everybody writes alike of %s is in each way to write it', (name, ...others) => {
  const pattern = new RegExp(unmarkedParts(name).join('.*'), 'i');

  expect(unmarkedParts(name).length).toBeGreaterThan(0);
  for (const other of others) {
    expect(other).toMatch(pattern);
    expect(name).toMatch(new RegExp(unmarkedParts(other).join('.*'), 'i'));
  }
});

test('other names stay others, and one of vowels alone has nothing to be looked for by', () => {
  expect(normaliseName('Müller')).not.toBe(normaliseName('Möller'));
  expect(unmarkedParts('Aoi')).toEqual([]);
});
