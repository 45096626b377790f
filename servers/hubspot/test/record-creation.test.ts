import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

test.each([
  ['b.example', ['b.example']],
  ['https://WWW.b.example:443/about', ['https://www.b.example:443/about', 'b.example']],
])('who is asked for a company of %s reads of another one with its domain', async (domain, values) => {
  const portal = createPortal({
    'GET /crm/v3/properties/companies': () => ({ results: [{ name: 'domain', type: 'string' }] }),
    'POST /crm/v3/objects/companies/search': () => ({
      total: 1,
      results: [record('9', { name: 'Brick Ltd', domain: 'B.example' })],
    }),
  });

  const preview = await portal.preview('create_object', {
    object_type: 'companies',
    properties: { domain },
  });

  const searched = portal.requests.find(({ method }) => method === 'POST')?.body;
  expect(searched).toMatchObject({ filterGroups: [{ filters: [{ operator: 'IN', values }] }] });

  expect(preview).toContain('warnings: [] -> ["HubSpot has this company already: Brick Ltd (9), the same domain"]');
});

const stored = { firstname: 'Jörg', lastname: 'Müßigbrodt', name: 'BRÜCKE' };
const parts = ['*m*b*', '*j*'];

test.each([
  ['contacts', { firstname: 'Jorg', lastname: 'MUSSIGBRODT' }, parts, stored, true],
  ['contacts', { firstname: 'Mussigbrodt', lastname: 'Jörg' }, parts, stored, true],
  ['contacts', { firstname: 'Jorg', lastname: 'Mussigbrodt' }, parts, { lastname: 'Jörg Müßigbrodt' }, true],
  ['contacts', { lastname: 'Jorg Mussigbrodt' }, parts, stored, true],
  ['contacts', { firstname: 'Jürg', lastname: 'Müßigbrodt' }, parts, stored, false],
  ['contacts', { firstname: 'Jörg', lastname: 'Sá' }, ['*j*rg*'], { firstname: 'Jörg' }, false],
  ['companies', { name: 'Bruecke GmbH' }, ['*b*k*'], stored, true],
])('who is asked for one of %s reads of another one of its name, however it is written: %j', async (...row) => {
  const [object_type, properties, values, other, isTold] = row;
  const results = [record('8', { lastname: 'Other', name: 'Bruckner' }), record('9', other)];
  const names = object_type === 'contacts' ? ['firstname', 'lastname'] : ['name'];
  const portal = createPortal({
    [`GET /crm/v3/properties/${object_type}`]: () => ({ results: names.map((name) => ({ name, type: 'string' })) }),
    [`POST /crm/v3/objects/${object_type}/search`]: () => ({ total: 2, results }),
  });

  const preview = await portal.preview('create_object', { object_type, properties });

  const searches = portal.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
  const given = Object.entries(properties).map(([propertyName, value]) => ({
    propertyName,
    operator: 'IN',
    values: [value.toLowerCase()],
  }));
  const ways = names.flatMap((name) => (values.length > 1 ? names.map((second) => [name, second]) : [[name]]));
  const near = ways.map((way) => ({
    filters: way.map((propertyName, index) => ({ propertyName, operator: 'CONTAINS_TOKEN', value: values[index] })),
  }));
  expect(searches).toMatchObject([{ filterGroups: [{ filters: given }, ...near], limit: 200 }]);
  if (isTold) expect(preview).toMatch(/HubSpot has this \w+ already: .* \(9\)[^"]*, the same name"/);
  else expect(preview).not.toContain('already');
});

test('a name that too many may have in other letters is looked for once more as it is given', async () => {
  const answers = [
    { total: 300, results: [record('8', { firstname: 'Bea', lastname: 'Doe' })] },
    { total: 1, results: [record('9', { firstname: 'Ada', lastname: 'Roe' })] },
  ];
  const portal = createPortal({
    'GET /crm/v3/properties/contacts': () => ({
      results: ['firstname', 'lastname'].map((name) => ({ name, type: 'string' })),
    }),
    'POST /crm/v3/objects/contacts/search': () => answers.shift(),
  });

  const properties = { firstname: 'Ada', lastname: 'Roe' };
  const preview = await portal.preview('create_object', { object_type: 'contacts', properties });

  const [, again] = portal.requests.filter(({ method }) => method === 'POST');
  expect(again?.body).toMatchObject({ filterGroups: [{ filters: [{ operator: 'IN' }, { operator: 'IN' }] }] });
  expect(preview).toContain('HubSpot has this contact already: Ada Roe (9), the same name');
});

test('who is asked for a company of an own domain reads of another one of its name', async () => {
  const portal = createPortal({
    'GET /crm/v3/properties/companies': () => ({
      results: ['name', 'domain'].map((name) => ({ name, type: 'string' })),
    }),
    'POST /crm/v3/objects/companies/search': () => ({
      total: 1,
      results: [record('9', { name: 'Brick Ltd', domain: 'b.example' })],
    }),
  });

  const properties = { name: 'Brick', domain: 'brick.example' };
  const preview = await portal.preview('create_object', { object_type: 'companies', properties });

  expect(preview).toContain('HubSpot has this company already: Brick Ltd (9), the same name');
  expect(preview).not.toContain('the same domain');
});

test.each([
  ['companies', { name: 'Press' }, { name: 'BRICK' }, 'the same name'],
  ['companies', { name: 'Press' }, { domain: 'https://b.example' }, 'the same domain'],
  ['companies', { name: 'Brick', domain: 'b.example' }, { name: 'Brick', domain: 'b.example', city: 'Ulm' }, undefined],
  ['contacts', { firstname: 'Ada', lastname: 'Doe' }, { lastname: 'Roe' }, 'the same name'],
  ['contacts', { firstname: 'Ada', lastname: 'Doe' }, { firstname: '' }, undefined],
  ['contacts', { firstname: 'Ada', lastname: '' }, { firstname: 'Bea' }, undefined],
  ['deals', { dealname: 'Press' }, { dealname: 'Gauge' }, 'the same name'],
])('who is asked for a change of one of %s, %j, reads whether it takes what another has: %j', async (...row) => {
  const [object_type, present, properties, told] = row;
  const twin = { name: 'Brick Ltd', domain: 'b.example', firstname: 'Ada', lastname: 'Roe', dealname: 'Gauge' };
  const own = record('5', { ...twin, ...present });
  const portal = createPortal({
    [`GET /crm/v3/objects/${object_type}/5`]: () => own,
    [`GET /crm/v3/properties/${object_type}`]: () => ({
      results: [...Object.keys(twin), 'city'].map((name) => ({ name, type: 'string' })),
    }),
    [`POST /crm/v3/objects/${object_type}/search`]: () => ({ total: 2, results: [own, record('9', twin)] }),
  });

  const preview = await portal.preview('update_object', { object_type, object_id: '5', properties });

  const searches = portal.requests.filter(({ method }) => method === 'POST');
  expect(searches).toHaveLength(told === undefined ? 0 : 1);
  if (told === undefined) expect(preview).not.toContain('already');
  else expect(preview).toMatch(new RegExp(`HubSpot has this \\w+ already: .* \\(9\\)[^"]*, ${told}`));
});

test('who is asked for a contact of an address that nobody has reads of another one of its name, and where that one is', async () => {
  const properties = { email: 'ada@new.example', firstname: 'ADA', lastname: 'Roe' };
  const other = { email: 'ada@old.example', firstname: 'Ada', lastname: 'Roe', company: 'Brick Ltd' };
  const portal = createPortal({
    'GET /crm/v3/properties/contacts': () => ({
      results: Object.keys(properties).map((name) => ({ name, type: 'string' })),
    }),
    'POST /crm/v3/objects/contacts/search': () => ({ total: 1, results: [record('9', other)] }),
  });

  const preview = await portal.preview('create_object', { object_type: 'contacts', properties });

  const [search] = portal.requests.filter(({ method }) => method === 'POST');
  expect(search?.body).toMatchObject({ properties: ['email', 'firstname', 'lastname', 'company'] });
  expect(preview).toContain('HubSpot has this contact already: ada@old.example Ada Roe, Brick Ltd (9), the same name');
});

test('who is asked for a deal reads of one of its name that is open or of the same company', async () => {
  const names = ['dealname', 'dealstage'];
  const portal = createPortal({
    'GET /crm/v3/properties/deals': () => ({ results: names.map((name) => ({ name, type: 'string' })) }),
    'GET /crm/v3/objects/companies/7': () => record('7', { name: 'Brick Ltd' }),
    'GET /crm/v4/associations/deals/companies/labels': () => ({
      results: [{ category: 'HUBSPOT_DEFINED', typeId: 341, label: null }],
    }),
    'POST /crm/v3/objects/deals/search': () => ({ total: 1, results: [record('9', { dealname: 'Gauge' })] }),
  });

  const preview = await portal.preview('create_object', {
    object_type: 'deals',
    properties: { dealname: 'Gauge', dealstage: 'won' },
    associate_with: [{ object_type: 'company', object_id: '7' }],
  });

  const named = { propertyName: 'dealname', operator: 'IN', values: ['gauge'] };
  const near = { propertyName: 'dealname', operator: 'CONTAINS_TOKEN', value: '*g*g*' };
  const isOpen = { propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' };
  const isOfCompany = { propertyName: 'associations.company', operator: 'EQ', value: '7' };
  const [search] = portal.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('deals/search'));
  expect(search?.body).toMatchObject({
    filterGroups: [named, near].flatMap((name) => [{ filters: [name, isOpen] }, { filters: [name, isOfCompany] }]),
  });
  expect(preview).toContain('HubSpot has this deal already: Gauge (9), the same name');
});

test('who is asked for a new record reads which tool takes it back', async () => {
  const properties = { hs_timestamp: '2026-11-02T09:00:00Z', hs_note_body: 'Called' };
  const portal = createPortal({
    'GET /crm/v3/properties/notes': () => ({
      results: Object.keys(properties).map((name) => ({ name, type: 'string' })),
    }),
  });

  const preview = await portal.preview('create_object', { object_type: 'notes', properties });

  expect(preview).toContain('Undo: with archive_object; only in HubSpot is it merged with another.');
});

test.each([
  [{}, true],
  [{ lifecyclestage: 'customer' }, false],
])('who is asked for a contact with %j reads whether HubSpot may set a lifecycle stage: %s', async (stage, isTold) => {
  const portal = createPortal({
    'GET /crm/v3/properties/contacts': () => ({
      results: ['lastname', 'lifecyclestage'].map((name) => ({ name, type: 'string' })),
    }),
    'POST /crm/v3/objects/contacts/search': () => ({ total: 0, results: [] }),
  });

  const properties = { lastname: 'Roe', ...stage };
  const preview = await portal.preview('create_object', { object_type: 'contacts', properties });

  expect(preview.includes('the lifecycle stage: "none" -> "left to HubSpot, which may set one by default')).toBe(
    isTold,
  );
});

test('a record is created by whichever success it is answered', async () => {
  const portal = createPortal({
    'GET /crm/v3/properties/companies': () => ({ results: [{ name: 'name', type: 'string' }] }),
    'POST /crm/v3/objects/companies/search': () => ({ total: 0, results: [] }),
    'POST /crm/v3/objects/companies': () => Response.json(record('10', { name: 'Press' }), { status: 200 }),
  });

  const answer = await portal.call('create_object', { object_type: 'companies', properties: { name: 'Press' } });

  expect(answer.object.id).toBe('10');
});
