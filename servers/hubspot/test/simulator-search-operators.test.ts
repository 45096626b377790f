import { expect, test } from 'vitest';
import { one, portal, readAll, searchAll } from './search-client.ts';

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

test.each(['2026-01', '2026-01-01 10:00', 'January 2026', '2026-02-30'])(
  'a time is compared with a time: %s is none',
  async (value) => {
    const answer = await portal.send(
      'POST',
      '/crm/v3/objects/deals/search',
      one({ propertyName: 'closedate', operator: 'GTE', value }),
    );

    expect(answer).toMatchObject({
      status: 400,
      body: { context: { propertyName: ['closedate'], operator: ['GTE'] } },
    });
  },
);
