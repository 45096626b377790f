import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/deals/index.js';
import { expect, test } from 'vitest';
import { judgeAnswer, judgeRequest } from './exchange-referee.ts';
import { checkModel } from './model-referee.ts';
import { openPortal } from './portal-client.ts';

const objectNames = [
  'contacts',
  'companies',
  'deals',
  'tickets',
  'products',
  'line_items',
  'notes',
  'calls',
  'emails',
  'meetings',
  'tasks',
  '2-100001',
];

test('every kind of answer fits the SDK’s own model of it', async () => {
  const { get, send, simulator } = openPortal();
  const [contact] = [...(simulator.state.records.get('0-1')?.keys() ?? [])];
  const [company] = [...(simulator.state.records.get('0-2')?.keys() ?? [])];
  const [campaign] = simulator.state.campaigns.values();
  for (const name of objectNames) {
    const list = await get(
      `/crm/v3/objects/${name}?limit=50&associations=contacts,companies,deals&propertiesWithHistory=hubspot_owner_id,dealstage`,
    );
    await get(`/crm/v3/objects/${name}/${list.body.results[0].id}?associations=contacts&associations=deals`);
    await send('POST', `/crm/v3/objects/${name}/search`, { limit: 200, properties: ['hubspot_owner_id'] });
    await send('POST', `/crm/v3/objects/${name}/batch/read`, {
      inputs: [{ id: list.body.results[0].id }, { id: '7' }],
      properties: [],
      propertiesWithHistory: [],
    });
    await get(`/crm/v3/properties/${name}`);
    await get(`/crm/v3/properties/${name}/hubspot_owner_id`);
    await get(`/crm/v3/properties/${name}/groups`);
    await get(`/crm/v4/associations/${name}/contacts/labels`);
    await get(`/crm/associations/v4/${name}/companies/labels`);
  }
  const made = await send('POST', '/crm/v3/objects/contacts', {
    properties: { email: 'new@juniper.example' },
    associations: [],
  });
  await send('PATCH', `/crm/v3/objects/contacts/${made.body.id}`, { properties: { firstname: 'New' } });
  await send('PUT', `/crm/v4/objects/contacts/${made.body.id}/associations/default/companies/${company}`);
  await send('PUT', `/crm/v4/objects/contacts/${made.body.id}/associations/companies/${company}`, [
    { associationCategory: 'USER_DEFINED', associationTypeId: 101 },
  ]);
  await get(`/crm/v4/objects/contacts/${made.body.id}/associations/companies`);
  await send('POST', '/crm/v4/associations/contacts/companies/batch/read', {
    inputs: [{ id: made.body.id }, { id: '7' }],
  });
  await send('POST', '/crm/v4/associations/contacts/companies/batch/labels/archive', {
    inputs: [
      {
        types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 101 }],
        from: { id: made.body.id },
        to: { id: company },
      },
    ],
  });
  await send('DELETE', `/crm/v4/objects/contacts/${made.body.id}/associations/companies/${company}`);
  await send('POST', '/crm/v3/objects/contacts/batch/create', {
    inputs: [{ properties: { email: 'two@juniper.example' }, associations: [] }],
  });
  await send('POST', '/crm/v3/objects/contacts/batch/update', {
    inputs: [{ id: made.body.id, properties: { lastname: 'Two' } }],
  });
  await send('POST', '/crm/v3/objects/contacts/batch/upsert', {
    inputs: [{ id: 'three@juniper.example', idProperty: 'email', properties: {} }],
  });
  await send('POST', '/crm/v3/objects/contacts/batch/archive', { inputs: [{ id: made.body.id }] });
  await send('DELETE', `/crm/v3/objects/contacts/${contact}`);
  await get('/crm/v3/objects/contacts?archived=true');
  for (const path of [
    '/crm/v3/pipelines/deals',
    '/crm/v3/pipelines/deals/default',
    '/crm/v3/pipelines/deals/default/stages',
    '/crm/v3/owners?limit=3',
    `/crm/v3/owners/${simulator.state.owners[0]?.id}`,
    '/crm-object-schemas/v3/schemas',
    '/crm-object-schemas/v3/schemas/2-100001',
    '/account-info/v3/details',
    '/automation/v4/flows?limit=2',
    '/marketing/v3/emails?includeStats=true&limit=100',
    `/marketing/v3/emails/${campaign?.emailIds[0]}?includeStats=true`,
    '/marketing/v3/emails/statistics/list?startTimestamp=2025-01-01T00:00:00Z&endTimestamp=2027-01-01T00:00:00Z',
    '/marketing/v3/emails/statistics/histogram?interval=MONTH&startTimestamp=2025-01-01T00:00:00Z&endTimestamp=2027-01-01T00:00:00Z',
    '/marketing/v3/campaigns?properties=hs_name',
    `/marketing/v3/campaigns/${campaign?.id}?startDate=2025-01-01&endDate=2027-01-01`,
    `/marketing/v3/campaigns/${campaign?.id}/assets/MARKETING_EMAIL?startDate=2025-01-01&endDate=2027-01-01`,
    `/marketing/v3/campaigns/${campaign?.id}/assets/FORM`,
    `/marketing/v3/campaigns/${campaign?.id}/reports/metrics`,
    `/marketing/v3/campaigns/${campaign?.id}/reports/revenue`,
    `/marketing/v3/campaigns/${campaign?.id}/reports/contacts/influencedContacts`,
    `/marketing/v3/campaigns/${campaign?.id}/budget/totals`,
    ...simulator.state.workflows.map(({ flowId }) => `/automation/v4/flows/${flowId}`),
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 200]);
  }
  for (const [method, path, body] of [
    ['GET', '/crm/v3/objects/contacts/7', undefined],
    ['GET', '/crm/v3/objects/rockets', undefined],
    ['POST', '/crm/v3/objects/contacts', '{'],
    ['POST', '/crm/v3/objects/contacts', { properties: { email: 'x', rank: '1' } }],
    ['GET', '/crm/v3/objects/contacts?limit=101', undefined],
    ['POST', '/crm/v3/objects/contacts', { properties: { email: 'two@juniper.example' } }],
    ['GET', '/marketing/v3/campaigns/7', undefined],
    ['POST', '/crm/v3/objects/deals', { properties: { dealname: 'No stage' } }],
    ['GET', '/crm/v3/owners/7', undefined],
  ] as const) {
    expect((await send(method, path, body)).status).toBeGreaterThanOrEqual(400);
  }
  await get('/crm/v3/objects/contacts', { authorization: 'Bearer nonsense' });

  const problems = simulator.requests.flatMap((logged) =>
    judgeAnswer(logged).map((problem) => `${logged.method} ${logged.path} ${problem.path} ${problem.message}`),
  );

  expect(problems).toEqual([]);
  expect(simulator.requests.length).toBeGreaterThan(140);
});

