import { expect, test } from 'vitest';
import { objectTypes } from '../simulator/objects/object-type.ts';
import { openPortal } from './portal-client.ts';

const defaultSpec = (associationTypeId: number) => [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }];

const createPair = async ({ send }: ReturnType<typeof openPortal>) => {
  const contact = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'pair@lumen.example' } });
  const companies = await send('POST', '/crm/v3/objects/companies/batch/create', {
    inputs: [{ properties: { name: 'One' } }, { properties: { name: 'Two' } }],
  });
  const [first, second]: string[] = companies.body.results.map((row: { id: string }) => row.id);
  return { contact: String(contact.body.id), first, second };
};

test('the first company of a contact becomes its primary one, on both sides', async () => {
  const portal = openPortal();
  const { contact, first, second } = await createPair(portal);

  const answer = await portal.send(
    'PUT',
    `/crm/v4/objects/contacts/${contact}/associations/default/companies/${first}`,
  );
  await portal.send('PUT', `/crm/v4/objects/contact/${contact}/associations/default/company/${second}`);
  const list = await portal.get(`/crm/v4/objects/contacts/${contact}/associations/companies`);
  const back = await portal.get(`/crm/v4/objects/companies/${first}/associations/contacts`);

  expect(answer.body).toMatchObject({
    status: 'COMPLETE',
    results: [
      { from: { id: contact }, to: { id: first }, associationSpec: { associationTypeId: 279 } },
      { from: { id: first }, to: { id: contact }, associationSpec: { associationTypeId: 280 } },
    ],
  });
  expect(list.body.results).toEqual([
    {
      toObjectId: first,
      associationTypes: [
        { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
        { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
      ],
    },
    { toObjectId: second, associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null }] },
  ]);
  expect(back.body.results[0].associationTypes.map((type: { typeId: number }) => type.typeId)).toEqual([280, 2]);
});

test('a company with which a contact is made is its primary one, until another one is asked to be', async () => {
  const portal = openPortal();
  const { first, second } = await createPair(portal);
  const contact = await portal.send('POST', '/crm/v3/objects/contacts', {
    properties: { email: 'made@lumen.example' },
    associations: [{ to: { id: first }, types: defaultSpec(279) }],
  });
  const path = `/crm/v4/objects/contacts/${contact.body.id}/associations`;
  const labels = async (): Promise<unknown> => {
    const { body } = await portal.get(`${path}/companies`);
    return body.results.map((row: { toObjectId: string; associationTypes: { label: string | null }[] }) => [
      row.toObjectId,
      row.associationTypes.flatMap(({ label }) => label ?? []),
    ]);
  };

  expect(await labels()).toEqual([[first, ['Primary']]]);
  await portal.send('PUT', `${path}/companies/${second}`, defaultSpec(1));

  expect(await labels()).toEqual([
    [first, []],
    [second, ['Primary']],
  ]);
});

test('a label is taken away alone, and all of them with the plain association', async () => {
  const portal = openPortal();
  const { contact, first } = await createPair(portal);
  const path = `/crm/v4/objects/contacts/${contact}/associations`;
  const decisionMaker = { associationCategory: 'USER_DEFINED', associationTypeId: 101 };
  await portal.send('PUT', `${path}/companies/${first}`, [decisionMaker]);
  const takeAway = (spec: object) =>
    portal.send('POST', '/crm/v4/associations/contacts/companies/batch/labels/archive', {
      inputs: [{ types: [spec], from: { id: contact }, to: { id: first } }],
    });
  const labels = async () => {
    const { results } = (await portal.get(`${path}/companies`)).body;
    return results.map((each: { associationTypes: { label: string | null }[] }) =>
      each.associationTypes.map(({ label }) => label),
    );
  };

  const byLabel = await takeAway(decisionMaker);
  const rest = await labels();
  await takeAway({ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 });

  expect([byLabel.status, rest]).toEqual([204, [[null, 'Primary']]]);
  expect(await labels()).toEqual([]);
});

test('labels are added, told and taken away with the association', async () => {
  const portal = openPortal();
  const { contact, first } = await createPair(portal);
  const path = `/crm/v4/objects/contacts/${contact}/associations/companies/${first}`;

  const added = await portal.send('PUT', path, [{ associationCategory: 'USER_DEFINED', associationTypeId: 101 }]);
  const labels = await portal.get('/crm/v4/associations/contacts/companies/labels');
  const removed = await portal.send('DELETE', path);
  const list = await portal.get(`/crm/v4/objects/contacts/${contact}/associations/companies`);
  const back = await portal.get(`/crm/v4/objects/companies/${first}/associations/contacts`);

  expect([added.status, added.body]).toEqual([
    201,
    {
      fromObjectTypeId: '0-1',
      fromObjectId: contact,
      toObjectTypeId: '0-2',
      toObjectId: first,
      labels: ['Decision maker'],
    },
  ]);
  expect(labels.body.results).toContainEqual({ category: 'USER_DEFINED', typeId: 101, label: 'Decision maker' });
  expect([removed.status, list.body.results, back.body.results]).toEqual([204, [], []]);
});

