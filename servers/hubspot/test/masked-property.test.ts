import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const cleared = { scopes: ['*'], clearance: 'restricted' } as const;

const plain = { label: '', type: 'string', fieldType: 'text', dataSensitivity: 'non_sensitive' };
const passport = { ...plain, name: 'passport_number', hasUniqueValue: true, dataSensitivity: 'sensitive' };
const options = ['pollen', 'nuts'].map((value) => ({ value, label: value }));
const allergies = { ...passport, name: 'allergies', type: 'enumeration', fieldType: 'checkbox', options };

/** A portal whose contacts have sensitive data, with one contact. */
function createContacts(properties: Record<string, string | null>, role?: typeof cleared) {
  const sensitive = [passport, allergies];
  const own = ['email', 'gender', 'jobtitle'].map((name) => ({ ...plain, name }));
  const contact = () => record('7', properties);
  return createPortal(
    {
      'GET /crm/v3/properties/contacts': () => ({ results: own }),
      'GET /crm/properties/2026-03/contacts': ({ query }) => ({
        results: query.get('dataSensitivity') === 'sensitive' ? sensitive : [],
      }),
      'GET /crm/v3/objects/contacts/7': contact,
      'GET /crm/v3/objects/contacts/NL-1': contact,
      'PATCH /crm/v3/objects/contacts/NL-1': contact,
      'POST /crm/v3/objects/contacts/search': () => ({ total: 1, results: [contact()] }),
    },
    undefined,
    role,
  );
}

const filter = (property: string, operator: string, operands: Record<string, unknown> = {}) => ({
  filter_groups: [{ filters: [{ property, operator, ...operands }] }],
});

test.each([
  ['filter_groups', filter('gender', 'EQ', { value: 'f' })],
  ['filter_groups', filter('Marital_Status', 'NEQ', { value: 'widowed' })],
  ['filter_groups', filter('passport_number', 'EQ', { value: 'NL-1' })],
  ['filter_groups', filter('passport_number', 'IN', { values: ['NL-1'] })],
  ['filter_groups', filter('passport_number', 'CONTAINS_TOKEN', { value: 'NL*' })],
  ['filter_groups', filter('Passport_Number', 'GT', { value: 'NL-4' })],
  ['filter_groups', filter('date_of_birth', 'LT', { value: '1990-01-01' })],
  ['filter_groups', filter('IBAN', 'GT', { value: 'DE5' })],
  ['filter_groups', filter('social_security_number', 'CONTAINS_TOKEN', { value: '123*' })],
  ['sort', { sort: 'national_id' }],
  ['sort', { sort: '-passport_number' }],
  ['sort', { sort: 'gender' }],
])('no record is found or sorted by what is masked, but for those who see it: %s %j', async (path, search) => {
  const portal = createContacts({ email: 'ada@lumen.example' });
  const asked = { object_type: 'contacts', ...search };

  const refused = await portal.fail('search_objects', asked);
  const found = await createContacts({}, cleared).call('search_objects', asked);

  expect(refused).toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('is masked for your role'),
    details: { fields: [{ path }] },
  });
  expect(portal.requests.some(({ path: asked }) => asked.endsWith('/search'))).toBe(false);
  expect(found.total).toBe(1);
});

test.each(['HAS_PROPERTY', 'NOT_HAS_PROPERTY'])(
  'whether there is a masked value may be asked by %s',
  async (operator) => {
    const asked = { object_type: 'contacts', ...filter('passport_number', operator) };

    expect(await createContacts({}).call('search_objects', asked)).toMatchObject({ total: 1 });
  },
);

test('no record of a custom type is found by words that are looked for in what is masked, but for those who see it', async () => {
  const replies = (searchableProperties: string[]) => ({
    'GET /crm-object-schemas/v3/schemas': () => ({
      results: [{ objectTypeId: '2-77', name: 'patient', searchableProperties }],
    }),
    'GET /crm/v3/objects/2-77/9': () => record('9'),
    'POST /crm/v3/objects/2-77/search': () => ({ total: 1, results: [record('9')] }),
  });
  const asked = { object_type: 'patient', query: '123', properties: ['ward'] };

  const refused = await createPortal(replies(['ward', 'ssn'])).fail('search_objects', asked);
  const found = await createPortal(replies(['ward', 'ssn']), undefined, cleared).call('search_objects', asked);
  const plainly = await createPortal(replies(['ward'])).call('search_objects', asked);

  expect(refused).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: 'query' }] } });
  expect([found.total, plainly.total]).toEqual([1, 1]);
});

test('no record is read or written by a masked key, but for those who see it', async () => {
  const portal = createContacts({});
  const key = { object_type: 'contacts', object_id: 'NL-1', id_property: 'passport_number' };
  const change = { ...key, properties: { jobtitle: 'Buyer' } };

  const errors = [await portal.fail('get_object', key), await portal.fail('update_object', change)];
  const found = await createContacts({}, cleared).call('get_object', key);
  const updated = await createContacts({}, cleared).call('update_object', change);

  expect(errors.map(({ details }) => details.fields)).toMatchObject([
    [{ path: 'id_property' }],
    [{ path: 'id_property' }],
  ]);
  expect(portal.requests.some(({ path }) => path.includes('/objects/'))).toBe(false);
  expect([found.object.id, updated.object.id]).toEqual(['7', '7']);
});

test.each([
  ['gender', 'f', 'm'],
  ['passport_number', 'NL-1', 'NL-2'],
  ['jobtitle', 'paid to DE89370400440532013000', 'paid to DE02120300000000202051'],
])('a question does not tell that a guess at a masked %s is right', async (property, guess, other) => {
  const change = { object_type: 'contacts', object_id: '7', properties: { [property]: guess } };
  const ask = async (value: string) => {
    const question = await createContacts({ email: 'a@x.example', [property]: value }).preview('update_object', change);
    return question.replaceAll(/DE\*\*\*\d+/g, '[masked]');
  };

  expect(await ask(guess)).toContain('the record');
  expect(await ask(guess)).toBe(await ask(other));
});

test('a question does not tell by an option that is added whether a masked property has it already', async () => {
  const properties = { allergies: ';nuts', jobtitle: 'nuts' };
  const change = { object_type: 'contacts', object_id: '7', properties };
  const ask = (value: string) => createContacts({ allergies: value }).preview('update_object', change);

  expect(await ask('nuts')).toBe(await ask('pollen'));
});
