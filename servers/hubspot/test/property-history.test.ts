import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createHubspotSimulator } from '../simulator/hubspot-simulator.ts';
import { hubspot } from '../src/server.ts';
import { judgeRequest } from './exchange-referee.ts';
import { createPortal, record } from './fake-portal.ts';

const change = (value: string | null, timestamp: string) => ({ value, timestamp, sourceType: 'CRM_UI' });

test('who asks for the history of a property reads what it was and since when, newest first', async () => {
  const deal = {
    ...record('71', { amount: null, dealname: 'Gauge' }),
    propertiesWithHistory: {
      amount: [change('', '2026-11-20T09:00:00Z'), change('900', '2026-10-01T08:00:00Z')],
    },
  };
  const portal = createPortal({ 'GET /crm/v3/objects/deals/71': () => deal });
  const properties = ['dealname', 'amount.history', 'amont.history'];

  const { object, hint } = await portal.call('get_object', { object_type: 'deals', object_id: '71', properties });

  expect(object.properties).toEqual({
    dealname: 'Gauge',
    'amount.history': 'none since 2026-11-20T09:00:00.000Z; 900 since 2026-10-01T08:00:00.000Z',
  });
  expect(hint).toBe('No such property: amont.history; see list_properties.');
  const [read] = portal.requests.filter(({ path }) => path === '/crm/v3/objects/deals/71');
  expect(read?.query.getAll('propertiesWithHistory')).toEqual(['amount', 'amont']);
});

test('what tells of a private life is masked in its history', async () => {
  const contact = {
    ...record('9', { marital_status: 'married' }),
    propertiesWithHistory: { marital_status: [change('widowed', '2026-11-20T09:00:00Z')] },
  };
  const portal = createPortal({ 'GET /crm/v3/objects/contacts/9': () => contact });
  const properties = ['marital_status.history'];

  const answer = await portal.call('get_object', { object_type: 'contacts', object_id: '9', properties });

  expect(answer.object.properties['marital_status.history']).toBe('[masked]');
});

test('what is sensitive data is masked in its history', async () => {
  const simulator = createHubspotSimulator();
  const settings = { HUBSPOT_ACCESS_TOKEN: simulator.demoToken };
  const { call } = createCaller({ server: hubspot, settings, transport: simulator.fetch });
  const contacts = { object_type: 'contacts' };
  const filters = [{ property: 'passport_number', operator: 'HAS_PROPERTY' }];
  const { objects } = await call('search_objects', { ...contacts, filter_groups: [{ filters }], limit: 1 });
  const properties = ['passport_number.history', 'jobtitle.history'];

  const { object } = await call('get_object', { ...contacts, object_id: objects[0].id, properties });

  expect(object.sensitive_properties).toEqual({ 'passport_number.history': '[masked]' });
  expect(object.properties['jobtitle.history']).toContain(' since ');
  expect(JSON.stringify(object)).not.toMatch(/NL-\d/);
  expect(simulator.requests.flatMap(judgeRequest)).toEqual([]);
});
