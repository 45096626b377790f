import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createHubspotSimulator } from '../simulator/hubspot-simulator.ts';
import { hubspot } from '../src/server.ts';
import { createPortal, record } from './fake-portal.ts';

const ids = ['31204501109', '31204501110'];
const rows = ids.map((id) => record(id, { dealname: `Deal ${id}` }));
const readLinks = 'POST /crm/v4/associations/deals/contacts/batch/read';
const none = { status: 'error', category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' };
const linked = (count: number) => ({
  from: { id: ids[0] },
  to: Array.from({ length: count }, (_, index) => ({ toObjectId: 31204600000 + index, associationTypes: [] })),
});
const portalWith = (count: number) =>
  createPortal({
    'POST /crm/v3/objects/deals/search': () => ({ total: 2, results: rows }),
    [readLinks]: () => Response.json({ results: [linked(count)], errors: [none] }, { status: 207 }),
  });

test('a search shows the ids of associated records, asked for once for all records it finds', async () => {
  const portal = portalWith(2);

  const answer = await portal.call('search_objects', {
    object_type: 'deals',
    properties: ['dealname', 'associations.contact'],
  });

  expect(answer.objects.map(({ properties }: { properties: unknown }) => properties)).toEqual([
    { dealname: 'Deal 31204501109', 'associations.contact': '31204600000;31204600001' },
    { dealname: 'Deal 31204501110' },
  ]);
  expect(answer.hint).toBeUndefined();
  const posts = portal.requests.filter(({ method }) => method === 'POST');
  expect(posts.map(({ body }) => body)).toMatchObject([
    { properties: ['dealname'] },
    { inputs: ids.map((id) => ({ id })) },
  ]);
});

test('a row that HubSpot could not read is not shown as one without associated records', async () => {
  const portal = createPortal({
    'POST /crm/v3/objects/deals/search': () => ({ total: 2, results: rows }),
    [readLinks]: () => Response.json({ results: [linked(1)], errors: [none, { category: 'ERROR' }] }, { status: 207 }),
  });

  const error = await portal.fail('search_objects', { object_type: 'deals', properties: ['associations.contact'] });

  expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('and not others') });
});

test('associated records alone come with the usual properties', async () => {
  const portal = portalWith(1);

  await portal.call('search_objects', { object_type: 'deals', properties: ['associations.contacts'] });

  expect(portal.requests.find(({ path }) => path.endsWith('/search'))?.body).toMatchObject({
    properties: expect.arrayContaining(['dealname', 'dealstage']),
  });
});

test('of many associated records the first are shown, which is told', async () => {
  const answer = await portalWith(51).call('search_objects', {
    object_type: 'deals',
    properties: ['associations.contacts'],
  });

  expect(answer.objects[0].properties['associations.contacts'].split(';')).toHaveLength(50);
  expect(answer.hint).toBe('Only the first 50 of associations.contacts are shown; get_object has more.');
});

test('a search that finds nothing asks for no associated records', async () => {
  const portal = createPortal({ 'POST /crm/v3/objects/deals/search': () => ({ total: 0, results: [] }) });

  await portal.call('search_objects', { object_type: 'deals', properties: ['associations.contacts'] });

  expect(portal.requests).toHaveLength(1);
});

test.each([
  ['orders', 'not_found', 'no such object type, orders, in this portal'],
  ['yachts', 'not_found', 'No object type yachts in this portal'],
  ['contacts', 'invalid_input', 'takes EQ or IN with record ids'],
])('a filter by associated %s that HubSpot refuses is told by what is wrong with it', async (type, code, told) => {
  const simulator = createHubspotSimulator();
  const settings = { HUBSPOT_ACCESS_TOKEN: simulator.demoToken };
  const { fail } = createCaller({ server: hubspot, settings, transport: simulator.fetch });
  const filter = { property: `associations.${type}`, operator: type === 'contacts' ? 'NEQ' : 'EQ', value: '1' };

  const error = await fail('search_objects', { object_type: 'deals', filter_groups: [{ filters: [filter] }] });

  expect(error).toMatchObject({ code, message: expect.stringContaining(told) });
});
