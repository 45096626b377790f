import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

const long = '"Zitat" 🚀\n'.repeat(6000);
const note = record('5', { hs_note_body: long, hs_timestamp: '2026-11-02T09:00:00Z' });
const portal = () =>
  createPortal({
    'GET /crm/v3/objects/notes/5': () => note,
    'GET /crm/v3/properties/notes': () => ({
      results: Object.keys(note.properties).map((name) => ({ name, type: 'string' })),
    }),
    'POST /crm/v3/objects/notes/search': () => ({ total: 1, results: [note] }),
    'POST /crm/v3/objects/notes': () => Response.json(note, { status: 201 }),
    'PATCH /crm/v3/objects/notes/5': () => note,
  });
const cut = 'Not whole: hs_note_body; get_object with one property alone shows more.';
const mark = / \(the first \d+ of 66000 characters\)$/;
const update = (hs_note_body: string) => ({ object_type: 'notes', object_id: '5', properties: { hs_note_body } });

test('a text that is longer than an answer is shown at its beginning, which is told', async () => {
  const one = await portal().call('get_object', { object_type: 'notes', object_id: '5' });
  const found = await portal().call('search_objects', { object_type: 'notes' });

  const shown = one.object.properties.hs_note_body;
  expect(one.hint).toBe(cut);
  expect(long.startsWith(shown.replace(/….*$/, ''))).toBe(true);
  expect(shown).toMatch(mark);
  expect(JSON.stringify(shown).length).toBeLessThan(15_100);
  expect(found).toMatchObject({ objects: [one.object], hint: cut });
});

test('a text that is asked for alone is shown as far as an answer can hold', async () => {
  const alone = { object_type: 'notes', object_id: '5', properties: ['hs_note_body'] };

  const { hint, object } = await portal().call('get_object', alone);

  expect(JSON.stringify(object.properties.hs_note_body).length).toBeGreaterThan(34_000);
  expect(object.properties.hs_note_body).toMatch(mark);
  expect(hint).toBeUndefined();
});

test('nobody is asked to write a text that was shown in part over all of it', async () => {
  const { object } = await portal().call('get_object', { object_type: 'notes', object_id: '5' });
  const shown = object.properties.hs_note_body;

  for (const copy of [`${shown}\nPaid.`, `${shown.replace(/….*$/, '')}\nPaid.`])
    await expect(portal().preview('update_object', update(copy))).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^properties.hs_note_body: .*get_object with this one property alone/),
    });
  await expect(
    portal().preview('create_object', { object_type: 'notes', properties: { hs_note_body: shown } }),
  ).rejects.toMatchObject({ message: expect.stringContaining('is not all of it') });
});

test('who is asked to shorten a long text reads how long it was', async () => {
  expect(await portal().preview('update_object', update('Paid.'))).toContain('(66000 characters) -> "Paid."');
});

test('who writes a text that is longer than an answer learns that it is written, its id, and that not all is shown', async () => {
  const properties = { hs_note_body: long.slice(0, 65_000), hs_timestamp: '2026-11-02T09:00:00Z' };

  const created = await portal().call('create_object', { object_type: 'notes', properties });
  const updated = await portal().call('update_object', { object_type: 'notes', object_id: '5', properties });

  expect(created.object.id).toBe('5');
  expect(created.object.properties.hs_note_body).toMatch(/^"Zitat" 🚀\n/);
  expect(created.object.properties.hs_note_body).toMatch(mark);
  expect(created.object.properties.hs_note_body.length).toBeLessThanOrEqual(1050);
  expect(updated.object).toEqual(created.object);
});

test('a number of very many digits that is none is refused at once', { timeout: 4000 }, async () => {
  const amount = { name: 'amount', label: '', type: 'number', fieldType: 'number' };
  const portal = createPortal({
    'GET /crm/v3/properties/deals': () => ({ results: [amount] }),
    'GET /crm/v3/objects/deals/5': () => record('5', {}),
  });
  const properties = { amount: `${'1'.repeat(60_000)}x` };

  const asked = portal.preview('update_object', { object_type: 'deals', object_id: '5', properties });

  await expect(asked).rejects.toThrow('amount: not a number');
});
