import { expect, test } from 'vitest';
import * as z from 'zod';
import { timelineRecords } from '../src/timeline/timeline-record.ts';
import { createPortal, record } from './fake-portal.ts';

const Search = z.looseObject({ limit: z.number(), after: z.string() });
const Batch = z.looseObject({ inputs: z.array(z.object({ id: z.string() })) });

/** A contact with more notes than a page of associations has, of which a search finds `total`. */
function portalOfMany(total: number, text = '') {
  const none = Object.keys(timelineRecords).map((type) => [
    `GET /crm/v4/objects/contacts/7/associations/${type}`,
    () => ({ results: [] }),
  ]);
  return createPortal({
    ...Object.fromEntries(none),
    'GET /crm/v3/objects/contacts/7': () => record('7', { email: 'ada@b.example' }),
    'GET /crm/v4/objects/contacts/7/associations/notes': () => ({
      results: [{ toObjectId: 1 }],
      paging: { next: { after: '500' } },
    }),
    'POST /crm/v3/objects/notes/search'({ body }) {
      const { after, limit } = Search.parse(body);
      const [start, end] = [Number(after), Math.min(total, Number(after) + limit)];
      const found = Array.from({ length: end - start }, (_, n) => record(String(start + n + 1)));
      return { total, results: found, ...(end < total && { paging: { next: { after: String(end) } } }) };
    },
    'POST /crm/v3/objects/notes/batch/read': ({ body }) => ({
      results: Batch.parse(body).inputs.map(({ id }) =>
        record(id, { hs_timestamp: '2025-05-05T12:00:00Z', hs_note_body: text }),
      ),
    }),
  });
}

test('of more records than can be read the latest of the days that are asked for are, which is told', async () => {
  const portal = portalOfMany(20_000);
  const date_range = { start_date: '2025-01-01', end_date: '2025-12-31' };

  const answer = await portal.call('get_contact_timeline', { contact_id: '7', limit: 1, date_range });

  const searches = portal.requests.filter(({ path }) => path.endsWith('/notes/search')).map(({ body }) => body);
  expect(searches).toMatchObject([
    {
      filterGroups: [
        {
          filters: [
            { propertyName: 'associations.contact', operator: 'EQ', value: '7' },
            { propertyName: 'hs_timestamp', operator: 'GTE', value: String(Date.UTC(2025, 0, 1)) },
            { propertyName: 'hs_timestamp', operator: 'LTE', value: String(Date.UTC(2026, 0, 1) - 1) },
          ],
        },
      ],
      sorts: ['-hs_timestamp'],
      after: '0',
      limit: 200,
    },
    { after: '200', limit: 200 },
    { after: '400', limit: 100 },
  ]);
  expect(answer).toMatchObject({ total: 500, hint: 'Only the latest 500 notes were read.' });
});

test('where few of many records are of the days that are asked for, nothing is missing', async () => {
  const date_range = { start_date: '2025-05-05', end_date: '2025-05-05' };

  const answer = await portalOfMany(3).call('get_contact_timeline', { contact_id: '7', date_range });

  expect(answer).toMatchObject({ total: 3 });
  expect(answer).not.toHaveProperty('hint');
});

test('texts that are too long for one answer are read in several', async () => {
  const portal = portalOfMany(100, 'x'.repeat(300_000));

  const answer = await portal.call('get_contact_timeline', { contact_id: '7', limit: 1 });

  const sizes = portal.requests.flatMap(({ body, path }) =>
    path.endsWith('/notes/batch/read') ? Batch.parse(body).inputs.length : [],
  );
  expect(answer).toMatchObject({ total: 100 });
  expect(sizes.slice(0, 3)).toEqual([100, 50, 50]);
});

test('a text that a timeline shows in part is written nowhere as if it were all of it', async () => {
  const portal = portalOfMany(1, 'Called. '.repeat(100));
  const { events } = await portal.call('get_contact_timeline', { contact_id: '7' });

  const properties = { hs_timestamp: '2026-03-10', hs_note_body: `${events[0].text} And more.` };
  const asked = portal.preview('create_object', { object_type: 'notes', properties });

  await expect(asked).rejects.toMatchObject({ message: expect.stringContaining('and is not all of it') });
});
