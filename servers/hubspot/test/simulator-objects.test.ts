import { createManualClock } from '@bizmcp/testkit/simulator';
import { describe, expect, test } from 'vitest';
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

describe('property values', () => {
  const codesOf = async (type: string, properties: Record<string, string>): Promise<string[]> => {
    const answer = await openPortal().send('POST', `/crm/v3/objects/${type}`, { properties });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('Property values were not valid');
    return answer.body.errors.map(
      (error: { code: string; context: { propertyName: string[] } }) =>
        `${error.context.propertyName[0]} ${error.code}`,
    );
  };

  test('are refused all at once, with a code for each', async () => {
    expect(
      await codesOf('contacts', {
        rank: '1',
        lifecyclestage: 'boss',
        email: 'nobody',
        hs_object_id: '5',
        birth_date: '1990-13-45',
        hubspot_owner_id: '1',
      }),
    ).toEqual([
      'rank PROPERTY_DOESNT_EXIST',
      'lifecyclestage INVALID_OPTION',
      'email INVALID_EMAIL',
      'hs_object_id READ_ONLY_VALUE',
      'birth_date INVALID_DATE',
      'hubspot_owner_id INVALID_OPTION',
    ]);
    expect(await codesOf('deals', { dealname: 'x', dealstage: '4', amount: 'much', closedate: 'soon' })).toEqual([
      'dealstage INVALID_OPTION',
      'amount INVALID_INTEGER',
      'closedate INVALID_LONG',
    ]);
    expect(await codesOf('contacts', { preferred_channels: 'email;pigeon', hs_email_optout: 'yes' })).toEqual([
      'preferred_channels INVALID_OPTION',
      'hs_email_optout INVALID_OPTION',
    ]);
  });

  test('are stored in HubSpot’s own form', async () => {
    const { get, send } = openPortal();
    const deal = await send('POST', '/crm/v3/objects/deals', {
      properties: { dealname: 'x', dealstage: '881101', closedate: '1800000000000' },
    });
    const contact = await send('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'b@lumen.example', birth_date: String(Date.UTC(1990, 1, 3)) },
    });

    const read = await get(`/crm/v3/objects/deals/${deal.body.id}`);

    expect(read.body.properties).toMatchObject({ closedate: '2027-01-15T08:00:00.000Z', pipeline: '881100' });
    expect(contact.body.properties.birth_date).toBe('1990-02-03');
  });

  test('must not be missing where the type needs them', async () => {
    const { send } = openPortal();

    const deal = await send('POST', '/crm/v3/objects/deals', { properties: { amount: '5' } });
    const task = await send('POST', '/crm/v3/objects/tasks', { properties: { hs_task_subject: 'Call' } });

    expect([deal.status, deal.body.context]).toEqual([400, { properties: ['dealname', 'dealstage'] }]);
    expect([task.status, task.body.context]).toEqual([400, { properties: ['hs_timestamp'] }]);
  });

  test('that are unique name the record that has them', async () => {
    const { send, simulator } = openPortal();
    const first = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'c@lumen.example' } });
    const other = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'd@lumen.example' } });
    const before = simulator.digest();

    const created = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'C@LUMEN.example' } });
    const changed = await send('PATCH', `/crm/v3/objects/contacts/${other.body.id}`, {
      properties: { email: 'c@lumen.example' },
    });

    const conflict = { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${first.body.id}` };
    expect([created.status, changed.status]).toEqual([409, 409]);
    expect(created.body).toMatchObject(conflict);
    expect(changed.body).toMatchObject(conflict);
    expect(simulator.digest()).toBe(before);
  });
});

describe('batches', () => {
  test('are read with what is missing told apart', async () => {
    const { get, send } = openPortal();
    const ids: string[] = (await get('/crm/v3/objects/deals?limit=3')).body.results.map(
      (row: { id: string }) => row.id,
    );

    const all = await send('POST', '/crm/v3/objects/deals/batch/read', {
      inputs: ids.map((id) => ({ id })),
      properties: ['dealname'],
    });
    const some = await send('POST', '/crm/v3/objects/deals/batch/read', { inputs: [{ id: ids[0] }, { id: '7' }] });

    expect([all.status, all.body.results.map((row: { id: string }) => row.id)]).toEqual([200, ids]);
    expect(some.status).toBe(207);
    expect(some.body).toMatchObject({
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['7'] } }],
    });
  });

  test('upsert by a unique property creates once and then changes', async () => {
    const { send } = openPortal();
    const body = (firstname: string) => ({
      inputs: [{ id: 'e@lumen.example', idProperty: 'email', properties: { firstname } }],
    });

    const first = await send('POST', '/crm/v3/objects/contacts/batch/upsert', body('E'));
    const second = await send('POST', '/crm/v3/objects/contacts/batch/upsert', body('F'));

    expect([first.body.results[0].new, second.body.results[0].new]).toEqual([true, false]);
    expect(second.body.results[0]).toMatchObject({ id: first.body.results[0].id, properties: { firstname: 'F' } });
  });

  test('are written whole or not at all', async () => {
    const { get, send, simulator } = openPortal();
    const [contact] = (await get('/crm/v3/objects/contacts?limit=1')).body.results;
    const before = simulator.digest();

    const statuses = [
      await send('POST', '/crm/v3/objects/contacts/batch/create', {
        inputs: [{ properties: { email: 'g@lumen.example' } }, { properties: { rank: '1' } }],
      }),
      await send('POST', '/crm/v3/objects/contacts/batch/update', {
        inputs: [
          { id: contact.id, properties: { city: 'Oslo' } },
          { id: '7', properties: { city: 'Oslo' } },
        ],
      }),
      await send('POST', '/crm/v3/objects/contacts/batch/upsert', {
        inputs: [
          { id: 'h@lumen.example', idProperty: 'email', properties: {} },
          { id: contact.id, properties: { rank: '1' } },
        ],
      }),
    ].map((answer) => answer.status);

    expect(statuses).toEqual([400, 404, 400]);
    expect(simulator.digest()).toBe(before);
  });

  test('have at most 100 records', async () => {
    const { send } = openPortal();

    const answer = await send('POST', '/crm/v3/objects/deals/batch/read', {
      inputs: Array.from({ length: 101 }, () => ({ id: '1' })),
    });

    expect(answer.status).toBe(400);
  });
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
    ['/crm/v3/properties/deals', '/crm/properties/2026-09/deals'],
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
