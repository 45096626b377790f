import { createManualClock } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { openPortal } from './portal-client.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const day = 86_400_000;
const daysAgo = (days: number) => new Date(now - days * day).toISOString();
const ofContact = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 194 };

/** A new contact that nobody was in contact with, and what it is told of it. */
async function openContact() {
  const { get, send } = openPortal({ clock: createManualClock(now) });
  const { body } = await send('POST', '/crm/v3/objects/contacts', { properties: { email: 'ada@lumen.example' } });
  const path = `/crm/v3/objects/contacts/${body.id}?properties=notes_last_contacted`;
  const readLast = async () => (await get(path)).body.properties.notes_last_contacted;
  return { id: body.id, send, readLast };
}

test('a call that is logged with a contact is when it was contacted last, unless a later one is there', async () => {
  const { id, readLast, send } = await openContact();
  const log = (days: number) =>
    send('POST', '/crm/v3/objects/calls', {
      properties: { hs_timestamp: daysAgo(days) },
      associations: [{ to: { id }, types: [ofContact] }],
    });

  const last = [await readLast()];
  for (const days of [70, 3, 20, -2]) {
    await log(days);
    last.push(await readLast());
  }

  expect(last).toEqual([null, daysAgo(70), daysAgo(3), daysAgo(3), daysAgo(3)]);
});

test.each([
  ['meetings', daysAgo(5)],
  ['notes', null],
])('of %s that are associated later too only those count that are a contact', async (type, told) => {
  const { id, readLast, send } = await openContact();
  const activity = await send('POST', `/crm/v3/objects/${type}`, { properties: { hs_timestamp: daysAgo(9) } });
  await send('PUT', `/crm/v4/objects/contacts/${id}/associations/default/${type}/${activity.body.id}`);

  await send('PATCH', `/crm/v3/objects/${type}/${activity.body.id}`, { properties: { hs_timestamp: daysAgo(5) } });

  expect(await readLast()).toBe(told);
});
