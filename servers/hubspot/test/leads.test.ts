import { expect, test } from 'vitest';
import { createPortal, refusal } from './fake-portal.ts';

const create = { object_type: 'lead', properties: { hs_lead_name: 'Ada' } };

test('nobody is asked for a lead without a contact', async () => {
  const definitions = { results: [{ name: 'hs_lead_name', type: 'string' }] };

  const asked = createPortal({ 'GET /crm/v3/properties/leads': () => definitions }).preview('create_object', create);

  await expect(asked).rejects.toMatchObject({
    code: 'invalid_input',
    message: 'A new record must have one of contacts in associate_with too.',
  });
});

test('a portal without leads is told to look among contacts, and nobody is asked for one', async () => {
  const unknown = () =>
    refusal(400, { category: 'VALIDATION_ERROR', message: 'Unable to infer object type from: leads' });
  const portal = createPortal({
    'GET /crm/v3/properties/leads': unknown,
    'POST /crm/v3/objects/leads/search': unknown,
  });
  const told = { code: 'not_found', message: expect.stringContaining('contacts, by lifecyclestage') };

  await expect(portal.preview('create_object', create)).rejects.toMatchObject(told);
  expect(await portal.fail('search_objects', { object_type: 'leads' })).toMatchObject(told);
});