test('the SDK’s client works against it over a socket, and sends what the referee expects', async () => {
  const { simulator } = openPortal();
  const { url } = await simulator.start();
  const client = new Client({ accessToken: simulator.demoToken, basePath: url });

  const page = await client.crm.contacts.basicApi.getPage(5, undefined, ['email', 'jobtitle'], undefined, [
    'companies',
  ]);
  const [first] = page.results;
  const found = await client.crm.contacts.searchApi.doSearch({
    filterGroups: [
      { filters: [{ propertyName: 'email', operator: FilterOperatorEnum.Eq, value: first?.properties.email ?? '' }] },
    ],
    properties: ['email'],
    limit: 1,
  });
  const deal = await client.crm.deals.basicApi.create({
    properties: { dealname: 'From the SDK', dealstage: 'qualifiedtobuy', amount: '12.5' },
    associations: [
      {
        to: { id: first?.id ?? '' },
        types: [{ associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId: 3 }],
      },
    ],
  });
  const linked = await client.crm.associations.v4.basicApi.getPage('deals', deal.id, 'contacts');
  const owners = await client.crm.owners.ownersApi.getPage();
  const everyone = await client.crm.contacts.getAll(undefined, undefined, ['email']);
  const emails = await client.marketing.emails.statisticsApi.getEmailsList(
    '2025-01-01T00:00:00Z',
    '2027-01-01T00:00:00Z',
  );
  const missing = client.crm.contacts.basicApi.getById('7');

  await expect(missing).rejects.toMatchObject({ code: 404, body: { category: 'OBJECT_NOT_FOUND' } });
  expect(page.results).toHaveLength(5);
  expect(page.results[0]?.createdAt).toBeInstanceOf(Date);
  expect(found.results.map((result) => result.id)).toEqual([first?.id]);
  expect(deal.properties).toMatchObject({ dealname: 'From the SDK', pipeline: 'default', hs_is_closed: 'false' });
  expect(linked.results.map((result) => result.toObjectId)).toEqual([first?.id]);
  expect(owners.results).toHaveLength(7);
  expect(everyone).toHaveLength(420);
  expect(emails.aggregate?.counters.sent).toBeGreaterThan(5_000);
  const problems = simulator.requests.flatMap((logged) => [...judgeRequest(logged), ...judgeAnswer(logged)]);
  expect(problems).toEqual([]);
  await simulator.stop();
});

