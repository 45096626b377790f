import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { noon, openPortal } from './portal-client.ts';

test('a list walks all rows once, whatever the page size', async () => {
  const { get, simulator } = openPortal();
  for (const limit of [1, 7, 100]) {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await get(`/crm/v3/objects/companies?limit=${limit}${after === undefined ? '' : `&after=${after}`}`);
      seen.push(...page.body.results.map((row: { id: string }) => row.id));
      after = page.body.paging?.next.after;
    } while (after !== undefined);

    expect(seen).toEqual([...(simulator.state.records.get('0-2')?.keys() ?? [])]);
  }
});

test('records are created, read, changed, archived, and listed as archived', async () => {
  const clock = createManualClock(noon);
  const { get, send } = openPortal({ clock });
  const before = await get('/crm/v3/objects/contacts?archived=true');

  const created = await send('POST', '/crm/v3/objects/contacts', {
    properties: { email: 'Ada@Lumen.example', firstname: 'Ada' },
  });
  clock.advance(60_000);
  const changed = await send('PATCH', `/crm/v3/objects/contacts/${created.body.id}`, {
    properties: { firstname: '', phone: '+1 206-555-0100' },
  });
  const read = await get(
    `/crm/v3/objects/contacts/ada@lumen.example?idProperty=email&properties=firstname,phone,lifecyclestage`,
  );
  const archived = await send('DELETE', `/crm/v3/objects/contacts/${created.body.id}`);
  const gone = await get(`/crm/v3/objects/contacts/${created.body.id}`);
  const list = await get('/crm/v3/objects/contacts?archived=true');

  expect(before.body.results).toEqual([]);
  expect([created.status, created.body.properties.email]).toEqual([201, 'ada@lumen.example']);
  expect(changed.body.updatedAt).toBe('2026-11-21T12:01:00.000Z');
  expect(read.body.properties).toMatchObject({ firstname: null, phone: '+1 206-555-0100', lifecyclestage: 'lead' });
  expect([archived.status, archived.body]).toEqual([204, undefined]);
  expect([gone.status, gone.body.category]).toEqual([404, 'OBJECT_NOT_FOUND']);
  expect(list.body.results).toMatchObject([
    { id: created.body.id, archived: true, archivedAt: '2026-11-21T12:01:00.000Z' },
  ]);
});

test('the history of a property tells its values, newest first', async () => {
  const clock = createManualClock(noon);
  const { get, send } = openPortal({ clock });
  const deal = await send('POST', '/crm/v3/objects/deals', {
    properties: { dealname: 'Big', dealstage: 'qualifiedtobuy' },
  });
  for (const dealstage of ['contractsent', 'closedwon']) {
    clock.advance(3_600_000);
    await send('PATCH', `/crm/v3/objects/deals/${deal.body.id}`, { properties: { dealstage } });
  }

  const read = await get(
    `/crm/v3/objects/deals/${deal.body.id}?propertiesWithHistory=dealstage&properties=hs_is_closed_won,hs_deal_stage_probability`,
  );

  expect(read.body.propertiesWithHistory.dealstage).toMatchObject([
    { value: 'closedwon', timestamp: '2026-11-21T14:00:00.000Z', sourceType: 'INTEGRATION' },
    { value: 'contractsent', timestamp: '2026-11-21T13:00:00.000Z' },
    { value: 'qualifiedtobuy', timestamp: '2026-11-21T12:00:00.000Z' },
  ]);
  expect(read.body.properties).toMatchObject({
    dealstage: 'closedwon',
    hs_is_closed_won: 'true',
    hs_deal_stage_probability: '1.0',
  });
});

