import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const listPath = 'GET /crm/v4/objects/contacts/7/associations/companies';
const input = { from_type: 'contacts', from_id: '7', to_type: 'company', to_id: '9' };
const plain = { category: 'HUBSPOT_DEFINED', typeId: 279, label: null };
const buyer = { category: 'USER_DEFINED', typeId: 37, label: 'Buyer' };
const boss = { category: 'USER_DEFINED', typeId: 36, label: 'Boss' };
const replies = {
  'GET /crm/v3/objects/contacts/7': () => record('7', { email: 'ada@b.example', firstname: 'Ada', lastname: null }),
  'GET /crm/v3/objects/companies/9': () => record('9', { name: 'Brick Ltd' }),
  'GET /crm/v4/associations/contacts/companies/labels': () => ({ results: [plain, boss, buyer] }),
  [listPath]: () => ({ results: [{ toObjectId: '9', associationTypes: [plain, boss, buyer] }] }),
};

test.each([
  ['the whole link', {}, 'no longer linked', ['associated: true -> false', 'labels: ["Boss","Buyer"] -> []']],
  ['one label', { label: 'boss' }, 'no longer linked by this label', ['labels: ["Boss","Buyer"] -> ["Buyer"]']],
])('who is asked to take away %s sees what there is of it', async (_title, label, becomes, lines) => {
  const portal = createPortal(replies);

  const preview = await portal.preview('associate_objects', { ...input, ...label, remove: true });

  expect(preview).toContain('Undo: with associate_objects for each label, without remove.');
  expect(preview.split('Before -> after:\n')[1]?.split('\n')).toEqual([
    `  the record: "ada@b.example Ada" -> "${becomes}"`,
    `  the other record: "Brick Ltd" -> "${becomes}"`,
    ...lines.map((line) => `  ${line}`),
  ]);
});

test('a link is taken away as a whole, or by a label of it alone', async () => {
  const linkPath = 'DELETE /crm/v4/objects/contacts/7/associations/companies/9';
  const labelPath = 'POST /crm/v4/associations/contacts/companies/batch/labels/archive';
  const gone = () => new Response(null, { status: 204 });
  const portal = createPortal({ ...replies, [linkPath]: gone, [labelPath]: gone });

  const byLabel = await portal.call('associate_objects', { ...input, label: 'boss', remove: true });
  const whole = await portal.call('associate_objects', { ...input, remove: true });

  expect(byLabel).toMatchObject({ associated: true, label_removed: 'boss' });
  expect(byLabel).not.toHaveProperty('label');
  expect(whole).toMatchObject({ associated: false });
  const sent = portal.requests.filter(({ method }) => method !== 'GET');
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([labelPath, linkPath]);
  expect(sent[0]?.body).toEqual({
    inputs: [
      {
        types: [{ associationCategory: 'USER_DEFINED', associationTypeId: 36 }],
        from: { id: '7' },
        to: { id: '9' },
      },
    ],
  });
});

test.each([
  ['the whole link', {}, 1],
  ['the label Primary', { label: 'Primary' }, 1],
  ['another label', { label: 'Boss' }, 0],
])(
  'who is asked to take %s of a primary company sees whether it stays the primary one',
  async (_title, label, count) => {
    const primary = { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' };
    const portal = createPortal({
      ...replies,
      'GET /crm/v4/associations/contacts/companies/labels': () => ({ results: [plain, primary, boss] }),
      [listPath]: () => ({ results: [{ toObjectId: '9', associationTypes: [plain, primary, boss] }] }),
    });

    const preview = await portal.preview('associate_objects', { ...input, ...label, remove: true });

    expect(preview.match(/the primary company: "Brick Ltd" -> "no longer it; if another/g) ?? []).toHaveLength(count);
  },
);
