import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const owner = (id: string, firstName: string) => ({ id, email: `${firstName}@b.example`, firstName, lastName: 'Roe' });
const stage = (id: string, label: string) => ({ id, label, displayOrder: 0, metadata: {} });
const pipeline = {
  id: '1',
  label: 'Renewals',
  displayOrder: 0,
  stages: [stage('881', 'Agreed'), stage('882', 'Lost')],
};
const deal = record('5', { dealname: 'Gauge', dealstage: '882', hubspot_owner_id: '7', amount: null });
const replies = {
  'GET /crm/v3/objects/deals/5': () => deal,
  'GET /crm/v3/owners/': () => ({ results: [owner('7', 'Ada'), owner('8', 'Bea')] }),
  'GET /crm/v3/pipelines/deals': () => ({ results: [pipeline] }),
  'GET /crm/v3/properties/deals': () => ({
    results: [
      ...['dealname', 'dealstage', 'amount', 'hubspot_owner_id'].map((name) => ({ name, type: 'string' })),
      { name: 'hs_is_closed', type: 'bool', modificationMetadata: { readOnlyValue: true } },
      { name: 'sizes', type: 'enumeration', fieldType: 'checkbox', options: [{ value: 'S' }, { value: 'XL_2' }] },
      { name: 'team', type: 'enumeration', externalOptions: true, options: [{ value: '1' }] },
    ],
  }),
  'GET /crm/v3/objects/companies/9': () => record('9', { name: 'Brick Ltd' }),
  'GET /crm/v4/associations/deals/companies/labels': () => ({
    results: [
      { category: 'HUBSPOT_DEFINED', typeId: 5, label: null },
      { category: 'USER_DEFINED', typeId: 6, label: 'Buyer' },
    ],
  }),
};
const update = (properties: Record<string, unknown>) => ({ object_type: 'deals', object_id: '5', properties });
const create = (more: Record<string, unknown>) => ({ object_type: 'deals', properties: { dealname: 'New' }, ...more });

test('who is asked for a change reads the names of the record, the owner and the stage', async () => {
  const portal = createPortal(replies);

  const preview = await portal.preview('update_object', update({ dealstage: '881', hubspot_owner_id: '8' }));

  expect(preview).toContain('the record: "Gauge" -> "changed as below"');
  expect(preview).toContain('the new owner: "Bea Roe" -> "will own it"');
  expect(preview).toContain('the new stage: "Agreed (Renewals)" -> "will be its stage"');
  expect(preview).toContain('dealstage: "882" -> "881"');
  expect(portal.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('a change that changes nothing is told as such', async () => {
  const portal = createPortal(replies);

  expect(await portal.preview('update_object', update({ dealstage: '882' }))).toContain('nothing would change');
});

test.each([
  [{ hubspot_owner_id: 'bea roe' }, 'this person has 8'],
  [{ hubspot_owner_id: '99' }, 'list_owners has them'],
  [{ dealstage: 'agreed' }, 'given by its id: 881.'],
  [{ dealstage: 'won' }, 'given by its id: 881, 882.'],
  [{ dealStage: '881' }, 'dealStage: no such property; see list_properties'],
  [{ hs_is_closed: true }, 'hs_is_closed: is set by HubSpot and cannot be written'],
  [{ sizes: 'S;M' }, 'sizes: not an option; one of S, XL_2.'],
])('nobody is asked for what HubSpot would refuse: %j', async (properties, advice) => {
  const asked = createPortal(replies).preview('update_object', update(properties));
  const askedToo = createPortal(replies).preview('create_object', create({ properties }));

  await expect(asked).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(advice) });
  await expect(askedToo).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(advice) });
});

test.each([{ sizes: ';xl_2' }, { sizes: '' }, { team: '99' }])(
  'what HubSpot may take is asked for: %j',
  async (properties) => {
    const portal = createPortal(replies);

    const preview = await portal.preview('create_object', create({ properties }));

    expect(preview).toContain('creates something');
  },
);

test('a key that may not read owners and pipelines is asked without their names', async () => {
  const forbidden = () => refusal(403, { category: 'MISSING_SCOPES' });
  const portal = createPortal({
    ...replies,
    'GET /crm/v3/owners/': forbidden,
    'GET /crm/v3/pipelines/deals': forbidden,
    'GET /crm/v3/properties/deals': forbidden,
  });

  const preview = await portal.preview('update_object', update({ dealstage: '881', hubspot_owner_id: '8' }));

  expect(preview).toContain('dealstage: "882" -> "881"');
  expect(preview).not.toContain('the new');
});

test('who is asked for a new record reads what it is associated with', async () => {
  const portal = createPortal(replies);
  const associate_with = [{ object_type: 'company', object_id: '9', label: 'buyer' }];

  expect(await portal.preview('create_object', create({ associate_with }))).toContain(
    'companies 9: "Brick Ltd" -> "associated as buyer"',
  );
});

test.each([
  [{ object_type: 'company', object_id: '9', label: 'Boss' }, 'invalid_input', 'Their labels: Buyer'],
  [{ object_type: 'company', object_id: '404' }, 'not_found', 'no record 404'],
])('nobody is asked for an association that there cannot be: %j', async (other, code, advice) => {
  const asked = createPortal(replies).preview('create_object', create({ associate_with: [other] }));

  await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(advice) });
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

test('nobody is asked for a record of a type that the portal has not', async () => {
  const unknown = () =>
    refusal(400, { category: 'VALIDATION_ERROR', message: 'Unable to infer object type from: leads' });
  const portal = createPortal({ ...replies, 'GET /crm/v3/properties/leads': unknown });

  const asked = portal.preview('create_object', { object_type: 'leads', properties: { hs_lead_name: 'x' } });

  await expect(asked).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('object type') });
});

test('nobody is asked for a change of a record that is not there', async () => {
  const asked = createPortal(replies).preview('update_object', { ...update({ amount: 5 }), object_id: '6' });

  await expect(asked).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('no record among deals'),
  });
});

test('a label in place of an internal name is told as such, before anything is read', async () => {
  const portal = createPortal(replies);

  const error = await portal.fail('update_object', update({ 'Deal stage': '881' }));

  expect(error.details.fields).toEqual([
    { path: 'properties.Deal stage', problem: 'no internal name: letters, digits and _, as list_properties has them' },
  ]);
  expect(portal.requests).toEqual([]);
});

test.each([
  ['lead', 'customer', /^lifecyclestage stays customer: .*Clear it/],
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
