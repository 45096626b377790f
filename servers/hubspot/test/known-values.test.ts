import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const stages = [
  { id: 'won', label: 'Closed Won', displayOrder: 0 },
  { id: 'lost', label: 'Closed Lost', displayOrder: 1 },
];
const priority = {
  name: 'deal_priority',
  type: 'enumeration',
  options: [
    { value: 'HIGH', label: 'Top' },
    { value: 'LOW', label: 'Low' },
  ],
};
const definitions = [
  priority,
  { name: 'dealname', type: 'string' },
  { name: 'amount', type: 'number' },
  { name: 'is_urgent', type: 'bool' },
  { name: 'signed_on', type: 'date' },
  { name: 'closedate', type: 'datetime' },
  { name: 'team', type: 'enumeration', externalOptions: true, options: [{ value: '1' }] },
  { name: 'channels', type: 'enumeration', fieldType: 'checkbox', options: [{ value: 'email' }, { value: 'post' }] },
  { name: 'hubspot_owner_id', type: 'enumeration' },
  { name: 'hs_lastmodifieddate', type: 'datetime' },
];
const replies = {
  'POST /crm/v3/objects/deals/search': () => ({ total: 1, results: [record('1', { dealname: 'Gauge' })] }),
  'GET /crm/v3/properties/deals': () => ({ results: definitions }),
  'GET /crm/v3/pipelines/deals': () => ({ results: [{ id: '1', label: 'Sales', displayOrder: 0, stages }] }),
  'GET /crm/v3/owners/': () => ({ results: [{ id: '7', email: 'ada@b.example', firstName: 'Ada', lastName: 'Roe' }] }),
};
const by = (...filters: unknown[]) => ({
  object_type: 'deals',
  filter_groups: filters.map((one) => ({ filters: [one] })),
});

test.each([
  [{ property: 'dealstage', operator: 'NOT_IN', values: ['Closed Won', 'Closed Lost'] }, 'one of won, lost'],
  [{ property: 'dealstage', operator: 'IN', values: ['won', 'Renewed'] }, 'dealstage has no value Renewed'],
  [{ property: 'pipeline', operator: 'EQ', value: 'sales' }, 'not an option; give 1'],
  [{ property: 'hubspot_owner_id', operator: 'NEQ', value: 'Ada Roe' }, 'not an option; give 7'],
  [{ property: 'deal_priority', operator: 'NEQ', value: 'high' }, 'not an option; give HIGH'],
  [{ property: 'deal_priority', operator: 'EQ', value: 'Urgent' }, 'one of HIGH, LOW; list_properties has them'],
  [{ property: 'is_urgent', operator: 'EQ', value: 'yes' }, 'is_urgent has no value yes (not an option; give true'],
  [{ property: 'hubspot_owner_id', operator: 'EQ', value: 'bea_1@b.example' }, 'has no value bea_1@b.example'],
  [{ property: 'amount', operator: 'IN', values: ['50.000'] }, 'amount 50.000: thousands, or a fraction?'],
  [{ property: 'is_urgent', operator: 'EQ', value: 'False' }, 'is_urgent false may leave out records without a value'],
  [{ property: 'is_urgent', operator: 'IN', values: [false] }, 'is_urgent false may leave out records without a value'],
])('a value that its property has not is told, whatever is found: %j', async (filter, told) => {
  const answer = await createPortal(replies).call(
    'search_objects',
    by(filter, { property: 'dealname', operator: 'EQ', value: 'Gauge' }),
  );

  expect(answer.hint).toContain(told);
  expect(answer.hint).not.toContain('dealname');
});

const nothing = { ...replies, 'POST /crm/v3/objects/deals/search': () => ({ total: 0, results: [] }) };

test.each([
  [{ property: 'dealstage', operator: 'EQ', value: 'Closed Won' }, 'not an option; give won; list_pipelines'],
  [{ property: 'amount', operator: 'EQ', value: '50.000' }, 'Write 50000, or 50.0'],
])('what nothing can have is not said to be found nowhere: %j', async (filter, told) => {
  const error = await createPortal(nothing).fail('search_objects', by(filter));

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(told) });
});

test.each([
  [{ operator: 'GTE', value: '2026' }, 'closedate 2026 is read as milliseconds since 1970'],
  [{ operator: 'BETWEEN', value: '20260101', high_value: '20260331' }, 'closedate 20260101 is read as milliseconds'],
  [{ operator: 'GT', value: '1767225600' }, 'a day is written 2026-01-31, so the total may mislead'],
  [{ operator: 'GT', value: '1767225600000' }, undefined],
  [{ property: 'amount', operator: 'GT', value: '2026' }, undefined],
])('a year, bare digits of a day or seconds are told to be no time: %j', async (filter, told) => {
  const { hint } = await createPortal(replies).call('search_objects', by({ property: 'closedate', ...filter }));

  if (told === undefined) expect(hint).toBeUndefined();
  else expect(hint).toContain(told);
});

test.each([
  [{ operator: 'EQ', value: 'Gau' }, 'EQ and IN take the whole text: CONTAINS_TOKEN finds a word of it'],
  [{ operator: 'IN', values: ['Gau'] }, 'EQ and IN take the whole text'],
  [{ operator: 'NEQ', value: 'Gau' }, undefined],
  [{ property: 'amount', operator: 'EQ', value: '5' }, undefined],
])('a text that is nowhere the whole one is told to be a word of it: %j', async (filter, told) => {
  const { hint = '' } = await createPortal(nothing).call('search_objects', by({ property: 'dealname', ...filter }));

  if (told === undefined) expect(hint).not.toContain('whole text');
  else expect(hint).toContain(told);
});

