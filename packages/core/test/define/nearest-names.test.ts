import { expect, test } from 'vitest';
import { nearestNames } from '../../src/define/nearest-names.ts';

const columns = ['id', 'title', 'total_price', 'created_at', 'customer_id', 'größe'];

test.each([
  ['titel', ['title']],
  ['price', ['total_price']],
  ['createdAt', ['created_at']],
  ['TITLE', ['title']],
  ['customers_id', ['customer_id']],
  ['Grösse', ['größe']],
  ['warehouse', []],
])('%s comes nearest to %j', (name, expected) => {
  expect(nearestNames(name, columns)).toEqual(expected);
});

test('the best come first, and no more than three', () => {
  expect(nearestNames('name', ['nickname', 'nam', 'surname', 'firstname', 'name'])).toHaveLength(3);
  expect(nearestNames('regin', ['margin', 'region', 'origin'])[0]).toBe('region');
  expect(nearestNames('nam', ['surname', 'firstname', 'name'])[0]).toBe('name');
});

test('a name without letters comes near to nothing long', () => {
  expect(nearestNames('*', ['title', 'total_price'])).toEqual([]);
});

test('an ending that says nothing of a name can be left out of the comparison', () => {
  const withoutEnding = (name: string) => name.toLowerCase().replace(/__c$/, '');

  expect(nearestNames('Regoin', ['Region__c'])).toEqual([]);
  expect(nearestNames('Regoin', ['Region__c'], withoutEnding)).toEqual(['Region__c']);
});
