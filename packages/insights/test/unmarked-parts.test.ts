import { expect, test } from 'vitest';
import { normaliseName } from '../src/counterparty/counterparty-name.ts';
import { areNearlyOneName, areOneName, unmarkedParts } from '../src/index.ts';

const spellings: [string, ...string[]][] = [
  ['Jörg Müßigbrodt', 'jorg MUSSIGBRODT', 'JÖRG MÜSSIGBRODT'],
  ['Łukasz Dvořák', 'Lukasz Dvorak'],
  ['Søren Bjørk', 'Soren Bjork'],
  ['Ruß', 'RUSS'],
  ['Zoë Äström', 'Zoe Astrom', 'Zoe Aestroem', 'ÄSTRÖM Zoë'],
  ['De Vries Kantoren B.V.', 'De Vries Kantoren BV', 'De Vries Kantoren'],
  ['Casa Ortega S.L.', 'Casa Ortega'],
  ['Alder & Finch P.L.C.', 'Alder and Finch plc', 'Finch und Alder'],
];

test.each(spellings)('%s is one name however it is written', (name, ...others) => {
  expect(others.filter((other) => !areOneName(name, other))).toEqual([]);
});

test.each(spellings)('what everybody writes alike of %s is in each way to write it', (name, ...others) => {
  const patternsOf = (text: string) => unmarkedParts(text).map((parts) => new RegExp(parts.join('.*'), 'i'));

  expect(patternsOf(name).length).toBeGreaterThan(0);
  for (const other of others) {
    for (const pattern of patternsOf(name)) expect(other).toMatch(pattern);
    for (const pattern of patternsOf(other)) expect(name).toMatch(pattern);
  }
});

test('other names stay others, and one of vowels alone has nothing to be looked for by', () => {
  expect(areOneName('Müller', 'Möller')).toBe(false);
  expect(areOneName('Michael Roe', 'Michal Roe')).toBe(false);
  expect(areOneName('Novák Mateus', 'Novák Mateo')).toBe(false);
  expect(normaliseName('J.P. Alder')).toBe('j p alder');
  expect(unmarkedParts('Aoi')).toEqual([]);
});

test('what looks like a legal form is a part of the name of a person', () => {
  expect(areOneName('Ana Sá', 'Ana')).toBe(true);
  expect(areOneName('Ana Sá', 'Ana', 'person')).toBe(false);
  expect(areOneName('Ana Sá', 'Sa Ana', 'person')).toBe(true);
  expect(areOneName('S.A. Roe', 'Roe', 'person')).toBe(false);
  expect(unmarkedParts('Kim Bv', 'person')).toEqual([['k', 'm'], ['bv']]);
});

test.each([
  ['Jubilee Cinema', 'Jubilee Cinemas', true],
  ['New Harbour', 'Newharbour', true],
  ['Northwind Consulting', 'Northwind Consuling', true],
  ['Dunmore Paw', 'Dunmore Law', false],
  ['Beacon Rental', 'Beacon Dental', false],
  ['Store 1', 'Store 12', false],
  ['Cinemas Paw', 'Cinema Paws', false],
])('%s may be %s mistyped: %s', (one, other, isTold) => {
  expect(areNearlyOneName(one, other)).toBe(isTold);
});
