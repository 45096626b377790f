import { describe, expect, test } from 'vitest';
import { openPortal } from './portal-client.ts';

type Row = { id: string; properties: Record<string, string | null> };

const portal = openPortal();

/** All records of a type, read through the list and not through the search. */
const readAll = async (type: string, properties: string): Promise<Row[]> => {
  const rows: Row[] = [];
  let after = '';
  do {
    const page = await portal.get(`/crm/v3/objects/${type}?limit=100&properties=${properties}${after}`);
    rows.push(...page.body.results);
    after = page.body.paging === undefined ? '' : `&after=${page.body.paging.next.after}`;
  } while (after !== '');
  return rows;
};

const searchAll = async (type: string, body: Record<string, unknown>): Promise<string[]> => {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await portal.send('POST', `/crm/v3/objects/${type}/search`, {
      limit: 200,
      ...body,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.status).toBe(200);
    ids.push(...page.body.results.map((row: Row) => row.id));
    after = page.body.paging?.next.after;
  } while (after !== undefined);
  return ids;
};

const one = (filter: Record<string, unknown>) => ({ filterGroups: [{ filters: [filter] }] });

/** What each filter must find, said in plain JavaScript over the listed rows. */
const cases: ReadonlyArray<
  readonly [type: string, filter: Record<string, unknown>, fits: (value: string | null) => boolean]
> = [
  [
    'companies',
    { propertyName: 'numberofemployees', operator: 'EQ', value: '140.0' },
    (value) => Number(value) === 140,
  ],
  [
    'deals',
    { propertyName: 'amount', operator: 'NEQ', value: '48000' },
    (value) => value !== null && Number(value) !== 48_000,
  ],
  [
    'deals',
    { propertyName: 'amount', operator: 'LT', value: '9000' },
    (value) => value !== null && Number(value) < 9_000,
  ],
  [
    'deals',
    { propertyName: 'amount', operator: 'LTE', value: '28500' },
    (value) => value !== null && Number(value) <= 28_500,
  ],
  ['deals', { propertyName: 'amount', operator: 'GT', value: '100000' }, (value) => Number(value) > 100_000],
  ['deals', { propertyName: 'amount', operator: 'GTE', value: '100000' }, (value) => Number(value) >= 100_000],
  [
    'deals',
    { propertyName: 'amount', operator: 'BETWEEN', value: '10000', highValue: '50000' },
    (value) => Number(value) >= 10_000 && Number(value) <= 50_000,
  ],
  [
    'deals',
    { propertyName: 'closedate', operator: 'GTE', value: '2026-06-01T00:00:00Z' },
    (value) => value !== null && value >= '2026-06-01',
  ],
  [
    'deals',
    { propertyName: 'closedate', operator: 'LT', value: String(Date.UTC(2026, 5, 1)) },
    (value) => value !== null && value < '2026-06-01',
  ],
  [
    'deals',
    { propertyName: 'dealstage', operator: 'IN', values: ['closedwon', 'closedlost'] },
    (value) => value === 'closedwon' || value === 'closedlost',
  ],
  [
    'deals',
    { propertyName: 'dealstage', operator: 'NOT_IN', values: ['closedwon', 'closedlost'] },
    (value) => value !== 'closedwon' && value !== 'closedlost',
  ],
  ['deals', { propertyName: 'dealstage', operator: 'EQ', value: 'ClosedWon' }, () => false],
  ['deals', { propertyName: 'closed_lost_reason', operator: 'HAS_PROPERTY' }, (value) => value !== null],
  ['deals', { propertyName: 'closed_lost_reason', operator: 'NOT_HAS_PROPERTY' }, (value) => value === null],
  ['contacts', { propertyName: 'firstname', operator: 'EQ', value: 'MAYA' }, (value) => value === 'Maya'],
  [
    'contacts',
    { propertyName: 'firstname', operator: 'IN', values: ['maya', 'jonas'] },
    (value) => value === 'Maya' || value === 'Jonas',
  ],
  ['contacts', { propertyName: 'firstname', operator: 'IN', values: ['Maya'] }, () => false],
  [
    'contacts',
    { propertyName: 'jobtitle', operator: 'CONTAINS_TOKEN', value: 'manager' },
    (value) => /\bmanager\b/i.test(value ?? ''),
  ],
  [
    'contacts',
    { propertyName: 'jobtitle', operator: 'CONTAINS_TOKEN', value: 'eng*' },
    (value) => /\beng/i.test(value ?? ''),
  ],
  [
    'contacts',
    { propertyName: 'email', operator: 'CONTAINS_TOKEN', value: '*@juniperlogistics.example' },
    (value) => value?.endsWith('@juniperlogistics.example') === true,
  ],
  [
    'contacts',
    { propertyName: 'jobtitle', operator: 'NOT_CONTAINS_TOKEN', value: 'manager' },
    (value) => !/\bmanager\b/i.test(value ?? ''),
  ],
  [
    'contacts',
    { propertyName: 'birth_date', operator: 'LT', value: '1980-01-01' },
    (value) => value !== null && value < '1980',
  ],
  ['contacts', { propertyName: 'hs_email_optout', operator: 'EQ', value: 'true' }, (value) => value === 'true'],
  ['companies', { propertyName: 'numberofemployees', operator: 'GTE', value: '140' }, (value) => Number(value) >= 140],
  ['companies', { propertyName: 'numberofemployees', operator: 'GT', value: '140' }, (value) => Number(value) > 140],
  ['companies', { propertyName: 'numberofemployees', operator: 'LT', value: '140' }, (value) => Number(value) < 140],
  ['companies', { propertyName: 'numberofemployees', operator: 'LTE', value: '140' }, (value) => Number(value) <= 140],
  [
    'tickets',
    { propertyName: 'hs_ticket_priority', operator: 'NEQ', value: 'LOW' },
    (value) => value !== null && value !== 'LOW',
  ],
  ['calls', { propertyName: 'hs_call_duration', operator: 'GT', value: '600000' }, (value) => Number(value) > 600_000],
  ['subscriptions', { propertyName: 'plan', operator: 'EQ', value: 'team' }, (value) => value === 'team'],
];

test.each(cases)('%s are found by %j as plain code finds them', async (type, filter, fits) => {
  const name = String(filter.propertyName);
  const expected = (await readAll(type, name)).filter((row) => fits(row.properties[name] ?? null)).map((row) => row.id);

  const found = await searchAll(type, one(filter));

  expect(found).toEqual(expected);
});

test('the operators are tried on rows that fit and rows that do not', async () => {
  const counts = await Promise.all(cases.map(async ([type, filter]) => (await searchAll(type, one(filter))).length));

  expect(counts.filter((count) => count === 0)).toHaveLength(2);
});

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
