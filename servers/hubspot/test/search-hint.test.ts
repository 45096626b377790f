import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const searchDeals = 'POST /crm/v3/objects/deals/search';

/** A search of deals, and the answer to it. */
async function search(input: Record<string, unknown>, results = [record('1', { dealname: 'Gauge', amount: null })]) {
  const portal = createPortal({ [searchDeals]: () => ({ total: results.length, results }) });
  const answer = await portal.call('search_objects', { object_type: 'deals', ...input });
  return {
    hint: answer.hint,
    filter: Object(portal.requests.find(({ method }) => method === 'POST')?.body).filterGroups?.[0].filters[0],
  };
}

const by = (filter: Record<string, unknown>) => ({ filter_groups: [{ filters: [filter] }] });
const first = Date.UTC(2026, 10, 1);
const last = Date.UTC(2026, 10, 30);
const day = 86_400_000;

test.each([
  ['BETWEEN', { value: '2026-11-01', high_value: '2026-11-30' }, { value: first, highValue: last + day - 1 }],
  ['LTE', { value: '2026-11-30' }, { value: last + day - 1 }],
  ['GT', { value: '2026-11-30' }, { value: last + day - 1 }],
  ['LT', { value: '2026-11-30' }, { value: last }],
  ['GTE', { value: '2026-11-01' }, { value: first }],
  ['LTE', { value: '2026-11-30T12:00:00Z' }, { value: last + day / 2 }],
])('days count whole: %s %j', async (operator, operands, expected) => {
  const { filter } = await search(by({ property: 'closedate', operator, ...operands }));

  const bounds = Object.entries(expected).map(([name, time]) => [name, String(time)]);
  expect(filter).toEqual({ propertyName: 'closedate', operator, ...Object.fromEntries(bounds) });
});

test('IN finds a text, which HubSpot compares in lower case, and an option, which it compares as it is', async () => {
  const { filter } = await search(by({ property: 'company', operator: 'IN', values: ['Alder', 'NEW', 'old'] }));

  expect(filter.values).toEqual(['Alder', 'NEW', 'old', 'alder', 'new']);
});

test('a property that HubSpot does not know is told; one without a value is not', async () => {
  const { hint } = await search({ properties: ['dealname', 'amount', 'deal_stage'] });

  expect(hint).toBe('No such property: deal_stage; see list_properties.');
});

test('a search that is asked for histories says where they are', async () => {
  const { hint } = await search({ properties: ['dealname', 'amount.history', 'deal_stage'] });

  expect(hint).toBe(
    'No such property: deal_stage; see list_properties. No search has amount.history; get_object does.',
  );
});

test('the usual properties are not held against a portal', async () => {
  expect((await search({})).hint).toBeUndefined();
});

test('a filter that finds nothing is told what values it takes, a day that it is compared with midnight', async () => {
  const label = await search(by({ property: 'dealstage', operator: 'EQ', value: 'Closed Won' }), []);
  const midnight = await search(by({ property: 'closedate', operator: 'EQ', value: '2026-11-12' }), []);

  expect(label.hint).toContain('stages (list_pipelines)');
  expect(midnight.hint).toContain('BETWEEN with the day as both ends');
});

test('who finds nothing by a value with an accent is told of the query', async () => {
  const named = by({ property: 'dealname', operator: 'EQ', value: 'Müller' });

  expect((await search(named, [])).hint).toContain('Accents may be stored otherwise: query with one word');
  expect((await search(named)).hint ?? '').not.toContain('Accents');
});

test.each([
  [{ operator: 'LT', value: '2026-10-23' }, 'notes_last_contacted LT may leave out records without a value'],
  [{ operator: 'LTE', value: '2026-10-23' }, 'NOT_HAS_PROPERTY in a group of its own finds those'],
  [{ operator: 'GT', value: '2026-10-23' }, undefined],
  [{ operator: 'LT', value: '2026-10-23', property: 'createdate' }, undefined],
])('what was never touched is told to be left out of what lies before a day: %j', async (filter, told) => {
  const { hint } = await search(by({ property: 'notes_last_contacted', ...filter }));

  if (told === undefined) expect(hint).toBeUndefined();
  else expect(hint).toContain(told);
});

test.each([{ operator: 'NOT_HAS_PROPERTY' }, { operator: 'GTE', value: '2026-01-01' }])(
  'who asks for those too, or for a span, is not told of it: %j',
  async (other) => {
    const filters = [{ operator: 'LT', value: '2026-10-23' }, other];
    const groups = filters.map((filter) => ({ filters: [{ property: 'notes_last_contacted', ...filter }] }));

    expect((await search({ filter_groups: groups })).hint).toBeUndefined();
  },
);

test('words that are found nowhere are told to be taken as they are stored', async () => {
  expect((await search({ query: 'Muller' }, [])).hint).toContain(
    'with its accents as stored; leave out quotes, commas',
  );
  expect((await search({ query: 'Gauge' })).hint).toBeUndefined();
});

test('a part of a word that is found nowhere is told to have stars around it', async () => {
  const token = (value: string) => by({ property: 'dealname', operator: 'CONTAINS_TOKEN', value });

  expect((await search(token('@alder'), [])).hint).toContain('a part of one is *part*');
  expect((await search(token('*alder*'), [])).hint).toBeUndefined();
});

test('more filters than HubSpot takes are refused before they reach it', async () => {
  const portal = createPortal({});
  const filter = { property: 'dealname', operator: 'EQ', value: 'Gauge' };
  const groups = Array.from({ length: 4 }, () => ({ filters: Array.from({ length: 5 }, () => filter) }));

  const error = await portal.fail('search_objects', { object_type: 'deals', filter_groups: groups });

  expect(error.message).toContain('HubSpot takes 18 filters in all, not 20');
  expect(portal.requests).toEqual([]);
});

