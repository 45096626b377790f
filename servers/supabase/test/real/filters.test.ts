import assert from 'node:assert/strict';
import { createRandom } from '@bizmcp/testkit/simulator';
import { test } from 'vitest';
import * as z from 'zod';
import { usePair } from './compare.ts';
import { randomFilter } from './random-filter.ts';

const pair = usePair();
const Rows = z.array(z.object({ id: z.coerce.number() }));

test('600 random filters find in the simulator, and in PostgREST, the rows that PostgreSQL finds', async (context) => {
  const { actual, real, simulated } = pair(context);
  const client = real.client();
  await client.connect();
  const random = createRandom(20_261_001);
  const sizes = new Set<number>();

  try {
    for (let round = 0; round < 600; round += 1) {
      const filters = Array.from({ length: random.integer(1, 2) }, () => randomFilter(random));
      const query = new URLSearchParams('select=id&order=id');
      for (const { parameter } of filters) query.append(...parameter);
      const request = { title: 'filter', path: `support_tickets?${query}`, as: 'service' } as const;
      const where = filters.map(({ sql }) => sql).join(' and ');

      const { rows } = await client.query(`select id from public.support_tickets where ${where} order by id`);

      const expected = Rows.parse(rows);
      const mine = await simulated(request);
      assert.deepEqual(mine.body, expected, where);
      if (round % 4 === 0) assert.deepEqual(await actual(request), mine, where);
      sizes.add(expected.length);
    }
  } finally {
    await client.end();
  }

  assert.ok(sizes.size > 20, `the filters are of many kinds: ${sizes.size} sizes`);
});
