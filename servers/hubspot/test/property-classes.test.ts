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
