import type { Replies } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createPortal, record, refusal } from './fake-portal.ts';

const Page = z.object({
  events: z.array(z.looseObject({ id: z.string(), type: z.string(), at: z.string() })),
  total: z.number(),
  next_cursor: z.string().optional(),
});

const change = (value: string, timestamp: string) => ({ value, timestamp, sourceType: 'CRM_UI' });

/** A contact with notes at noon of these days, one won deal, one open one, and two lifecycle stages. */
function portalOf(noteDays: readonly string[], more: Replies = {}) {
  const types = ['notes', 'calls', 'emails', 'meetings', 'tasks', 'deals', 'tickets'];
  const ids: Record<string, number[]> = { notes: noteDays.map((_, index) => index + 1), deals: [71, 72] };
  const associations = types.map((type) => [
    `GET /crm/v4/objects/contacts/7/associations/${type}`,
    () => ({ results: (ids[type] ?? []).map((toObjectId) => ({ toObjectId, associationTypes: [] })) }),
  ]);
  return createPortal({
    'GET /crm/v3/objects/contacts/7': () => ({
      ...record('7', { firstname: 'Ada', email: 'ada@b.example', lifecyclestage: 'customer' }),
      propertiesWithHistory: {
        lifecyclestage: [change('customer', '2026-03-05T10:00:00Z'), change('lead', '2026-01-01T10:00:00Z')],
      },
    }),
    ...Object.fromEntries(associations),
    'POST /crm/v3/objects/notes/batch/read': ({ body }) => ({
      status: 'COMPLETE',
      results: z
        .object({ inputs: z.array(z.object({ id: z.string() })) })
        .parse(body)
        .inputs.map(({ id }) =>
          record(id, {
            hs_timestamp: `${noteDays[Number(id) - 1]}T12:00:00Z`,
            hs_note_body: `<p>Note <b>${id}</b></p>${'x'.repeat(600)}`,
          }),
        ),
    }),
    'POST /crm/v3/objects/deals/batch/read': () => ({
      status: 'COMPLETE',
      results: [
        record('71', {
          dealname: 'Won one',
          amount: '1200.50',
          deal_currency_code: 'EUR',
          createdate: '2026-02-01T09:00:00Z',
          closedate: '2026-02-20T09:00:00Z',
          hs_is_closed: 'true',
          hs_is_closed_won: 'true',
        }),
        record('72', {
          dealname: 'Open one',
          createdate: '2026-02-02T09:00:00Z',
          closedate: '2027-02-20T09:00:00Z',
          hs_is_closed: 'false',
        }),
      ],
    }),
    ...more,
  });
}

test('merges everything newest first, with texts as plain text of limited length', async () => {
  const portal = portalOf(['2026-02-10', '2026-03-10']);

  const answer = await portal.call('get_contact_timeline', { contact_id: '7' });

  const { events, total } = Page.parse(answer);
  expect(events.map(({ at, id }) => `${at.slice(0, 10)} ${id.slice(0, 23)}`)).toEqual([
    '2026-03-10 note-2',
    '2026-03-05 property-lifecyclestage',
    '2026-02-20 deal-71-won',
    '2026-02-10 note-1',
    '2026-02-02 deal-72-created',
    '2026-02-01 deal-71-created',
    '2026-01-01 property-lifecyclestage',
  ]);
  expect(total).toBe(7);
  expect(events[0]).toMatchObject({
    title: 'Note',
    text: expect.stringMatching(/^Note 2\nx+… \(the first 499 of \d+ characters\)$/),
    object_id: '2',
  });
  expect(events[1]).toMatchObject({ details: { property: 'lifecyclestage', from: 'lead', to: 'customer' } });
  expect(events[2]).toMatchObject({ details: { action: 'won', amount: '1200.50', currency: 'EUR' } });
  expect(events[5]).toMatchObject({ details: { action: 'created', amount_now: '1200.50', currency_now: 'EUR' } });
  expect(answer).toMatchObject({ contact: { id: '7', first_name: 'Ada', lifecycle_stage: 'customer' } });
});