test('associating twice changes nothing', async () => {
  const portal = openPortal();
  const { contact, first } = await createPair(portal);
  const path = `/crm/v4/objects/contacts/${contact}/associations/default/companies/${first}`;
  await portal.send('PUT', path);
  const before = portal.simulator.digest();

  const again = await portal.send('PUT', path);

  expect([again.status, portal.simulator.digest()]).toEqual([200, before]);
});

test('wrong ends and wrong types are refused and change nothing', async () => {
  const portal = openPortal();
  const { contact, first } = await createPair(portal);
  const before = portal.simulator.digest();

  const statuses = [
    (await portal.send('PUT', `/crm/v4/objects/contacts/7/associations/default/companies/${first}`)).status,
    (await portal.send('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/7`)).status,
    (await portal.send('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/rockets/7`)).status,
    (await portal.send('PUT', `/crm/v4/objects/contacts/${contact}/associations/companies/${first}`, defaultSpec(3)))
      .status,
    (await portal.send('PUT', `/crm/v4/objects/contacts/${contact}/associations/companies/${first}`, [])).status,
    (await portal.get('/crm/v4/objects/contacts/7/associations/companies')).status,
  ];

  expect(statuses).toEqual([404, 404, 400, 400, 400, 404]);
  expect(portal.simulator.digest()).toBe(before);
});

test('a long list is paged, each once, and a batch read tells who has none', async () => {
  const portal = openPortal();
  const { contact } = await createPair(portal);
  const [busiest] = [...(portal.simulator.state.records.get('0-2')?.keys() ?? [])]
    .map((id) => ({ id, count: portal.simulator.state.associations.links.get(`0-2:${id}>0-49`)?.size ?? 0 }))
    .sort((left, right) => right.count - left.count);

  const ids: string[] = [];
  let after = '';
  do {
    const page = await portal.get(`/crm/v4/objects/companies/${busiest?.id}/associations/emails?limit=5${after}`);
    ids.push(...page.body.results.map((row: { toObjectId: string }) => row.toObjectId));
    after = page.body.paging === undefined ? '' : `&after=${page.body.paging.next.after}`;
  } while (after !== '');
  const batch = await portal.send('POST', '/crm/v4/associations/companies/emails/batch/read', {
    inputs: [{ id: busiest?.id }, { id: contact }],
  });

  expect(busiest?.count).toBeGreaterThan(10);
  expect([ids.length, new Set(ids).size]).toEqual([busiest?.count, busiest?.count]);
  expect(batch.status).toBe(207);
  expect(batch.body.results.map((row: { to: unknown[] }) => row.to.length)).toEqual([busiest?.count]);
  expect(batch.body.errors).toMatchObject([
    { subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context: { fromObjectId: [contact] } },
  ]);
});

test('every association of the seed joins records that exist, and is there from both sides', () => {
  const { state } = openPortal().simulator;
  const ids = new Map(objectTypes.map((type) => [type.id, state.records.get(type.id)]));
  const broken: string[] = [];
  let count = 0;
  for (const [key, links] of state.associations.links) {
    const [fromType = '', fromId = '', toType = ''] = key.split(/[:>]/);
    for (const [toId, types] of links) {
      count += 1;
      const back = state.associations.links.get(`${toType}:${toId}>${fromType}`)?.get(fromId);
      const isSound = ids.get(fromType)?.has(fromId) && ids.get(toType)?.has(toId) && back?.length === types.length;
      if (!isSound) broken.push(`${key} ${toId}`);
    }
  }

  expect(broken).toEqual([]);
  expect(count).toBeGreaterThan(10_000);
});

test.each(['batch', 'alone'])('a record that is archived %s is linked with none any more', async (way) => {
  const portal = openPortal();
  const { contact, first, second } = await createPair(portal);
  for (const company of [first, second]) {
    await portal.send('PUT', `/crm/v4/objects/contacts/${contact}/associations/default/companies/${company}`);
  }

  if (way === 'alone') await portal.send('DELETE', `/crm/v3/objects/companies/${first}`);
  else await portal.send('POST', '/crm/v3/objects/companies/batch/archive', { inputs: [{ id: first }] });

  const read = await portal.get(
    `/crm/v3/objects/contacts/${contact}?associations=companies&properties=associatedcompanyid`,
  );
  const filters = [{ propertyName: 'associations.company', operator: 'EQ', value: first }];
  const found = await portal.send('POST', '/crm/v3/objects/contacts/search', { filterGroups: [{ filters }] });
  expect(read.body.associations.companies.results.map(({ id }: { id: string }) => id)).toEqual([second]);
  expect(read.body.properties.associatedcompanyid).toBeNull();
  expect(found.body.total).toBe(0);
});
