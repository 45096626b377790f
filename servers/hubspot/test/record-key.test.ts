import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const byEmail = (object_id: string) => ({ object_type: 'contacts', object_id, id_property: 'email' });

test.each(['.', '..'])('%s, which would lead to another path, never reaches HubSpot', async (id) => {
  const portal = createPortal({});

  const read = await portal.fail('get_object', byEmail(id));
  const written = await portal.fail('update_object', { ...byEmail(id), properties: { jobtitle: 'x' } });

  for (const error of [read, written])
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('dots alone') });
  expect(portal.requests).toEqual([]);
});

test.each(['a/b?c#d@e.example', 'zoë+x@b.example', '%2e%2e', '...@b.example'])(
  '%s stays one part of the path',
  async (id) => {
    const portal = createPortal({ [`GET /crm/v3/objects/contacts/${id}`]: () => record('7', {}) });

    expect(await portal.call('get_object', byEmail(id))).toMatchObject({ object: { id: '7' } });
  },
);

test('names that every object of JavaScript has are no properties', async () => {
  const portal = createPortal({ 'GET /crm/v3/objects/contacts/7': () => record('7', { email: 'a@b.example' }) });

  const answer = await portal.call('get_object', {
    object_type: 'contacts',
    object_id: '7',
    properties: ['constructor'],
  });

  expect(answer.hint).toContain('No such property: constructor');
});
