import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createHubspotSimulator } from '../simulator/hubspot-simulator.ts';
import { hubspot } from '../src/server.ts';

function openSandbox(scopes?: readonly string[]) {
  const simulator = createHubspotSimulator();
  const token = scopes ? simulator.tokens.issue({ account: 'a', scopes }) : simulator.demoToken;
  return createCaller({ server: hubspot, settings: { HUBSPOT_ACCESS_TOKEN: token }, transport: simulator.fetch });
}

test.each([
  ['calls', ['hs_timestamp']],
  ['deals', ['dealname', 'dealstage']],
  ['subscriptions', ['subscription_name']],
  ['contacts', []],
])('of the properties of %s those are marked that a new record must have', async (object_type, required) => {
  const { properties } = await openSandbox().call('list_properties', { object_type, limit: 100 });

  const marked = properties.filter((property: { required?: boolean }) => property.required);
  expect(marked.map(({ name }: { name: string }) => name)).toEqual(required);
});

test('properties whose values are masked for the caller are told with their class', async () => {
  const list = { object_type: 'contacts', contains: 'passport' };

  const { properties } = await openSandbox().call('list_properties', list);
  const plain = await openSandbox().call('list_properties', { object_type: 'contacts', contains: 'jobtitle' });

  expect(properties).toMatchObject([{ name: 'passport_number', masked_as: 'restricted' }]);
  expect(plain.properties[0]).not.toHaveProperty('masked_as');
});

test("who names no type gets the portal's own types and those of HubSpot", async () => {
  const all = await openSandbox().call('list_properties', {});
  const found = await openSandbox().call('list_properties', { contains: 'subscription' });

  expect(all.object_types).toMatchObject({ contacts: 'contacts', line_items: 'line items' });
  expect(found).toEqual({
    properties: [],
    object_types: { p44881234_subscriptions: 'Subscriptions' },
    total: 1,
  });
});

test('who looks for a property without a type is told to name one', async () => {
  const error = await openSandbox().fail('list_properties', { contains: 'amount' });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('object_type: is needed') });
});

test("a key that may not list the portal's own types gets those of HubSpot", async () => {
  const { object_types } = await openSandbox(['crm.objects.contacts.read']).call('list_properties', {});

  expect(Object.keys(object_types)[0]).toBe('contacts');
});
