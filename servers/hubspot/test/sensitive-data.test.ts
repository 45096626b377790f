import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createHubspotSimulator } from '../simulator/hubspot-simulator.ts';
import { hubspot } from '../src/server.ts';
import { judgeRequest } from './exchange-referee.ts';
import { createPortal, record, refusal } from './fake-portal.ts';
import { openPortal } from './portal-client.ts';

/** The sandbox portal, whose contacts have a passport number, with a token of these scopes. */
function openSandbox(scopes?: readonly string[]) {
  const simulator = createHubspotSimulator();
  const token = scopes ? simulator.tokens.issue({ account: 'a', scopes }) : simulator.demoToken;
  const settings = { HUBSPOT_ACCESS_TOKEN: token };
  const caller = createCaller({ server: hubspot, settings, transport: simulator.fetch });
  return { ...caller, requests: simulator.requests };
}

const hasPassport = { filters: [{ property: 'passport_number', operator: 'HAS_PROPERTY' }] };
const findOne = { object_type: 'contacts', filter_groups: [hasPassport], limit: 1 };

/** The id of a contact with a passport number, of 7 digits. */
async function passportHolder({ call }: ReturnType<typeof openSandbox>): Promise<string> {
  const { objects } = await call('search_objects', findOne);
  return objects[0].id;
}

test('values of sensitive data are hidden, whatever they look like, in searches and records of any type', async () => {
  const portal = openSandbox();
  const object_id = await passportHolder(portal);
  const properties = ['passport_number', 'jobtitle'];

  const found = await portal.call('search_objects', { ...findOne, properties });
  const read = await portal.call('get_object', { object_type: 'contacts', object_id, properties });
  const ofCustom = await portal.call('search_objects', {
    object_type: 'subscriptions',
    properties: ['bank_account'],
    limit: 3,
  });

  expect(found.objects[0].sensitive_properties).toEqual({ passport_number: '[masked]' });
  expect(read.object).toMatchObject({
    properties: { jobtitle: expect.any(String) },
    sensitive_properties: { passport_number: '[masked]' },
  });
  expect(ofCustom.objects).toHaveLength(3);
  expect(JSON.stringify([found, read, ofCustom])).not.toMatch(/NL-\d|Northlight Trust/);
  expect(portal.requests.flatMap(judgeRequest)).toEqual([]);
});

test('the present value is hidden from who is asked, and the new one from the answer', async () => {
  const portal = openSandbox();
  const object_id = await passportHolder(portal);
  const change = { object_type: 'contacts', object_id, properties: { passport_number: 'XX-1', jobtitle: 'Buyer' } };

  const preview = await portal.preview('update_object', change);
  const updated = await portal.call('update_object', change);
  const other = await portal.call('update_object', { ...change, properties: { jobtitle: 'Head buyer' } });
  const created = await portal.call('create_object', {
    object_type: 'contacts',
    properties: { email: 'ada@lumen.example', passport_number: 'XX-2' },
  });

  expect(preview).toContain('sensitive data: {"passport_number":"[masked]"} -> {"passport_number":"XX-1"}');
  expect(preview).toMatch(/jobtitle: ".+" -> "Buyer"/);
  expect([updated, other, created].map(({ object }) => object.sensitive_properties)).toEqual(
    Array.from({ length: 3 }, () => ({ passport_number: '[masked]' })),
  );
  expect(JSON.stringify([preview, updated, other, created])).not.toMatch(/NL-\d/);
});

test('properties of sensitive data are listed, marked as such', async () => {
  const { call } = openSandbox();

  const { properties } = await call('list_properties', { object_type: 'contacts', contains: 'a' });
  const marked = await call('list_properties', { object_type: 'subscriptions', contains: 'bank' });

  expect(marked.properties).toMatchObject([{ name: 'bank_account', sensitive: true }]);
  expect(properties.filter(({ sensitive }: { sensitive?: true }) => sensitive)).toMatchObject([
    { name: 'passport_number' },
  ]);
});

test('a key without their scope is told which one it is', async () => {
  const { fail } = openSandbox(['crm.objects.contacts.read', 'crm.objects.contacts.write']);

  const search = await fail('search_objects', { ...findOne, filter_groups: [], properties: ['passport_number'] });
  const create = await fail('create_object', { object_type: 'contacts', properties: { passport_number: 'XX-1' } });

  expect(search).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('crm.objects.contacts.sensitive.read.v2'),
  });
  expect(create).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('crm.objects.contacts.sensitive.write.v2'),
  });
});

