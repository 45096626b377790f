import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

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

  const looking = await createPortal(replies, undefined, { scopes: ['*'], clearance: 'internal' }).call(
    'get_object',
    asked,
  );
  const reading = await createPortal(replies).call('get_object', asked);

  expect(JSON.stringify(looking)).not.toContain('Lumen');
  expect(reading.object.properties).toMatchObject({ hs_body_preview: 'Asked for Ada Lumen' });
});
