import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const contact = record('31', { email: 'ada@b.example', lifecyclestage: 'customer', hs_email_optout: 'true' });
const contactReplies = {
  'GET /crm/v3/properties/contacts': () => ({
    results: [
      { name: 'email', type: 'string' },
      { name: 'firstname', type: 'string' },
      { name: 'hs_email_optout', type: 'bool' },
      {
        name: 'lifecyclestage',
        type: 'enumeration',
        options: ['lead', 'customer', 'other'].map((value) => ({ value, label: value })),
      },
    ],
  }),
  'GET /crm/v3/objects/contacts/31': () => contact,
  'GET /crm/v3/objects/contacts/ada@b.example': () => contact,
  'GET /crm/v3/objects/contacts/bea@b.example': () => record('32'),
};
const updateContact = (properties: Record<string, unknown>) => ({
  object_type: 'contacts',
  object_id: '31',
  properties,
});

test.each([
  [{ lifecyclestage: 'lead' }, 'conflict', 'lifecyclestage stays customer'],
  [{ email: 'bea@b.example' }, 'conflict', 'exists already: id 32'],
  [{ email: 'not an email' }, 'invalid_input', 'email: not an email address'],
  [{ firstname: '   ' }, 'invalid_input', 'firstname: has blanks alone'],
  [{ email: 'cy@b.example ' }, 'invalid_input', 'email: begins or ends with a blank'],
])('nobody is asked for a change of a contact that HubSpot would not make: %j', async (properties, code, told) => {
  const asked = createPortal(contactReplies).preview('update_object', updateContact(properties));

  await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(told) });
});

test.each([
  [{ lifecyclestage: 'other' }, 'lifecyclestage: "customer" -> "other"'],
  [{ lifecyclestage: '' }, 'lifecyclestage: "customer" -> ""'],
  [{ email: 'ada@b.example', lifecyclestage: 'other' }, 'lifecyclestage: "customer" -> "other"'],
  [{ email: 'ADA@b.example' }, 'nothing would change in HubSpot'],
  [{ hs_email_optout: false }, 'the opt-out: "from all email" -> "taken back: needs the contact\'s consent"'],
])('who is asked for a change of a contact sees it: %j', async (properties, line) => {
  expect(await createPortal(contactReplies).preview('update_object', updateContact(properties))).toContain(line);
});

const isSet = 'hs_lifecyclestage_lead_date 2026-01-02, hs_lifecyclestage_customer_date 2026-02-03';

test.each([
  ['customer', '', `${isSet}" -> "lost of each stage that it is moved back over or set to anew: no write`],
  ['', 'lead', `${isSet}" -> "lost: no write brings them back"`],
  ['', 'customer', `hs_lifecyclestage_customer_date 2026-02-03" -> "lost: no write`],
  ['customer', 'other', undefined],
  ['customer', 'customer', undefined],
])('who moves a contact from stage "%s" to "%s" is told which days of stages are lost', async (now, sent, told) => {
  const days = {
    hs_lifecyclestage_lead_date: '2026-01-02T03:04:05Z',
    hs_lifecyclestage_customer_date: '1770080000000',
  };
  const stages = ['lead', 'customer', 'other'].map((value) => ({ value, label: value }));
  const portal = createPortal({
    'GET /crm/v3/properties/contacts': () => ({
      results: [
        { name: 'lifecyclestage', type: 'enumeration', options: stages },
        ...Object.keys(days).map((name) => ({ name, type: 'datetime' })),
      ],
    }),
    'GET /crm/v3/objects/contacts/31': ({ query }) => {
      const asked = query.getAll('properties').flatMap((list) => list.split(','));
      const all = Object.entries({ ...days, lifecyclestage: now || null });
      return record('31', Object.fromEntries(all.filter(([name]) => asked.includes(name))));
    },
  });

  const preview = await portal.preview('update_object', updateContact({ lifecyclestage: sent }));

  if (told === undefined) expect(preview).not.toContain('the days of stages');
  else expect(preview).toContain(`the days of stages: "${told}`);
  expect(preview.includes('lost')).toBe(told !== undefined);
});

test('nobody is asked for a contact whose address another one has', async () => {
  const email = 'ada@b.example';
  const portal = createPortal({
    'GET /crm/v3/properties/contacts': () => ({ results: [{ name: 'email', type: 'string' }] }),
    [`GET /crm/v3/objects/contacts/${email}`]: () => record('31'),
  });

  const asked = portal.preview('create_object', { object_type: 'contacts', properties: { email } });
  const other = portal.preview('create_object', { object_type: 'contacts', properties: { email: 'bea@b.example' } });

  await expect(asked).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('id 31') });
  await expect(other).resolves.toContain('bea@b.example');
});

test.each([
  ['lead', 'customer', /^lifecyclestage stays customer: .*Clear it .* on which it became lead may be lost/],
  ['customer', 'customer', undefined],
  ['', null, undefined],
])('a lifecycle stage that HubSpot kept is told: %s sent, %s kept', async (lifecyclestage, kept, told) => {
  const portal = createPortal({
    'GET /crm/v3/objects/contacts/7': () => record('7', { lifecyclestage: 'customer' }),
    'PATCH /crm/v3/objects/contacts/7': () => record('7', { lifecyclestage: kept }),
  });
  const input = { object_type: 'contacts', object_id: '7', properties: { lifecyclestage } };

  const answer = await portal.call('update_object', input);

  expect(answer.hint).toEqual(told && expect.stringMatching(told));
});

test('nobody is asked for a new contact while HubSpot is down', async () => {
  const down = () => new Response('<html>', { status: 503 });
  const replies = Object.fromEntries(Object.keys(contactReplies).map((request) => [request, down]));
  const properties = { email: 'ada@b.example' };

  const asked = createPortal(replies).preview('create_object', { object_type: 'contacts', properties });

  await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
});
