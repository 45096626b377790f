import { expect, test } from 'vitest';
import { createPortal, record, refusal } from './fake-portal.ts';

const listPath = 'GET /crm/v4/objects/contacts/7/associations/companies';
const input = { from_type: 'contacts', from_id: '7', to_type: 'company', to_id: '9' };
const plain = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };
const buyer = { category: 'USER_DEFINED', typeId: 37, label: 'Buyer' };
const boss = { category: 'USER_DEFINED', typeId: 36, label: 'Boss' };
const records = {
  'GET /crm/v3/objects/contacts/7': () => record('7', { email: 'ada@b.example', firstname: 'Ada', lastname: null }),
  'GET /crm/v3/objects/companies/9': () => record('9', { name: 'Brick Ltd' }),
};
const labels = {
  ...records,
  'GET /crm/v4/associations/contacts/companies/labels': () => ({ results: [plain, boss, buyer] }),
};
const already = '"linked already, now by this label too"';
const linkedTo = (id: string, ...associationTypes: object[]) => ({
  results: [{ toObjectId: id, associationTypes }],
});

test.each([
  ['are not linked', linkedTo('8', plain), {}, ['"linked"', 'associated: false -> true']],
  [
    'are not linked',
    linkedTo('8', plain),
    { label: 'Boss' },
    ['"linked"', 'associated: false -> true', 'labels: [] -> ["Boss"]'],
  ],
  ['are linked plainly', linkedTo('9', plain), { label: 'Boss' }, [already, 'labels: [] -> ["Boss"]']],
  ['are linked, by the label as it is', linkedTo('9', plain), { label: 'bUYER' }, [already, 'labels: [] -> ["Buyer"]']],
  [
    'have another label',
    linkedTo('9', plain, boss),
    { label: 'Buyer' },
    [already, 'labels: ["Boss"] -> ["Boss","Buyer"]'],
  ],
])('who is asked sees that the records %s', async (_title, page, label, [becomes, ...lines]) => {
  const portal = createPortal({ ...labels, [listPath]: () => page });

  const preview = await portal.preview('associate_objects', { ...input, ...label });

  const shown = preview.split('Before -> after:\n')[1]?.split('\n');
  const names = [
    'the record: "ada@b.example Ada" -> "linked with the other"',
    `the other record: "Brick Ltd" -> ${becomes}`,
  ];
  expect(shown?.map((line) => line.trim())).toEqual([...names, ...lines]);
  expect(portal.requests.every(({ method }) => method === 'GET')).toBe(true);
});

test('who is asked reads first that the records have this label already', async () => {
  const portal = createPortal({ ...labels, [listPath]: () => linkedTo('9', plain, boss) });

  const preview = await portal.preview('associate_objects', { ...input, label: 'boss' });

  expect(preview.split('\n')[0]).toContain('nothing would change in HubSpot');
});

test('a label is told to be taken back alone, as without it the link would go', async () => {
  const portal = createPortal({ ...labels, [listPath]: () => linkedTo('9', plain) });

  const preview = await portal.preview('associate_objects', { ...input, label: 'Boss' });

  expect(preview).toContain(
    'Undo: with associate_objects, this label and remove (without the label the whole link goes)',
  );
});

const primary = { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' };

test.each([
  [
    'loses that',
    linkedTo('8', plain, primary),
    { label: 'primary' },
    [
      'the primary company: "Alder" -> "linked, but no longer the primary one; to undo that give 8 the label primary"',
      'the new primary company: "Brick Ltd" -> "becomes it"',
    ],
  ],
  ['keeps that', linkedTo('8', plain, primary), {}, []],
  ['gets its first', { results: [] }, {}, ['the new primary company: "Brick Ltd" -> "becomes it"']],
])('who is asked sees which company is the primary one of a record that %s', async (_title, page, label, lines) => {
  const portal = createPortal({
    ...labels,
    'GET /crm/v4/associations/contacts/companies/labels': () => ({ results: [plain, primary] }),
    'GET /crm/v3/objects/companies/8': () => record('8', { name: 'Alder' }),
    'GET /crm/v4/objects/companies/9/associations/contacts': () => ({ results: [] }),
    [listPath]: () => page,
  });
  const turned = { from_type: 'companies', from_id: '9', to_type: 'contact', to_id: '7' };

  const previews = [await portal.preview('associate_objects', { ...input, ...label })];
  if (!('label' in label)) previews.push(await portal.preview('associate_objects', turned));

  for (const preview of previews) expect(preview.match(/the (?:new )?primary company: .*/g) ?? []).toEqual(lines);
});

test("a custom object's own plain association will do", async () => {
  const own = { category: 'USER_DEFINED', typeId: 61, label: null };
  const portal = createPortal({
    ...records,
    'GET /crm-object-schemas/v3/schemas': () => ({
      results: [{ objectTypeId: '2-1', name: 'plans', requiredProperties: [] }],
    }),
    'GET /crm/v3/properties/2-1': () => ({ results: [{ name: 'title', type: 'string' }] }),
    'GET /crm/v4/associations/2-1/companies/labels': () => ({ results: [own] }),
    'POST /crm/v3/objects/2-1': () => Response.json(record('5'), { status: 201 }),
  });

  await portal.call('create_object', {
    object_type: '2-1',
    properties: { title: 'x' },
    associate_with: [{ object_type: 'companies', object_id: '9' }],
  });

  expect(portal.requests.at(-1)?.body).toMatchObject({
    associations: [{ to: { id: '9' }, types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 61 }] }],
  });
});

