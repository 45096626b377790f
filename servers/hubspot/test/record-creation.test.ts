import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

test.each([
  ['b.example', ['b.example']],
  ['https://WWW.b.example:443/about', ['https://www.b.example:443/about', 'b.example']],
])('who is asked for a company of %s reads of another one with its domain', async (domain, values) => {
  const portal = createPortal({
    'GET /crm/v3/properties/companies': () => ({ results: [{ name: 'domain', type: 'string' }] }),
    'POST /crm/v3/objects/companies/search': () => ({ total: 1, results: [record('9', { name: 'Brick Ltd' })] }),
  });

  const preview = await portal.preview('create_object', {
    object_type: 'companies',
    properties: { domain },
  });

  const searched = portal.requests.find(({ method }) => method === 'POST')?.body;
  expect(searched).toMatchObject({ filterGroups: [{ filters: [{ operator: 'IN', values }] }] });

  expect(preview).toContain('the same domain: "Brick Ltd (9)" -> "has it already"');
});

test.each([
  ['companies', { name: 'BRICK Ltd' }, ['name'], 'Brick Ltd (9)'],
  ['contacts', { firstname: 'Ada', lastname: 'Roe' }, ['firstname', 'lastname'], 'Ada Roe (9)'],
])('who is asked for one of %s without what tells it apart reads of another one of its name', async (...row) => {
  const [object_type, properties, names, shown] = row;
  const other = record('9', { name: 'Brick Ltd', firstname: 'Ada', lastname: 'Roe' });
  const portal = createPortal({
    [`GET /crm/v3/properties/${object_type}`]: () => ({ results: names.map((name) => ({ name, type: 'string' })) }),
    [`POST /crm/v3/objects/${object_type}/search`]: () => ({ total: 1, results: [other] }),
  });

  const preview = await portal.preview('create_object', { object_type, properties });

  const filters = Object.entries(properties).map(([propertyName, value]) => ({
    propertyName,
    operator: 'IN',
    values: [value.toLowerCase()],
  }));
  const searches = portal.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
  expect(searches).toMatchObject([{ filterGroups: [{ filters }], limit: 1 }]);
  expect(preview).toContain(`the same name: "${shown}" -> "has it already"`);
});

const stored = { firstname: 'Jörg', lastname: 'Müßigbrodt', name: 'BRÜCKE' };

test.each([
  ['contacts', { firstname: 'Jorg', lastname: 'MUSSIGBRODT' }, ['*m*b*', '*j*'], stored, true],
  ['contacts', { firstname: 'Mussigbrodt', lastname: 'Jörg' }, ['*m*b*', '*j*'], stored, true],
  ['contacts', { firstname: 'Jorg', lastname: 'Mussigbrodt' }, ['*m*b*', '*j*'], { lastname: 'Jörg Müßigbrodt' }, true],
  ['contacts', { firstname: 'Jürg', lastname: 'Müßigbrodt' }, ['*m*b*', '*j*'], stored, false],
  ['companies', { name: 'Bruecke GmbH' }, ['*b*k*'], stored, true],
])('who is asked for one of %s reads of another one of its name, however it is written: %j', async (...row) => {
  const [object_type, properties, values, other, isTold] = row;
  const answers = [[], [record('8', { lastname: 'Other', name: 'Bruckner' }), record('9', other)]];
  const portal = createPortal({
    [`GET /crm/v3/properties/${object_type}`]: () => ({
      results: Object.keys(properties).map((name) => ({ name, type: 'string' })),
    }),
    [`POST /crm/v3/objects/${object_type}/search`]: () => ({ total: 2, results: answers.shift() ?? [] }),
  });

  const preview = await portal.preview('create_object', { object_type, properties });

  const searches = portal.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
  const names = Object.keys(properties);
  const ways = names.flatMap((name) => (values.length > 1 ? names.map((second) => [name, second]) : [[name]]));
  const filterGroups = ways.map((way) => ({
    filters: way.map((propertyName, index) => ({ propertyName, operator: 'CONTAINS_TOKEN', value: values[index] })),
  }));
  expect(searches).toMatchObject([{ limit: 1 }, { filterGroups }]);
  if (isTold) expect(preview).toContain('(9)" -> "has it already"');
  else expect(preview).not.toContain('has it already');
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
  expect(preview).toContain('the same name: "ada@old.example Ada Roe, Brick Ltd (9)" -> "has it already"');
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
  const [search] = portal.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('deals/search'));
  expect(search?.body).toMatchObject({
    filterGroups: [
      { filters: [named, { propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' }] },
      { filters: [named, { propertyName: 'associations.company', operator: 'EQ', value: '7' }] },
    ],
  });
  expect(preview).toContain('the same name: "Gauge (9)" -> "has it already"');
});

test('who is asked for a new record reads that no tool takes it back', async () => {
  const properties = { hs_timestamp: '2026-11-02T09:00:00Z', hs_note_body: 'Called' };
  const portal = createPortal({
    'GET /crm/v3/properties/notes': () => ({
      results: Object.keys(properties).map((name) => ({ name, type: 'string' })),
    }),
  });

  const preview = await portal.preview('create_object', { object_type: 'notes', properties });

  expect(preview).toContain('Undo: only in HubSpot: no tool here deletes or merges records.');
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
