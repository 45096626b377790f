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
const cut = 'Cut after 15000 characters: hs_note_body.';

test('a text that is longer than an answer is shown at its beginning, which is told', async () => {
  const one = await portal().call('get_object', { object_type: 'notes', object_id: '5' });
  const found = await portal().call('search_objects', { object_type: 'notes' });

  const shown = one.object.properties.hs_note_body;
  expect(one.hint).toBe(cut);
  expect(long.startsWith(shown.slice(0, -1))).toBe(true);
  expect(shown).toMatch(/…$/);
  expect(shown.length).toBeLessThanOrEqual(15_001);
  expect(found).toMatchObject({ objects: [one.object], hint: cut });
});

test('who writes a text that is longer than an answer learns that it is written, and its id', async () => {
  const properties = { hs_note_body: long.slice(0, 65_000), hs_timestamp: '2026-11-02T09:00:00Z' };

  const created = await portal().call('create_object', { object_type: 'notes', properties });
  const updated = await portal().call('update_object', { object_type: 'notes', object_id: '5', properties });

  expect(created.object.id).toBe('5');
  expect(created.object.properties.hs_note_body).toMatch(/^"Zitat" 🚀\n/);
  expect(created.object.properties.hs_note_body.length).toBeLessThanOrEqual(1001);
  expect(updated.object).toEqual(created.object);
});