test('what is still to come is told apart from what happened', async () => {
  const { events } = Page.parse(await portalOf(['2999-02-10']).call('get_contact_timeline', { contact_id: '7' }));

  expect(events[0]).toMatchObject({ id: 'note-1', details: { action: 'still to come' } });
  expect(events[1]).not.toMatchObject({ details: { action: 'still to come' } });
});

test.each([
  ['tasks', { hs_task_status: 'COMPLETED' }, undefined],
  ['tasks', { hs_task_status: 'WAITING' }, 'still to come'],
  ['meetings', { hs_meeting_outcome: 'CANCELED' }, undefined],
  ['meetings', {}, 'still to come'],
])('of %s ahead only what is not over is still to come: %j', async (type, properties, action) => {
  const portal = portalOf([], {
    [`GET /crm/v4/objects/contacts/7/associations/${type}`]: () => ({ results: [{ toObjectId: 5 }] }),
    [`POST /crm/v3/objects/${type}/batch/read`]: () => ({
      results: [record('5', { hs_timestamp: '2999-02-10T12:00:00Z', ...properties })],
    }),
  });

  const { events } = Page.parse(await portal.call('get_contact_timeline', { contact_id: '7' }));

  expect(z.object({ details: z.record(z.string(), z.string()).default({}) }).parse(events[0]).details.action).toBe(
    action,
  );
});

test('a date range includes its last day, and activities can be left out, which then are not asked for', async () => {
  const portal = portalOf(['2026-02-10']);

  const range = Page.parse(
    await portal.call('get_contact_timeline', {
      contact_id: '7',
      date_range: { start_date: '2026-02-02', end_date: '2026-02-10' },
    }),
  );
  const asked = portal.requests.length;
  const quiet = Page.parse(await portal.call('get_contact_timeline', { contact_id: '7', include_activities: false }));

  expect(range.events.map(({ id }) => id)).toEqual(['note-1', 'deal-72-created']);
  expect(quiet.events.map(({ type }) => type)).not.toContain('note');
  expect(portal.requests.slice(asked).filter(({ path }) => /notes|calls|emails|meetings|tasks/.test(path))).toEqual([]);
});

test('pages neither repeat nor lose an event when a new one comes in between', async () => {
  const days = Array.from({ length: 9 }, (_, index) => `2026-04-0${index + 1}`);
  const portal = portalOf(days);
  const first = Page.parse(await portal.call('get_contact_timeline', { contact_id: '7', limit: 4 }));
  const later = portalOf([...days, '2026-05-01']);

  const second = Page.parse(
    await later.call('get_contact_timeline', { contact_id: '7', limit: 100, cursor: first.next_cursor }),
  );

  expect(first.events.map(({ id }) => id)).toEqual(['note-9', 'note-8', 'note-7', 'note-6']);
  expect(second.events.slice(0, 2).map(({ id }) => id)).toEqual(['note-5', 'note-4']);
  expect(second.events).toHaveLength(10);
  expect(second.next_cursor).toBeUndefined();
});

test('values of one moment are events of their own, in their order, on whatever page', async () => {
  const at = '2026-03-05T10:00:00Z';
  const changes = [change('customer', at), change('opportunity', at), change('lead', at)];
  const contact = { ...record('7', {}), propertiesWithHistory: { lifecyclestage: changes } };
  const portal = portalOf([], { 'GET /crm/v3/objects/contacts/7': () => contact });
  const input = { contact_id: '7', date_range: { start_date: '2026-03-05' }, limit: 1 };

  const first = Page.parse(await portal.call('get_contact_timeline', input));
  const second = Page.parse(await portal.call('get_contact_timeline', { ...input, cursor: first.next_cursor }));
  const third = Page.parse(await portal.call('get_contact_timeline', { ...input, cursor: second.next_cursor }));

  const details = [first, second, third].map(({ events: [event] }) => event?.details);
  expect(details).toEqual(
    [{ from: 'opportunity', to: 'customer' }, { from: 'lead', to: 'opportunity' }, { to: 'lead' }].map((values) => ({
      property: 'lifecyclestage',
      source: 'CRM_UI',
      ...values,
    })),
  );
  expect(third.next_cursor).toBeUndefined();
});

