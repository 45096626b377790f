import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const viewer = { scopes: ['*'], clearance: 'internal' } as const;

test('properties that tell of a private life are masked by their name, whatever their text looks like', async () => {
  const properties = { jobtitle: 'Head of laboratory', marital_status: 'widowed', gender: 'f' };
  const portal = createPortal({ 'GET /crm/v3/objects/contacts/9': () => record('9', properties) });

  const answer = await portal.call('get_object', {
    object_type: 'contacts',
    object_id: '9',
    properties: Object.keys(properties),
  });

  expect(answer).toMatchObject({ object: { properties: { jobtitle: 'Head of laboratory' } } });
  expect(JSON.stringify(answer)).not.toContain('widowed');
  expect(answer).not.toMatchObject({ object: { properties: { gender: 'f' } } });
});

test('who may not read a note or a name reads none of the copies that HubSpot makes of them', async () => {
  const properties = {
    hs_note_body: 'Asked for Ada Lumen',
    hs_body_preview: 'Asked for Ada Lumen',
    hs_body_preview_html: '<p>Asked for Ada Lumen</p>',
    hs_full_name_or_email: 'Ada Lumen',
    hs_internal_meeting_notes: 'Asked for Ada Lumen',
    hs_email_from_lastname: 'Lumen',
    hs_email_headers: '{"from":{"lastName":"Lumen"}}',
  };
  const replies = { 'GET /crm/v3/objects/notes/9': () => record('9', properties) };
  const asked = { object_type: 'notes', object_id: '9', properties: Object.keys(properties) };

  const looking = await createPortal(replies, undefined, viewer).call('get_object', asked);
  const reading = await createPortal(replies).call('get_object', asked);

  expect(JSON.stringify(looking)).not.toContain('Lumen');
  expect(reading.object.properties).toMatchObject({ hs_body_preview: 'Asked for Ada Lumen' });
});

test.each([
  ['companies', { name: 'Lumen Ltd', domain: 'lumen.example', industry: 'ENERGY' }],
  ['deals', { dealname: 'Lumen Ltd, second year', closed_lost_reason: 'Lumen merged', dealstage: 'ENERGY' }],
  ['tickets', { subject: 'Call Lumen', content: 'Lumen waits', hs_ticket_priority: 'ENERGY' }],
  ['meetings', { hs_meeting_title: 'Lumen', hs_meeting_outcome: 'ENERGY' }],
])('who may not read names is told by no text of %s whose they are', async (object_type, properties) => {
  const replies = { [`GET /crm/v3/objects/${object_type}/9`]: () => record('9', properties) };
  const asked = { object_type, object_id: '9', properties: Object.keys(properties) };

  const looking = await createPortal(replies, undefined, viewer).call('get_object', asked);
  const reading = await createPortal(replies).call('get_object', asked);

  expect(JSON.stringify(looking)).not.toMatch(/lumen/i);
  expect(JSON.stringify(looking)).toContain('ENERGY');
  expect(reading.object.properties).toEqual(properties);
});

test('who may not read names is told by no change of a property what it was', async () => {
  const change = (value: string, timestamp: string) => ({ value, timestamp, sourceType: 'CRM_UI' });
  const contact = () => ({
    ...record('7', { company: 'Alba', lifecyclestage: 'customer' }),
    propertiesWithHistory: {
      company: [change('Alba', '2026-03-05T10:00:00Z'), change('Lumen', '2026-01-01T10:00:00Z')],
      lifecyclestage: [change('customer', '2026-03-05T10:00:00Z')],
    },
  });
  const types = ['deals', 'tickets'].map((type) => `GET /crm/v4/objects/contacts/7/associations/${type}`);
  const associations = Object.fromEntries(types.map((path) => [path, () => ({ results: [] })]));
  const replies = { 'GET /crm/v3/objects/contacts/7': contact, ...associations };
  const asked = { contact_id: '7', include_activities: false };

  const looking = await createPortal(replies, undefined, viewer).call('get_contact_timeline', asked);
  const reading = await createPortal(replies).call('get_contact_timeline', asked);

  expect(JSON.stringify(looking)).not.toMatch(/Alba|Lumen/);
  expect(JSON.stringify(looking)).toContain('"to":"customer"');
  expect(JSON.stringify(reading)).toContain('"from":"Lumen"');
});