test('a record of a type that the portal does not have is not told to be looked for', async () => {
  const message = 'Unable to infer object type from: quotes';
  const quotes = () => refusal(400, { category: 'VALIDATION_ERROR', message });
  const portal = createPortal({ ...labels, 'GET /crm/v3/objects/quotes/9': quotes });

  const asked = portal.preview('associate_objects', { ...input, to_type: 'quotes' });

  await expect(asked).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringMatching(/no such object type, quotes, in this portal; try contacts, .*line_items, calls/),
  });
});

test('nobody is asked for a label that there is not', async () => {
  const portal = createPortal({ ...labels, [listPath]: () => linkedTo('8', plain) });

  const asked = portal.preview('associate_objects', { ...input, label: 'Friend' });

  await expect(asked).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('Boss, Buyer') });
});

test('where a record has more links than are read it is said, and a wrong label is told all the same', async () => {
  const page = { ...linkedTo('8', plain), paging: { next: { after: '500' } } };
  const portal = createPortal({ ...labels, [listPath]: () => page });

  const preview = await portal.preview('associate_objects', input);
  const asked = portal.preview('associate_objects', { ...input, label: 'Friend' });

  expect(preview).toContain('the other record: "Brick Ltd" -> "linked"');
  expect(preview).toContain('associated: "not looked up among so many" -> true');
  await expect(asked).rejects.toMatchObject({ code: 'invalid_input', message: expect.stringContaining('Boss, Buyer') });
});

test('of labels that differ in their capitals the one that is written so is taken', async () => {
  const big = { category: 'USER_DEFINED', typeId: 35, label: 'BOSS' };
  const linked = 'PUT /crm/v4/objects/contacts/7/associations/companies/9';
  const portal = createPortal({
    ...labels,
    'GET /crm/v4/associations/contacts/companies/labels': () => ({ results: [plain, big, boss] }),
    [listPath]: () => linkedTo('8', plain),
    [linked]: () =>
      Response.json(
        { fromObjectTypeId: '0-1', fromObjectId: '7', toObjectTypeId: '0-2', toObjectId: '9', labels: [] },
        { status: 201 },
      ),
  });

  await portal.call('associate_objects', { ...input, label: 'Boss' });

  expect(portal.requests.at(-1)?.body).toEqual([{ associationCategory: 'USER_DEFINED', associationTypeId: 36 }]);
});

test.each(['from_id', 'to_id'])('nobody is asked for a record that there is not: %s', async (name) => {
  const portal = createPortal({ ...labels, [listPath]: () => linkedTo('8', plain) });

  const asked = portal.preview('associate_objects', { ...input, [name]: '404' });

  await expect(asked).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('no record 404'),
  });
});

test('one record is linked with no other by being named twice', async () => {
  const portal = createPortal(labels);

  const asked = portal.preview('associate_objects', { from_type: 'contact', from_id: '7', to_type: '0-1', to_id: '7' });

  await expect(asked).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('to_id: is the first record itself'),
  });
  expect(portal.requests).toEqual([]);
});

test('records of a type that is named twice are listed once', async () => {
  const portal = createPortal({ ...labels, [listPath]: () => linkedTo('9', plain) });

  const associations = ['companies', 'company', '0-2'];
  const answer = await portal.call('get_object', { object_type: 'contacts', object_id: '7', associations });

  expect(answer.associations).toEqual([{ object_type: 'companies', object_id: '9', labels: [] }]);
});

test('of labels that differ in their capitals who is asked sees the one that is added', async () => {
  const big = { category: 'USER_DEFINED', typeId: 35, label: 'BOSS' };
  const portal = createPortal({
    'GET /crm/v4/associations/contacts/companies/labels': () => ({ results: [plain, big, boss] }),
    ...records,
    [listPath]: () => linkedTo('9', big),
  });

  const preview = await portal.preview('associate_objects', { ...input, label: 'Boss' });

  expect(preview).toContain('labels: ["BOSS"] -> ["BOSS","Boss"]');
});

test.each([
  [undefined, 'PUT /crm/v4/objects/contacts/7/associations/default/companies/9', 201],
  ['Boss', 'PUT /crm/v4/objects/contacts/7/associations/companies/9', 200],
])('an association is stored by whichever success it is answered: %s', async (label, linked, status) => {
  const portal = createPortal({
    ...labels,
    [listPath]: () => linkedTo('8', plain),
    [linked]: () => Response.json({ results: [] }, { status }),
  });

  const answer = await portal.call('associate_objects', { ...input, ...(label && { label }) });

  expect(answer).toMatchObject({ associated: true });
});

test('an association that HubSpot refuses without a word is not told to be about numbers', async () => {
  const portal = createPortal({
    ...labels,
    [listPath]: () => linkedTo('8', plain),
    'PUT /crm/v4/objects/contacts/7/associations/default/companies/9': () =>
      refusal(400, { category: 'VALIDATION_ERROR', message: 'Limit exceeded' }),
  });

  const error = await portal.fail('associate_objects', input);

  expect(error.message).toContain('perhaps a limit of them is reached');
});