test('records are read by the hundred', async () => {
  const portal = portalOf(Array.from({ length: 500 }, () => '2026-01-15'));

  const answer = await portal.call('get_contact_timeline', { contact_id: '7', limit: 1 });

  expect(portal.requests.filter(({ path }) => path.endsWith('/notes/batch/read'))).toHaveLength(5);
  expect(answer).toMatchObject({ total: 505 });
  expect(answer).not.toHaveProperty('hint');
});

test('types that the key may not read are named with the scope they need, and the rest is told', async () => {
  const missing = {
    category: 'MISSING_SCOPES',
    errors: [{ message: 'x', context: { requiredGranularScopes: ['tickets'] } }],
  };
  const path = 'GET /crm/v4/objects/contacts/7/associations/tickets';
  const portal = portalOf(['2026-02-10'], { [path]: () => refusal(403, missing) });

  const answer = await portal.call('get_contact_timeline', { contact_id: '7' });

  expect(Page.parse(answer).total).toBe(6);
  expect(answer).toMatchObject({ hint: expect.stringMatching(/^No tickets were read\. .*grant one of tickets/) });
});

test('a timeline of which a part failed in another way is no timeline', async () => {
  const path = 'GET /crm/v4/objects/contacts/7/associations/tickets';
  const portal = portalOf([], { [path]: () => refusal(401, { category: 'EXPIRED_AUTHENTICATION' }) });

  expect(await portal.fail('get_contact_timeline', { contact_id: '7' })).toMatchObject({ code: 'unauthenticated' });
});

test('a cursor of something else and a range that ends before it begins are refused', async () => {
  const portal = portalOf([]);
  const reversed = { start_date: '2026-03-01', end_date: '2026-02-01' };

  expect(await portal.fail('get_contact_timeline', { contact_id: '7', cursor: '25' })).toMatchObject({
    code: 'invalid_input',
  });
  expect(await portal.fail('get_contact_timeline', { contact_id: '7', date_range: reversed })).toMatchObject({
    code: 'invalid_input',
  });
});

test.each(['2026-02-31', '2025-02-29', '2026-13-01', '2026-2-3', '31.12.2026', '2026-01-01T00:00:00Z', ''])(
  'a day that no calendar has is refused before anything is read: %j',
  async (day) => {
    const portal = portalOf(['2026-02-10']);

    const error = await portal.fail('get_contact_timeline', { contact_id: '7', date_range: { end_date: day } });

    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('is no day') });
    expect(portal.requests).toEqual([]);
  },
);

test('a contact can be named by its address', async () => {
  const byAddress = 'GET /crm/v3/objects/contacts/ada@b.example';
  const portal = portalOf([], { [byAddress]: () => record('7', { email: 'ada@b.example' }) });

  const answer = await portal.call('get_contact_timeline', { contact_id: 'ada@b.example' });

  expect(answer).toMatchObject({ contact: { id: '7' } });
  expect(portal.requests[0]?.query.get('idProperty')).toBe('email');
});

test('a leap day is a day', async () => {
  const portal = portalOf(['2024-02-29']);
  const date_range = { start_date: '2024-02-29', end_date: '2024-02-29' };

  const answer = await portal.call('get_contact_timeline', { contact_id: '7', date_range });

  expect(Page.parse(answer).events.map(({ id }) => id)).toEqual(['note-1']);
});