test('a deal tells when it came to each stage last and left it, and is found by it', async () => {
  const clock = createManualClock(noon);
  const { get, send } = openPortal({ clock });
  const properties = { dealname: 'Big', dealstage: 'qualifiedtobuy' };
  const { body } = await send('POST', '/crm/v3/objects/deals', { properties });
  for (const dealstage of ['contractsent', 'qualifiedtobuy', 'closedwon']) {
    clock.advance(3_600_000);
    await send('PATCH', `/crm/v3/objects/deals/${body.id}`, { properties: { dealstage } });
  }
  const names = ['entered_qualifiedtobuy', 'exited_qualifiedtobuy', 'entered_current_stage', 'exited_closedwon'];
  const asked = names.map((name) => `hs_v2_date_${name}`);

  const read = await get(`/crm/v3/objects/deals/${body.id}?properties=${asked.join(',')}`);
  const found = await send('POST', '/crm/v3/objects/deals/search', {
    filterGroups: [
      { filters: [{ propertyName: 'hs_v2_date_entered_closedwon', operator: 'GTE', value: String(noon) }] },
    ],
  });

  expect(asked.map((name) => read.body.properties[name]?.slice(11, 16) ?? null)).toEqual([
    '14:00',
    '15:00',
    '15:00',
    null,
  ]);
  expect(found.body.results.map(({ id }: { id: string }) => id)).toEqual([body.id]);
});

test.each([
  ['tickets', 'closed_date', { subject: 'x' }, ['hs_pipeline_stage', '3', '4']],
  ['deals', 'closedate', { dealname: 'x' }, ['dealstage', 'contractsent', 'closedwon']],
])('of %s the one that moves to a closed stage gets its %s, and keeps it when it is opened again', async (...row) => {
  const [type, date, named, [stage = '', open = '', closed = '']] = row;
  const clock = createManualClock(noon);
  const { get, send } = openPortal({ clock });
  const { body } = await send('POST', `/crm/v3/objects/${type}`, { properties: { ...named, [stage]: open } });
  const path = `/crm/v3/objects/${type}/${body.id}`;
  const move = async (to: string, given: Record<string, string> = {}) => {
    clock.advance(3_600_000);
    await send('PATCH', path, { properties: { [stage]: to, ...given } });
    return (await get(`${path}?properties=${date}`)).body.properties[date];
  };

  const told = [await move(closed), await move(open), await move(closed), await move(open)];
  const dated = await move(closed, { [date]: '2026-11-01T00:00:00Z' });

  expect(told.map((time) => time.slice(11, 13))).toEqual(['13', '13', '15', '15']);
  expect(dated).toBe('2026-11-01T00:00:00.000Z');
});

test('a lifecycle stage only moves forward, unless it was cleared', async () => {
  const { send } = openPortal();
  const contact = await send('POST', '/crm/v3/objects/contacts', {
    properties: { email: 'a@lumen.example', lifecyclestage: 'customer' },
  });
  const set = async (lifecyclestage: string): Promise<string> =>
    (await send('PATCH', `/crm/v3/objects/contacts/${contact.body.id}`, { properties: { lifecyclestage } })).body
      .properties.lifecyclestage;

  expect(await set('lead')).toBe('customer');
  await set('');
  expect(await set('lead')).toBe('lead');
});

test('a contact that is moved back loses the days of the stages behind it, and no others', async () => {
  const { get, send } = openPortal();
  const contact = await send('POST', '/crm/v3/objects/contacts', {
    properties: { email: 'a@lumen.example', lifecyclestage: 'subscriber' },
  });
  const path = `/crm/v3/objects/contacts/${contact.body.id}`;
  const stages = ['subscriber', 'lead', 'customer'];
  const days = async () => {
    const { properties } = (await get(`${path}?properties=${stages.map((stage) => `hs_lifecyclestage_${stage}_date`)}`))
      .body;
    return stages.filter((stage) => properties[`hs_lifecyclestage_${stage}_date`] !== null);
  };

  for (const lifecyclestage of ['customer', '']) await send('PATCH', path, { properties: { lifecyclestage } });
  const cleared = await days();
  await send('PATCH', path, { properties: { lifecyclestage: 'lead' } });

  expect([cleared, await days()]).toEqual([
    ['subscriber', 'customer'],
    ['subscriber', 'lead'],
  ]);
});