test('an owner is asked for by an address in small letters, as HubSpot keeps it', async () => {
  const portal = createPortal({ 'GET /crm/v3/owners/': () => ({ results: [] }) });

  await portal.call('list_owners', { email: 'ALMA.Reyes@b.example' });

  expect(portal.requests[0]?.query.get('email')).toBe('alma.reyes@b.example');
});

test('a cursor that no search gave is refused before it reaches HubSpot', async () => {
  const portal = createPortal({});

  const error = await portal.fail('search_objects', { object_type: 'deals', cursor: 'abc' });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('next_cursor') });
  expect(portal.requests).toEqual([]);
});

test('a record is told which of the properties asked for there is not', async () => {
  const portal = createPortal({ 'GET /crm/v3/objects/deals/1': () => record('1', { dealname: 'Gauge' }) });

  const answer = await portal.call('get_object', { object_type: 'deals', object_id: '1', properties: ['deal_stage'] });

  expect(answer.hint).toBe('No such property: deal_stage; see list_properties.');
});

test.each([
  ['ada@b.example', 'id_property "email"'],
  ['Gauge for Alder', 'search_objects'],
])('%s is no record id, and the answer says what to do with it', async (object_id, advice) => {
  const portal = createPortal({});

  const error = await portal.fail('get_object', { object_type: 'contacts', object_id });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(advice) });
  expect(portal.requests).toEqual([]);
});

test.each([
  ['list_owners', { email: 'alma' }, 'email: no whole address; without it all owners are listed'],
  ['get_contact_timeline', { contact_id: 'Ada Roe' }, 'contact_id: no id: digits only, or an email address'],
  [
    'trigger_workflow',
    { workflow_id: 'Welcome', object_type: 'contact', object_id: '1' },
    'workflow_id: no id: digits only; find it with list_workflows',
  ],
  [
    'archive_object',
    { object_type: 'deals', object_id: 'Gauge' },
    'object_id: no id: digits only; find it with search_objects',
  ],
  [
    'get_contact_timeline',
    { contact_id: '1', date_range: { start_date: 'last year' } },
    'start_date: is no day of the calendar; give YYYY-MM-DD',
  ],
  ['search_objects', { object_type: 'deals', properties: ['Deal Stage'] }, 'properties.0: no internal name'],
  ['search_objects', { object_type: 'deals', sort: 'closedate desc' }, 'sort: an internal name alone'],
])('%s says what to send in place of %j', async (tool, input, advice) => {
  const portal = createPortal({});

  const error = await portal.fail(tool, input);

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(advice) });
  expect(portal.requests).toEqual([]);
});

/** Two pages of a search of three deals each, among these ids, the second after some went and others came. */
async function searchTwice(before: readonly number[], after: readonly number[]) {
  const lists = [before, after];
  const portal = createPortal({
    [searchDeals]: ({ body }) => {
      const list = (lists.length > 1 ? lists.shift() : lists[0]) ?? [];
      const start = Number(Object(body).after);
      const found = list.slice(start, start + Object(body).limit).map((id) => record(String(id), {}));
      return { total: list.length, results: found };
    },
  });
  const first = await portal.call('search_objects', { object_type: 'deals', limit: 3 });
  return portal.call('search_objects', { object_type: 'deals', limit: 3, cursor: first.next_cursor });
}

const idsOf = ({ objects }: { objects: { id: string }[] }) => objects.map(({ id }) => Number(id));

test.each([[[1, 2, 3, 4, 5, 6, 7]], [[2, 3, 4, 5, 6, 7]], [[8, 1, 2, 3, 4, 5, 6, 7]], [[3, 8, 4, 5, 6]]])(
  'records that come and go between two pages of a search move none of the others: %j',
  async (after) => {
    const page = await searchTwice([1, 2, 3, 4, 5, 6, 7], after);

    expect(idsOf(page).filter((id) => id !== 8)).toEqual(idsOf(page).includes(8) ? [4, 5] : [4, 5, 6]);
    expect(page.hint).toBeUndefined();
  },
);

test('a record that goes as another comes further on may be the same with another place', async () => {
  const page = await searchTwice([1, 2, 3, 4, 5, 6, 7], [2, 3, 4, 5, 6, 7, 8]);

  expect(idsOf(page)).toEqual([4, 5, 6]);
  expect(page.hint).toContain('stand further on by now');
});

const currencies = 'GET /account-info/2026-03/details';

test.each([
  [{ sort: '-amount' }, true],
  [by({ property: 'amount', operator: 'GT', value: '100000' }), true],
  [{ properties: ['dealname', 'amount'] }, true],
  [{}, false],
  [by({ property: 'amount', operator: 'HAS_PROPERTY' }), false],
  [{ ...by({ property: 'deal_currency_code', operator: 'EQ', value: 'JPY' }), sort: '-amount' }, false],
])('in a portal of several currencies it is told that an amount is in that of its deal: %j', async (input, isTold) => {
  const told = 'amount is in the currency of each deal, deal_currency_code, and compared by number';
  const replies = { [searchDeals]: () => ({ total: 1, results: [record('1', { dealname: 'Gauge', amount: '5' })] }) };
  const ask = async (additionalCurrencies: string[]) => {
    const portal = createPortal({
      ...replies,
      [currencies]: () => ({ portalId: 1, companyCurrency: 'EUR', additionalCurrencies }),
    });
    return (await portal.call('search_objects', { object_type: 'deals', ...input })).hint ?? '';
  };

  expect((await ask(['JPY', 'USD'])).includes(told)).toBe(isTold);
  expect(await ask([])).not.toContain(told);
});
