import { expect, test, vi } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const page = { total: 0, results: [] };
const searchContacts = 'POST /crm/v3/objects/contacts/search';

test('filters go over the wire as HubSpot takes them, times as milliseconds where order counts', async () => {
  const portal = createPortal({ [searchContacts]: () => page });

  await portal.call('search_objects', {
    object_type: 'contact',
    filter_groups: [
      {
        filters: [
          { property: 'createdate', operator: 'BETWEEN', value: '2026-01-01', high_value: '2026-02-01T00:00:00Z' },
          { property: 'company', operator: 'EQ', value: '2026-01-01' },
          { property: 'lifecyclestage', operator: 'IN', values: ['lead', 'customer'] },
          { property: 'associations.company', operator: 'EQ', value: '501' },
        ],
      },
      { filters: [{ property: 'phone', operator: 'NOT_HAS_PROPERTY' }] },
      { filters: [{ property: 'associations.companies', operator: 'EQ', value: '501' }] },
    ],
    sort: '-createdate',
    properties: ['email'],
    limit: 5,
  });

  expect(portal.requests.find(({ method }) => method === 'POST')?.body).toEqual({
    filterGroups: [
      {
        filters: [
          { propertyName: 'createdate', operator: 'BETWEEN', value: '1767225600000', highValue: '1769904000000' },
          { propertyName: 'company', operator: 'EQ', value: '2026-01-01' },
          { propertyName: 'lifecyclestage', operator: 'IN', values: ['lead', 'customer'] },
          { propertyName: 'associations.company', operator: 'EQ', value: '501' },
        ],
      },
      { filters: [{ propertyName: 'phone', operator: 'NOT_HAS_PROPERTY' }] },
      { filters: [{ propertyName: 'associations.company', operator: 'EQ', value: '501' }] },
    ],
    sorts: ['-createdate'],
    properties: ['email'],
    limit: 5,
    after: '0',
  });
});

test.each([
  [{ property: 'a', operator: 'IN', value: 'x' }, 'IN takes values'],
  [{ property: 'a', operator: 'EQ', values: ['x'] }, 'EQ takes value'],
  [{ property: 'a', operator: 'BETWEEN', value: '1' }, 'BETWEEN takes value and high_value'],
  [{ property: 'a', operator: 'HAS_PROPERTY', value: 'x' }, 'HAS_PROPERTY takes no value'],
  [{ property: 'a', operator: 'GT' }, 'GT takes value'],
  [{ property: 'a', operator: 'GTE', value: '2026-02-30' }, 'no calendar has 2026-02-30'],
  [{ property: 'a', operator: 'LT', value: '2025-02-29T10:00:00Z' }, 'no calendar has 2025-02-29'],
  [{ property: 'a', operator: 'BETWEEN', value: '2026-01-01', high_value: '2026-04-31' }, 'no calendar has 2026-04-31'],
  [{ property: 'a', operator: 'BETWEEN', value: '2026-03-31', high_value: '2026-03-30' }, 'lies below value'],
  [{ property: 'a', operator: 'BETWEEN', value: '1000', high_value: '999.5' }, 'lies below value'],
  [{ property: 'a', operator: 'GT', value: '50.000' }, 'thousands, or a fraction'],
  [{ property: 'a', operator: 'LTE', value: '1,234' }, 'thousands, or a fraction'],
])('a filter whose values do not fit its operator never reaches HubSpot: %j', async (filter, problem) => {
  const portal = createPortal({ [searchContacts]: () => page });

  const error = await portal.fail('search_objects', {
    object_type: 'contacts',
    filter_groups: [{ filters: [filter] }],
  });

  expect(error.code).toBe('invalid_input');
  expect(JSON.stringify([error.message, error.details])).toContain(problem);
  expect(portal.requests).toEqual([]);
});

test('pages by counting records and tells that a search ends at 10,000', async () => {
  const portal = createPortal({
    [searchContacts]: ({ body }) => {
      const { after, limit } = Object(body);
      const places = Array.from({ length: limit }, (_, index) => Number(after) + index + 1);
      const results = places.map((id) => record(String(id), { email: 'a@b.example', phone: null, company: '' }));
      return { total: 12_000, results };
    },
  });

  const first = await portal.call('search_objects', { object_type: 'contacts', limit: 100 });
  const last = await portal.call('search_objects', { object_type: 'contacts', limit: 100, cursor: 'o9950..' });

  expect(first).toMatchObject({
    total: 12_000,
    next_cursor: expect.stringMatching(/~o100\.12000\.[\w-]{40}$/),
    hint: expect.stringContaining('10000'),
  });
  expect(first.objects[0]).toMatchObject({ id: '1', properties: { email: 'a@b.example' } });
  expect(portal.requests[1]?.body).toMatchObject({ after: '9950', limit: 50 });
  expect(last).not.toHaveProperty('next_cursor');
});

test('a cursor past the end of what a search reaches is refused before it reaches HubSpot', async () => {
  const portal = createPortal({ [searchContacts]: () => page });

  const error = await portal.fail('search_objects', { object_type: 'contacts', cursor: 'o10000..' });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('narrow it') });
  expect(portal.requests).toEqual([]);
});

test.each(['America/New_York', 'Pacific/Kiritimati'])(
  'times without a zone are UTC on a machine in %s',
  async (zone) => {
    vi.stubEnv('TZ', zone);
    const portal = createPortal({ [searchContacts]: () => page });
    const between = (value: string, high_value: string) => ({ property: 'a', operator: 'BETWEEN', value, high_value });

    const filters = [
      between('2026-01-01 00:00', '2026-01-01'),
      between('2024-02-29T12:30:00', '2024-02-29T14:30+0200'),
    ];
    await portal.call('search_objects', { object_type: 'contacts', filter_groups: [{ filters }] });
    vi.unstubAllEnvs();

    expect(portal.requests.findLast(({ method }) => method === 'POST')?.body).toMatchObject({
      filterGroups: [
        {
          filters: [
            { value: '1767225600000', highValue: '1767311999999' },
            { value: '1709209800000', highValue: '1709209800000' },
          ],
        },
      ],
    });
  },
);

test('what is no time is compared as it is written', async () => {
  const portal = createPortal({ [searchContacts]: () => page });
  const filters = [
    { property: 'name', operator: 'BETWEEN', value: 'Zoe', high_value: 'Ada' },
    { property: 'name', operator: 'EQ', value: '2026-02-30' },
  ];

  await portal.call('search_objects', { object_type: 'contacts', filter_groups: [{ filters }] });

  expect(portal.requests.findLast(({ method }) => method === 'POST')?.body).toMatchObject({
    filterGroups: [{ filters: [{ value: 'Zoe', highValue: 'Ada' }, { value: '2026-02-30' }] }],
  });
});
