import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const schemas = {
  results: [
    {
      id: '77',
      objectTypeId: '2-77',
      fullyQualifiedName: 'p123_machine',
      name: 'machine',
      labels: { singular: 'Große Maschine', plural: 'Große Maschinen' },
      primaryDisplayProperty: 'title',
      secondaryDisplayProperties: ['renews_on'],
      requiredProperties: ['serial'],
      searchableProperties: [],
      properties: [],
      associations: [],
    },
  ],
};

test.each(['2-77', 'p123_machine', 'machine', 'p_machine', 'Machine', 'Große Maschinen', 'große maschine'])(
  'a custom type is found as %s',
  async (name) => {
    const portal = createPortal({
      'GET /crm-object-schemas/v3/schemas': () => schemas,
      'GET /crm/v3/objects/2-77/9': () => record('9', { serial: 'X1' }),
    });

    const answer = await portal.call('get_object', { object_type: name, object_id: '9' });

    expect(answer).toMatchObject({ object_type: '2-77', object: { id: '9', properties: { serial: 'X1' } } });
  },
);

test('a record of a custom type is shown by the properties that HubSpot shows of it and those it must have', async () => {
  const portal = createPortal({
    'GET /crm-object-schemas/v3/schemas': () => schemas,
    'POST /crm/v3/objects/2-77/search': () => ({ total: 1, results: [record('9', { title: 'Press', serial: 'X1' })] }),
  });

  const answer = await portal.call('search_objects', { object_type: 'machine' });

  expect(answer.objects).toMatchObject([{ properties: { title: 'Press', serial: 'X1' } }]);
  expect(portal.requests.at(-1)?.body).toMatchObject({ properties: ['title', 'renews_on', 'serial'] });
});

test('a label that several types have is answered with their names, and a name is never taken for a label', async () => {
  const other = { ...schemas.results[0], objectTypeId: '2-78', fullyQualifiedName: 'p123_press', name: 'press' };
  const named = { ...other, objectTypeId: '2-79', fullyQualifiedName: 'p123_plant', name: 'Große_Maschine' };
  const portal = createPortal({
    'GET /crm-object-schemas/v3/schemas': () => ({ results: [...schemas.results, other, named] }),
    'GET /crm/v3/objects/2-79/9': () => record('9'),
  });

  const error = await portal.fail('get_object', { object_type: 'Große Maschinen', object_id: '9' });
  const byName = await portal.call('get_object', { object_type: 'große_maschine', object_id: '9' });

  expect(error).toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('p123_machine (2-77), p123_press (2-78)'),
  });
  expect(byName.object_type).toBe('2-79');
});

test('nobody is asked for a record of a custom type without what it must have', async () => {
  const portal = createPortal({
    'GET /crm-object-schemas/v3/schemas': () => schemas,
    'GET /crm/v3/properties/2-77': () => ({ results: ['serial', 'title'].map((name) => ({ name, type: 'string' })) }),
  });

  const asked = portal.preview('create_object', { object_type: 'machine', properties: { title: 'Press' } });

  await expect(asked).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'A new record must have serial too.',
  });
});

test('a record that comes in place of another is told', async () => {
  const portal = createPortal({ 'GET /crm/v3/objects/contacts/100': () => record('200', { email: 'a@b.example' }) });

  const answer = await portal.call('get_object', { object_type: 'contacts', object_id: '100' });

  expect(answer).toMatchObject({ object: { id: '200' }, hint: expect.stringContaining('record 200 in place of 100') });
});

test('a type that the portal does not have is answered with those it has, and nothing else is asked', async () => {
  const portal = createPortal({ 'GET /crm-object-schemas/v3/schemas': () => schemas });

  const error = await portal.fail('search_objects', { object_type: 'mashines' });

  expect(error.code).toBe('not_found');
  expect(error.message).toContain('p123_machine (2-77)');
  expect(error.message).toContain('contacts');
  expect(portal.requests).toHaveLength(1);
});

test.each([
  ['campaigns', 'in this portal: analyze_campaign_performance finds them'],
  ['Campaign', 'analyze_campaign_performance'],
  ['owners', 'list_owners has them'],
  ['workflow', 'list_workflows has them'],
])('who searches for %s is told which tool has them', async (object_type, told) => {
  const portal = createPortal({ 'GET /crm-object-schemas/v3/schemas': () => schemas });

  const error = await portal.fail('search_objects', { object_type });

  expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining(told) });
});

test('standard types cost no look at the schemas, whatever they are called', async () => {
  const portal = createPortal({ 'GET /crm/v3/objects/companies/5': () => record('5') });

  for (const name of ['companies', 'company', '0-2', 'Company']) {
    expect(await portal.call('get_object', { object_type: name, object_id: '5' })).toMatchObject({
      object_type: 'companies',
    });
  }
  expect(portal.requests).toHaveLength(4);
});

const unlisted = () =>
  refusal(403, {
    category: 'MISSING_SCOPES',
    errors: [{ message: '', context: { requiredGranularScopes: ['crm.schemas.custom.read'] } }],
  });

test.each(['2-77', 'p123_machine', 'p_machine'])(
  'a key that may not list the types of the portal works with one by its name in paths: %s',
  async (type) => {
    const portal = createPortal({
      'GET /crm-object-schemas/v3/schemas': unlisted,
      [`POST /crm/v3/objects/${type}/search`]: () => ({ total: 1, results: [record('9', { hs_object_id: '9' })] }),
      [`GET /crm/v3/properties/${type}`]: () => ({ results: [{ name: 'title', type: 'string' }] }),
      [`POST /crm/v3/objects/${type}`]: () => Response.json(record('10', { title: 'Press' }), { status: 201 }),
    });

    const found = await portal.call('search_objects', { object_type: type });
    const created = await portal.call('create_object', { object_type: type, properties: { title: 'Press' } });

    expect(found.objects).toMatchObject([{ id: '9' }]);
    expect(created.object).toMatchObject({ id: '10', properties: { title: 'Press' } });
  },
);

test('schemas are read once for several calls, and again after a failure', async () => {
  let isDown = true;
  const portal = createPortal({
    'GET /crm-object-schemas/v3/schemas': () => (isDown ? unlisted() : schemas),
    'GET /crm/v3/objects/2-77/9': () => record('9'),
  });

  const error = await portal.fail('get_object', { object_type: 'machine', object_id: '9' });
  isDown = false;
  await portal.call('get_object', { object_type: '2-77', object_id: '9' });
  await portal.call('get_object', { object_type: '2-77', object_id: '9' });

  expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('crm.schemas.custom.read') });
  expect(portal.requests.filter(({ path }) => path.includes('schemas'))).toHaveLength(2);
});