test('a value that its property has, and no record, needs no advice', async () => {
  const answer = await createPortal(nothing).call(
    'search_objects',
    by({ property: 'is_urgent', operator: 'EQ', value: 'true' }),
  );

  expect(answer.hint).toBeUndefined();
});

test('all properties that there are not are told at once', async () => {
  const message = 'There was a problem with the request. Property "owner" does not exist';
  const portal = createPortal({
    ...replies,
    'POST /crm/v3/objects/deals/search': () => refusal(400, { category: 'VALIDATION_ERROR', message }),
  });
  const filters = by(
    { property: 'owner', operator: 'EQ', value: '7' },
    { property: 'deal_name', operator: 'EQ', value: 'x' },
  );

  const error = await portal.fail('search_objects', { ...filters, sort: '-close_date' });

  expect(error.message).toMatch(/owner:.*deal_name:.*nearest: dealname.*close_date:.*nearest: closedate/);
});

test.each([
  { property: 'dealstage', operator: 'IN', values: ['won', 'lost'] },
  { property: 'hubspot_owner_id', operator: 'EQ', value: '7' },
  { property: 'deal_priority', operator: 'EQ', value: 'LOW' },
  { property: 'team', operator: 'EQ', value: '9' },
  { property: 'is_urgent', operator: 'EQ', value: 'True' },
  { property: 'is_urgent', operator: 'EQ', value: true },
  { property: 'dealname', operator: 'EQ', value: 'Any' },
  { property: 'signed_on', operator: 'EQ', value: '2026-11-12' },
])('a value that its property may have, and the day of a date, are passed over: %j', async (filter) => {
  expect((await createPortal(replies).call('search_objects', by(filter))).hint).toBeUndefined();
});

test('a search is answered where its values cannot be looked up', async () => {
  const forbidden = () => refusal(403, { category: 'MISSING_SCOPES' });
  const portal = createPortal({
    ...replies,
    'GET /crm/v3/properties/deals': forbidden,
    'GET /crm/v3/owners/': forbidden,
  });

  const answer = await portal.call(
    'search_objects',
    by({ property: 'hubspot_owner_id', operator: 'EQ', value: 'Ada' }),
  );

  expect(answer).toMatchObject({ total: 1 });
  expect(answer.hint).toBeUndefined();
});

test.each([
  [{ operator: 'EQ', value: 'email' }, 'channels EQ may compare all options of a record at once: CONTAINS_TOKEN asks'],
  [{ operator: 'NOT_IN', values: ['email', 'post'] }, 'channels NOT_IN may compare all options'],
  [{ operator: 'NEQ', value: 'email' }, ': NOT_CONTAINS_TOKEN asks for one among them'],
])('one option of several is told to be asked for as a word: %j', async (filter, told) => {
  const { hint } = await createPortal(replies).call('search_objects', by({ property: 'channels', ...filter }));

  expect(hint).toContain(told);
});

test('who asks for one option among several reads nothing of it', async () => {
  const filter = { property: 'channels', operator: 'CONTAINS_TOKEN', value: 'email' };

  expect((await createPortal(replies).call('search_objects', by(filter))).hint).toBeUndefined();
});

test('who leaves out a value reads that those without one may be left out too', async () => {
  const answer = await createPortal(replies).call(
    'search_objects',
    by({ property: 'deal_priority', operator: 'NEQ', value: 'HIGH' }),
  );

  expect(answer.hint).toContain('NOT_HAS_PROPERTY in a group of its own');
});

test('of several filters each is told to leave out records without a value', async () => {
  const answer = await createPortal(replies).call(
    'search_objects',
    by(
      { property: 'dealname', operator: 'NOT_CONTAINS_TOKEN', value: 'gauge' },
      { property: 'channels', operator: 'NOT_CONTAINS_TOKEN', value: 'post' },
      { property: 'amount', operator: 'LT', value: '5' },
    ),
  );

  expect(answer.hint).toBe(
    'dealname NOT_CONTAINS_TOKEN, channels NOT_CONTAINS_TOKEN, amount LT may leave out records without a value: NOT_HAS_PROPERTY in a group of its own finds those.',
  );
});

test.each([
  ['owner', 'nearest: hubspot_owner_id'],
  ['lastmodified', 'nearest: hs_lastmodifieddate'],
])('a property %s that there is not is told with the nearest ones', async (property, told) => {
  const message = `There was a problem with the request. Property "${property}" does not exist`;
  const portal = createPortal({
    ...replies,
    'POST /crm/v3/objects/deals/search': () => refusal(400, { category: 'VALIDATION_ERROR', message }),
  });

  const error = await portal.fail('search_objects', by({ property, operator: 'EQ', value: '7' }));

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(told) });
});

test('associated records are asked for by their ids', async () => {
  const portal = createPortal(replies);

  const error = await portal.fail(
    'search_objects',
    by({ property: 'associations.contacts', operator: 'EQ', value: 'ada@b.example' }),
  );

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('record ids') });
  expect(error.details.fields?.[0]?.path).toMatch(/value$/);
  expect(portal.requests).toEqual([]);
});
