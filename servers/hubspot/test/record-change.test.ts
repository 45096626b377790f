import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const owner = (id: string, firstName: string) => ({ id, email: `${firstName}@b.example`, firstName, lastName: 'Roe' });
const stage = (id: string, label: string, metadata = {}) => ({ id, label, displayOrder: 0, metadata });
const pipeline = {
  id: '1',
  label: 'Renewals',
  displayOrder: 0,
  stages: [stage('881', 'Agreed'), stage('882', 'Lost')],
};
const sales = { id: '2', label: 'Sales', displayOrder: 1, stages: [stage('won', 'Won', { isClosed: 'true' })] };
const deal = record('5', { dealname: 'Gauge', pipeline: '1', dealstage: '882', hubspot_owner_id: '7', amount: null });
const replies = {
  'GET /crm/v3/objects/deals/5': () => deal,
  'GET /crm/v3/owners/': () => ({ results: [owner('7', 'Ada'), owner('8', 'Bea')] }),
  'GET /crm/v3/pipelines/deals': () => ({ results: [pipeline, sales] }),
  'GET /crm/v3/properties/deals': () => ({
    results: [
      ...['dealname', 'dealstage', 'pipeline', 'hubspot_owner_id'].map((name) => ({ name, type: 'string' })),
      { name: 'amount', type: 'number' },
      { name: 'closedate', type: 'datetime' },
      { name: 'signed_on', type: 'date' },
      { name: 'hs_is_closed', type: 'bool', modificationMetadata: { readOnlyValue: true } },
      {
        name: 'sizes',
        type: 'enumeration',
        fieldType: 'checkbox',
        options: [{ value: 'S' }, { value: 'XL_2', label: 'Very large' }],
      },
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
const create = ({ properties = {}, ...more }: { properties?: Record<string, unknown>; associate_with?: unknown }) => ({
  object_type: 'deals',
  properties: { dealname: 'New', dealstage: '881', ...properties },
  ...more,
});

test('who is asked for a change reads the names of the record, the owner and the stage', async () => {
  const portal = createPortal(replies);

  const preview = await portal.preview('update_object', update({ dealstage: '881', hubspot_owner_id: '8' }));

  expect(preview).toContain('the record: "Gauge" -> "changed as below"');
  expect(preview).toContain('the owner: "Ada Roe" -> "no longer owns it"');
  expect(preview).toContain('the new owner: "Bea Roe" -> "will own it"');
  expect(preview).toContain('the stage: "Lost (Renewals)" -> "Agreed (Renewals)"');
  expect(preview).not.toContain('"882"');
  expect(portal.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('who moves a record from a stage that there is no longer reads its id', async () => {
  const old = record('5', { ...deal.properties, dealstage: '880' });
  const portal = createPortal({ ...replies, 'GET /crm/v3/objects/deals/5': () => old });

  const preview = await portal.preview('update_object', update({ dealstage: '881' }));

  expect(preview).toContain('the stage: "880" -> "Agreed (Renewals)"');
});

test('who takes a record from its owner reads whose it was', async () => {
  const preview = await createPortal(replies).preview('update_object', update({ hubspot_owner_id: '' }));

  expect(preview).toContain('the owner: "Ada Roe" -> "no longer owns it"');
});

test('a change that changes nothing is told as such', async () => {
  const portal = createPortal(replies);

  expect(await portal.preview('update_object', update({ dealstage: '882' }))).toContain('nothing would change');
});

test.each([
  [{ hubspot_owner_id: 'bea roe' }, 'this person has 8'],
  [{ hubspot_owner_id: '99' }, 'list_owners has them'],
  [{ dealstage: 'agreed' }, 'given by its id: 881 (Agreed).'],
  [{ dealstage: 'gone' }, 'given by its id: 881 (Agreed), 882 (Lost).'],
  [{ dealstage: 'won' }, 'dealstage won is of pipeline 2 (Sales), this record is to be in 1 (Renewals)'],
  [{ pipeline: 'Sale', dealstage: 'won' }, 'pipeline is given by its id: 1 (Renewals), 2 (Sales).'],
  [
    { pipeline: 'sales', dealstage: 'Won' },
    'pipeline is given by its id: 2 (Sales). The stage is given by its id: won (Won).',
  ],
  [{ amount: '1.250,50' }, 'amount: thousands, or a fraction?'],
  [{ amount: '1.250' }, 'amount: thousands, or a fraction? Write 1250, or 1.25'],
  [{ amount: '1,250' }, 'amount: thousands, or a fraction?'],
  [{ amount: '1250,5' }, 'amount: not a number'],
  [{ amount: '1e3' }, 'amount: not a number'],
  [{ closedate: '2026-11-24T09:00' }, 'closedate: a time without its zone: add Z, or such as +01:00'],
  [{ closedate: '2020-02-30' }, 'closedate: no calendar has 2020-02-30'],
  [{ closedate: 'soon' }, 'closedate: not a time: ISO 8601'],
  [{ closedate: '2026-11-24 09:00Z' }, 'closedate: not a time: ISO 8601'],
  [{ signed_on: '24/11/2026' }, 'signed_on: not a date of the calendar: give YYYY-MM-DD'],
  [{ signed_on: '2026-11-24T00:00:00+01:00' }, 'signed_on: takes no time of day: give YYYY-MM-DD'],
  [{ signed_on: '1790000000000' }, 'signed_on: takes no time of day: give YYYY-MM-DD'],
  [{ sizes: 'very large' }, 'sizes: not an option; give XL_2.'],
  [{ dealStage: '881' }, 'dealStage: no such property (nearest: dealstage, dealname); see'],
  [{ hs_is_closed: true }, 'hs_is_closed: is set by HubSpot and cannot be written'],
  [{ sizes: 'S;M' }, 'sizes: not an option; one of S, XL_2.'],
  [{ sizes: 'S; XL_2' }, 'sizes: options are joined without blanks; give S;XL_2.'],
])('nobody is asked for what HubSpot would refuse: %j', async (properties, advice) => {
  const asked = createPortal(replies).preview('update_object', update(properties));
  const askedToo = createPortal(replies).preview('create_object', create({ properties }));

  await expect(asked).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(advice) });
  await expect(askedToo).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining(advice) });
});

test('all that is wrong with a change is told at once', async () => {
  const properties = { dealstage: 'agreed', amount: 'much', closedate: 'soon', hubspot_owner_id: 'bea roe' };

  const asked = createPortal(replies).preview('update_object', update(properties));
  const askedToo = createPortal(replies).preview('create_object', create({ properties }));

  const told = /amount: not a number.*closedate: not a time.*has 8.*881 \(Agreed\)/;
  await expect(asked).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(told) });
  await expect(askedToo).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringMatching(told) });
});

