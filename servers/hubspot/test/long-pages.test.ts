import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

/** A portal of 300 deals with texts of this length. */
function portalOf(length: number) {
  const all = Array.from({ length: 300 }, (_, index) => record(String(index + 1), { dealname: 'x'.repeat(length) }));
  return createPortal({
    'POST /crm/v3/objects/deals/search': ({ body }) => {
      const { after = '0', limit } = Object(body);
      const end = Number(after) + limit;
      const paging = end < all.length ? { paging: { next: { after: String(end) } } } : {};
      return { total: all.length, results: all.slice(Number(after), end), ...paging };
    },
  });
}

const page = { object_type: 'deals', properties: ['dealname'], limit: 200 };

test('a page that is cut for its size says so, and the next one goes on behind it', async () => {
  const portal = portalOf(500);
  const ids: string[] = [];

  const first = await portal.call('search_objects', page);
  let answer = first;
  for (;;) {
    ids.push(...answer.objects.map(({ id }: { id: string }) => id));
    if (answer.next_cursor === undefined) break;
    answer = await portal.call('search_objects', { ...page, cursor: answer.next_cursor });
  }

  expect(first.objects.length).toBeLessThan(200);
  expect(first.hint).toBe(
    'No more records fit into an answer: with fewer properties more do. next_cursor has the next.',
  );
  expect(ids).toEqual(Array.from({ length: 300 }, (_, index) => String(index + 1)));
});

test('a page that is whole has no word on its size', async () => {
  const answer = await portalOf(5).call('search_objects', page);

  expect(answer.objects).toHaveLength(200);
  expect(answer.hint).toBeUndefined();
});