test('a create may associate, and does nothing when an association is wrong', async () => {
  const { get, send, simulator } = openPortal();
  const [contact] = (await get('/crm/v3/objects/contacts?limit=1')).body.results;
  const body = (id: string, associationTypeId: number) => ({
    properties: { hs_timestamp: '2026-11-20T10:00:00Z', hs_note_body: 'Hello' },
    associations: [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }],
  });

  const note = await send('POST', '/crm/v3/objects/notes', body(contact.id, 202));
  const read = await get(`/crm/v3/objects/notes/${note.body.id}?associations=contacts,companies`);
  const before = simulator.digest();
  const wrongType = await send('POST', '/crm/v3/objects/notes', body(contact.id, 3));
  const wrongId = await send('POST', '/crm/v3/objects/notes', body('7', 202));

  expect(read.body.associations).toEqual({ contacts: { results: [{ id: contact.id, type: 'note_to_contact' }] } });
  expect([wrongType.status, wrongId.status]).toEqual([400, 404]);
  expect(simulator.digest()).toBe(before);
});

test('reads leave the digest alone and every write changes it', async () => {
  const { get, send, simulator } = openPortal();
  const [contact] = (await get('/crm/v3/objects/contacts?limit=1')).body.results;
  const [company] = (await get('/crm/v3/objects/companies?limit=1')).body.results;
  const before = simulator.digest();
  await get('/crm/v3/objects/deals?limit=100&associations=contacts');
  await send('POST', '/crm/v3/objects/contacts/search', { query: 'a' });
  await get('/marketing/v3/emails?includeStats=true');
  const afterReads = simulator.digest();

  const digests = [before];
  for (const [method, path, body] of [
    ['POST', '/crm/v3/objects/companies', { properties: { name: 'Z' } }],
    ['PATCH', `/crm/v3/objects/contacts/${contact.id}`, { properties: { city: 'Oslo' } }],
    [
      'PUT',
      `/crm/v4/objects/contacts/${contact.id}/associations/companies/${company.id}`,
      [{ associationCategory: 'USER_DEFINED', associationTypeId: 101 }],
    ],
    ['DELETE', `/crm/v4/objects/contacts/${contact.id}/associations/companies/${company.id}`, undefined],
    ['DELETE', `/crm/v3/objects/contacts/${contact.id}`, undefined],
  ] as const) {
    expect((await send(method, path, body)).status).toBeLessThan(300);
    digests.push(simulator.digest());
  }

  expect(afterReads).toBe(before);
  const unchanged = digests.filter((digest, index) => digest === digests[index - 1]);
  expect([digests.length, unchanged]).toEqual([6, []]);
});

test('the dated versions answer as the numbered ones', async () => {
  const { get, send } = openPortal();
  for (const [numbered, dated] of [
    ['/crm/v3/objects/contacts?limit=3', '/crm/objects/2026-03/contacts?limit=3'],
    ['/crm/v3/pipelines/tickets', '/crm/pipelines/2026-09/tickets'],
    ['/crm/v3/owners', '/crm/owners/2026-03'],
    ['/crm-object-schemas/v3/schemas', '/crm-object-schemas/2026-09/schemas'],
    ['/account-info/v3/details', '/account-info/2026-03/details'],
    ['/marketing/v3/campaigns?properties=hs_name', '/marketing/campaigns/2026-03?properties=hs_name'],
    ['/marketing/v3/emails', '/marketing/emails/2026-09'],
    ['/automation/v4/flows', '/automation/2026-09-beta/flows'],
  ] as const) {
    expect([dated, (await get(dated)).body]).toEqual([dated, (await get(numbered)).body]);
  }
  const search = { filterGroups: [], query: 'maya' };
  const numbered = await send('POST', '/crm/v3/objects/contacts/search', search);
  expect((await send('POST', '/crm/objects/2026-09/contacts/search', search)).body).toEqual(numbered.body);
});

test('a stage goes with its pipeline', async () => {
  const { send } = openPortal();
  const deal = { dealname: 'x', dealstage: 'contractsent' };
  const { body } = await send('POST', '/crm/v3/objects/deals', { properties: deal });
  const path = `/crm/v3/objects/deals/${body.id}`;

  const answers = [
    await send('POST', '/crm/v3/objects/deals', { properties: { ...deal, pipeline: '881100' } }),
    await send('PATCH', path, { properties: { dealstage: '881101' } }),
    await send('PATCH', path, { properties: { pipeline: '881100' } }),
    await send('PATCH', path, { properties: { pipeline: '881100', dealstage: '881101' } }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 200]);
  expect(answers[1]?.body.errors[0]).toMatchObject({ code: 'INVALID_PIPELINE_STAGE_ID' });
});