test.each([
  { sizes: ';XL_2' },
  { sizes: '' },
  { team: '99' },
  { pipeline: '2', dealstage: 'won' },
  { amount: -1.5 },
  { amount: 1.125 },
  { amount: '1.2500' },
  { closedate: '2028-02-29T23:00:00+05:30' },
  { closedate: '1790000000000' },
])('what HubSpot may take is asked for: %j', async (properties) => {
  const portal = createPortal(replies);

  const preview = await portal.preview('create_object', create({ properties }));

  expect(preview).toContain('this writes to HubSpot');
});

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
  expect(preview).not.toContain('the stage');
  expect(preview).not.toMatch(/the (new )?owner/);
});

test('a pipeline alone would leave a stage of the other one', async () => {
  const asked = createPortal(replies).preview('update_object', update({ pipeline: '2' }));

  await expect(asked).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('dealstage of this one: won (Won)'),
  });
});

test.each([
  ['without a date', {}, true],
  ['with one', { closedate: '2026-11-20' }, false],
])('who closes a deal %s reads what may become of its close date', async (_title, date, isTold) => {
  const portal = createPortal(replies);

  const preview = await portal.preview('update_object', update({ pipeline: '2', dealstage: 'won', ...date }));

  expect(
    preview.includes('the close date: "none" -> "left to HubSpot: by default closedate becomes the day of the move"'),
  ).toBe(isTold);
});

test.each([
  ['deals', { dealname: 'Gauge' }, 'dealstage'],
  ['notes', { hs_note_body: 'Called' }, 'hs_timestamp'],
])('nobody is asked for one of %s that lacks what it must have', async (object_type, properties, missing) => {
  const names = [...Object.keys(properties), missing];
  const definitions = { results: names.map((name) => ({ name, type: 'string' })) };
  const portal = createPortal({ [`GET /crm/v3/properties/${object_type}`]: () => definitions });

  const asked = portal.preview('create_object', { object_type, properties });

  await expect(asked).rejects.toMatchObject({ message: expect.stringContaining(`must have ${missing} too`) });
});

test('who is asked for a new record reads what it is associated with', async () => {
  const portal = createPortal(replies);
  const associate_with = [{ object_type: 'company', object_id: '9', label: 'buyer' }];

  expect(await portal.preview('create_object', create({ associate_with }))).toContain(
    'companies 9 as Buyer: "Brick Ltd" -> "associated"',
  );
});

test('who is asked for a record that is associated twice with another one reads both', async () => {
  const company = { object_type: 'company', object_id: '9' };

  const preview = await createPortal(replies).preview(
    'create_object',
    create({ associate_with: [company, { ...company, label: 'Buyer' }] }),
  );

  expect(preview).toContain('companies 9: "Brick Ltd" -> "associated"');
  expect(preview).toContain('companies 9 as Buyer: "Brick Ltd" -> "associated"');
});

test.each([
  [{ object_type: 'company', object_id: '9', label: 'Boss' }, 'invalid_input', 'Their labels: Buyer'],
  [{ object_type: 'company', object_id: '404' }, 'not_found', 'no record 404'],
])('nobody is asked for an association that there cannot be: %j', async (other, code, advice) => {
  const asked = createPortal(replies).preview('create_object', create({ associate_with: [other] }));

  await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(advice) });
});

test('nobody is asked for a change of a record that is not there', async () => {
  const asked = createPortal(replies).preview('update_object', { ...update({ amount: 5 }), object_id: '6' });

  await expect(asked).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('no record 6 among deals'),
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