test('which properties are sensitive is asked at most once a minute, and for the usual ones not at all', async () => {
  const portal = createPortal({ 'GET /crm/v3/objects/deals/5': () => record('5', { dealname: 'Gauge' }) });
  const asked = () => portal.requests.filter(({ path }) => path.includes('/properties/')).length;
  const read = (properties?: string[]) =>
    portal.call('get_object', { object_type: 'deals', object_id: '5', ...(properties && { properties }) });

  await read();
  await read(['dealname', 'amount']);
  const forUsual = asked();
  await read(['own_notes']);
  await read(['own_notes', 'other_notes']);

  expect([forUsual, asked()]).toEqual([0, 2]);
});

test('a write is done and answered also where its sensitive properties cannot be told, with none in clear', async () => {
  const portal = createPortal({
    'GET /crm/properties/2026-03/deals': () => refusal(403, { category: 'MISSING_SCOPES' }),
    'GET /crm/v3/objects/deals/5': () => record('5', { own_notes: 'old words' }),
    'PATCH /crm/v3/objects/deals/5': () => record('5', { own_notes: 'new words' }),
  });
  const change = { object_type: 'deals', object_id: '5', properties: { own_notes: 'new words' } };

  const preview = await portal.preview('update_object', change);
  const { object } = await portal.call('update_object', change);

  expect(preview).not.toContain('old words');
  expect(object).toMatchObject({ properties: {}, sensitive_properties: { own_notes: '[masked]' } });
});

test('a record of a custom type is named in a preview unless its name is sensitive', async () => {
  const schema = { objectTypeId: '2-77', name: 'patient', primaryDisplayProperty: 'full_name' };
  const properties = { full_name: 'Ada Roe', ward: 'A' };
  const portalWhere = (sensitive: object[]) =>
    createPortal({
      'GET /crm-object-schemas/v3/schemas': () => ({ results: [schema] }),
      'GET /crm/v3/objects/2-77/9': () => record('9', properties),
      'GET /crm/properties/2026-03/2-77': ({ query }) => ({
        results: query.get('dataSensitivity') === 'sensitive' ? sensitive : [],
      }),
    });
  const change = { object_type: 'patient', object_id: '9', properties: { ward: 'B' } };

  const named = await portalWhere([]).preview('update_object', change);
  const unnamed = await portalWhere([{ name: 'full_name', type: 'string', dataSensitivity: 'sensitive' }]).preview(
    'update_object',
    change,
  );

  expect(named).toContain('the record: "Ada Roe"');
  expect(unnamed).toContain('the record: "9"');
});

test("the tests' HubSpot lists sensitive properties only by their kind, and gives their values only to tokens with the scope", async () => {
  const { get, simulator } = openPortal();
  const names = async (query: string) =>
    (await get(`/crm/properties/2026-03/contacts${query}`)).body.results.map(({ name }: { name: string }) => name);
  const plainKey = simulator.tokens.issue({ account: 'a', scopes: ['crm.objects.contacts.read'] });
  const headers = { authorization: `Bearer ${plainKey}` };
  const read = '/crm/v3/objects/contacts?limit=1&properties=';

  expect(await names('')).not.toContain('passport_number');
  expect(await names('?dataSensitivity=sensitive')).toEqual(['passport_number']);
  expect(await names('?dataSensitivity=highly_sensitive')).toEqual([]);
  expect((await get(`${read}email,passport_number`, headers)).status).toBe(403);
  expect((await get(`${read}email`, headers)).status).toBe(200);
});

test('where there is no list of sensitive properties none is one', async () => {
  const missing = () => refusal(404, { category: 'OBJECT_NOT_FOUND' });
  const portal = createPortal({
    'GET /crm/properties/2026-03/deals': missing,
    'GET /crm/v3/objects/deals/5': () => record('5', { own_notes: 'to ring' }),
  });

  const { object } = await portal.call('get_object', {
    object_type: 'deals',
    object_id: '5',
    properties: ['own_notes'],
  });

  expect(object.properties).toEqual({ own_notes: 'to ring' });
});