const record = {
  id: '1',
  properties: { email: 'a@b.example', phone: null },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  archived: false,
};

test.each([
  ['an invented field', { ...record, colour: 'red' }, '$.colour'],
  ['a missing field', { id: '1', properties: {}, createdAt: record.createdAt }, '$.updatedAt'],
  ['a number for an id', { ...record, id: 1 }, '$.id'],
  ['a number for a property', { ...record, properties: { amount: 5 } }, '$.properties.amount'],
  ['a time that is none', { ...record, updatedAt: 'yesterday' }, '$.updatedAt'],
  ['milliseconds for a time', { ...record, createdAt: 1_700_000_000_000 }, '$.createdAt'],
  ['a text for a truth value', { ...record, archived: 'false' }, '$.archived'],
  [
    'a wrong history',
    { ...record, propertiesWithHistory: { email: [{ value: 'a', timestamp: 'now', sourceType: 'API' }] } },
    '$.propertiesWithHistory.email[0].timestamp',
  ],
  ['a list for an object', [], '$'],
])('the referee catches %s', (_name, value, path) => {
  expect(checkModel(record, 'crm/objects', 'SimplePublicObject')).toEqual([]);

  expect(checkModel(value, 'crm/objects', 'SimplePublicObject').map((problem) => problem.path)).toContain(path);
});

test('the referee catches wrong enumerations, endpoints, parameters, bodies and statuses', async () => {
  const { get, send, simulator } = openPortal();
  await get('/crm/v3/objects/contacts?limit=2&colour=red');
  await get('/crm/v3/objects/contacts/1/colour');
  await send('POST', '/crm/v3/objects/contacts/search', {
    filterGroups: [{ filters: [{ propertyName: 'email', operator: 'LIKE', value: 'x' }] }],
  });
  await get('/account-info/v3/details');
  const [parameter, endpoint, operator, details] = simulator.requests;
  if (!parameter || !endpoint || !operator || !details) throw new Error('a request was not logged');

  const paths = [parameter, endpoint, operator].map((logged) => judgeRequest(logged).map((problem) => problem.path));
  const answers = [
    judgeAnswer({ ...parameter, status: 202 }),
    judgeAnswer({ ...parameter, answer: '{"results":[{}]}' }),
    judgeAnswer({ ...details, answer: '{"portalId":"1"}' }),
    judgeAnswer({ ...operator, answer: '{"message":"no"}' }),
  ];

  expect(paths).toEqual([['query.colour'], ['$'], ['body.filterGroups[0].filters[0].operator']]);
  expect(answers.map((problems) => problems.length > 0)).toEqual([true, true, true, true]);
});
