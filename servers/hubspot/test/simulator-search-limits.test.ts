import { describe, expect, test } from 'vitest';
import { one, portal } from './search-client.ts';

describe('a search is refused', () => {
  const filter = { propertyName: 'email', operator: 'HAS_PROPERTY' };
  const group = (count: number) => ({ filters: Array.from({ length: count }, () => filter) });
  test.each([
    ['with more than 5 groups', { filterGroups: Array.from({ length: 6 }, () => group(1)) }],
    ['with more than 6 filters in a group', { filterGroups: [group(7)] }],
    ['with more than 18 filters', { filterGroups: [group(5), group(5), group(5), group(4)] }],
    ['with more than one sort', { sorts: [{ propertyName: 'email' }, { propertyName: 'phone' }] }],
    ['with a page of more than 200', { limit: 201 }],
    ['with a query of more than 3,000 characters', { query: 'x'.repeat(3_001) }],
    ['past 10,000 results', { after: '9990', limit: 20 }],
    ['with a cursor that is none', { after: 'next' }],
    ['by an unknown property', one({ propertyName: 'rank', operator: 'HAS_PROPERTY' })],
    ['by an unknown operator', one({ propertyName: 'email', operator: 'LIKE', value: 'a' })],
    ['without a value', one({ propertyName: 'email', operator: 'EQ' })],
    ['without values', one({ propertyName: 'email', operator: 'IN' })],
    ['without an upper bound', one({ propertyName: 'createdate', operator: 'BETWEEN', value: '1' })],
    ['with a text for a time', one({ propertyName: 'createdate', operator: 'GT', value: 'yesterday' })],
    ['sorted by an unknown property', { sorts: [{ propertyName: 'rank' }] }],
    ['with a field that HubSpot does not know', { where: 'x' }],
  ])('%s', async (_name, body) => {
    const answer = await portal.send('POST', '/crm/v3/objects/contacts/search', body);

    expect([answer.status, answer.body.category]).toEqual([400, 'VALIDATION_ERROR']);
  });

  test('but not at the limits', async () => {
    const answer = await portal.send('POST', '/crm/v3/objects/contacts/search', {
      filterGroups: [group(6), group(6), group(6)],
      after: '9800',
      limit: 200,
    });

    expect([answer.status, answer.body.results]).toEqual([200, []]);
  });
});
