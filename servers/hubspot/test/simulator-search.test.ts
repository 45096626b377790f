import { expect, test } from 'vitest';
import { noon, openPortal } from './portal-client.ts';
import { one, portal, type Row, readAll, searchAll } from './search-client.ts';

test('groups are alternatives, the filters of a group conditions', async () => {
  const rows = await readAll('contacts', 'country,jobtitle');
  const isCanadian = (row: Row) => row.properties.country === 'Canada' && row.properties.jobtitle === 'Lab Manager';
  const isChief = (row: Row) => row.properties.jobtitle === 'Chief Executive Officer';

  const found = await searchAll('contacts', {
    filterGroups: [
      {
        filters: [
          { propertyName: 'country', operator: 'EQ', value: 'Canada' },
          { propertyName: 'jobtitle', operator: 'EQ', value: 'Lab Manager' },
        ],
      },
      { filters: [{ propertyName: 'jobtitle', operator: 'EQ', value: 'Chief Executive Officer' }] },
    ],
  });

  const expected = rows.filter((row) => isCanadian(row) || isChief(row)).map((row) => row.id);
  expect(expected.length).toBeGreaterThan(10);
  expect(found).toEqual(expected);
});

test('a query looks for the beginnings of words in the searchable properties', async () => {
  const rows = await readAll('contacts', 'firstname,lastname,email,phone,mobilephone,company');
  const expected = rows
    .filter((row) =>
      ['okaf', 'may'].every((word) =>
        Object.values(row.properties).some((value) => new RegExp(`(^|[^a-z])${word}`, 'i').test(value ?? '')),
      ),
    )
    .map((row) => row.id);

  const found = await searchAll('contacts', { query: 'may okaf' });

  expect(expected.length).toBeGreaterThan(0);
  expect(found).toEqual(expected);
});

test.each([
  ['amount', 'ASCENDING', (left: Row, right: Row) => Number(left.properties.amount) - Number(right.properties.amount)],
  [
    'closedate',
    'DESCENDING',
    (left: Row, right: Row) =>
      Date.parse(String(right.properties.closedate)) - Date.parse(String(left.properties.closedate)),
  ],
])('deals are sorted by %s %s, through all pages', async (propertyName, direction, order) => {
  const rows = await readAll('deals', propertyName);

  const found = await searchAll('deals', { sorts: [{ propertyName, direction }], limit: 7 });

  const position = new Map(found.map((id, index) => [id, index]));
  const sorted = [...rows].sort(
    (left, right) => order(left, right) || (position.get(left.id) ?? 0) - (position.get(right.id) ?? 0),
  );
  expect(found).toEqual(sorted.map((row) => row.id));
});

test('a sort may be the JSON text that the SDK’s users send', async () => {
  const text = await searchAll('deals', {
    sorts: [JSON.stringify({ propertyName: 'amount', direction: 'DESCENDING' })],
  });

  expect(text).toEqual(await searchAll('deals', { sorts: [{ propertyName: 'amount', direction: 'DESCENDING' }] }));
  expect(text).not.toEqual(await searchAll('deals', {}));
});

test('records without the value come last in either direction', async () => {
  const rows = await readAll('contacts', 'birth_date');
  const without = rows.filter((row) => row.properties.birth_date === null).length;
  for (const direction of ['ASCENDING', 'DESCENDING']) {
    const found = await searchAll('contacts', { sorts: [{ propertyName: 'birth_date', direction }] });
    const values = found.map((id) => rows.find((row) => row.id === id)?.properties.birth_date ?? null);

    expect(values.slice(-without).every((value) => value === null)).toBe(true);
  }
});

test('the associations of a record can be searched', async () => {
  const [contact] = await readAll('contacts', 'email');
  const associated = await portal.get(`/crm/v4/objects/contacts/${contact?.id}/associations/emails`);

  const found = await searchAll(
    'emails',
    one({ propertyName: 'associations.contact', operator: 'EQ', value: contact?.id }),
  );

  expect(found).toEqual(
    associated.body.results
      .map((result: { toObjectId: string }) => result.toObjectId)
      .sort((a: string, b: string) => Number(a) - Number(b)),
  );
});

test('archived records are not found', async () => {
  const own = openPortal();
  const all = await own.send('POST', '/crm/v3/objects/tickets/search', { limit: 1 });

  await own.send('DELETE', `/crm/v3/objects/tickets/${all.body.results[0].id}`);

  const after = await own.send('POST', '/crm/v3/objects/tickets/search', { limit: 1 });
  expect(after.body.total).toBe(all.body.total - 1);
});

test('phone numbers are found by their digits, contacts by when they came to a stage and by having no company', async () => {
  const { send } = openPortal();
  const contact = await send('POST', '/crm/v3/objects/contacts', {
    properties: { email: 'lone@lumen.example', phone: '+1 (512) 867-5309', lifecyclestage: 'customer' },
  });
  const find = async (body: Record<string, unknown>) => {
    const answer = await send('POST', '/crm/v3/objects/contacts/search', body);
    return answer.body.results.map(({ id }: { id: string }) => id);
  };
  const by = (filter: Record<string, string>) => find({ filterGroups: [{ filters: [filter] }] });
  const since = { propertyName: 'hs_lifecyclestage_customer_date', operator: 'GTE', value: String(noon) };

  expect(await find({ query: '5128675309' })).toEqual([contact.body.id]);
  expect(await by(since)).toEqual([contact.body.id]);
  expect(await by({ propertyName: 'associatedcompanyid', operator: 'NOT_HAS_PROPERTY' })).toEqual([contact.body.id]);
});
