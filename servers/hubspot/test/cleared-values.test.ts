import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const machine = {
  objectTypeId: '2-77',
  name: 'machine',
  fullyQualifiedName: 'p1_machine',
  labels: { singular: 'Machine', plural: 'Machines' },
  primaryDisplayProperty: 'serial',
  requiredProperties: ['serial'],
};

/** What is stored of the properties that are asked for, as HubSpot gives it. */
function pick(stored: Record<string, string>, asked: URLSearchParams): Record<string, string> {
  const names = asked.getAll('properties').flatMap((list) => list.split(','));
  return Object.fromEntries(Object.entries(stored).filter(([name]) => names.includes(name)));
}

/** What is asked of who sets these properties of a record that has a value for each. */
function questionOf(object_type: string, properties: Record<string, string>, more: Record<string, string> = {}) {
  const present = { ...Object.fromEntries(Object.keys(properties).map((name) => [name, 'old'])), ...more };
  const portal = createPortal({
    'GET /crm-object-schemas/v3/schemas': () => ({ results: [machine] }),
    [`GET /crm/v3/objects/${object_type}/5`]: ({ query }) => record('5', pick(present, query)),
    [`GET /crm/v3/properties/${object_type}`]: () => ({
      results: Object.keys(properties).map((name) => ({ name, type: 'string' })),
    }),
  });
  return portal.preview('update_object', { object_type, object_id: '5', properties });
}

test.each([
  ['deals', { dealname: '' }, 'dealname'],
  ['deals', { dealname: '', dealstage: '', description: '' }, 'dealname, dealstage'],
  ['2-77', { serial: '' }, 'serial'],
])('who clears what a new record of %s must have is told so: %j', async (type, properties, cleared) => {
  const question = await questionOf(type, properties);

  expect(question).toContain(`what a new record must have: "${cleared}" -> "left empty"`);
});

test('who clears what a won deal is counted by is told so', async () => {
  const cleared = { amount: '', closedate: '', description: '' };

  const won = await questionOf('deals', cleared, { hs_is_closed_won: 'true' });
  const open = await questionOf('deals', cleared, { hs_is_closed_won: 'false' });

  expect(won).toContain('what a won deal is counted by: "amount, closedate" -> "left empty"');
  expect(open).not.toContain('counted by');
});

test('who clears what a record can do without, or fills what it must have, is told nothing of it', async () => {
  expect(await questionOf('deals', { description: '' })).not.toContain('must have');
  expect(await questionOf('deals', { dealname: 'Crane' })).not.toContain('must have');
});
