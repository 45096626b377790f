import { expect, test } from 'vitest';
import { readPlace } from '../../src/pipeline/list-place.ts';
import { readMovingPage } from '../../src/pipeline/moving-list.ts';
import { createRandom } from '../serve/fixtures/random.ts';

const most = 200;

interface Wanted {
  limit: number;
  cursor?: string | undefined;
  isCounted?: boolean;
}

/** One page of a list of numbers, as a system gives it that counts. */
async function pageOf(list: readonly number[], { limit, cursor, isCounted = true }: Wanted, identify = String) {
  const read = async (offset: number, asked: number) => ({
    rows: list.slice(offset, offset + Math.min(asked, most)),
    ...(isCounted && { total: list.length }),
  });
  const page = await readMovingPage(readPlace(cursor), { limit, most, read, identify });
  return { rows: page.rows, moved: page.moved, next: page.cursorAfter(page.rows.length) };
}

/** Takes rows away and puts others in, anywhere. */
function change(list: readonly number[], random: () => number, most: number): number[] {
  const gone = new Set(Array.from({ length: random() * most }, () => list[Math.floor(random() * list.length)]));
  const come = Array.from({ length: random() * most }, () => random() * 1000);
  return [...list.filter((row) => !gone.has(row)), ...come].sort((left, right) => left - right);
}

test.each(Array.from({ length: 60 }, (_, seed) => [seed]))(
  'who walks pages while rows come and go is given what was there all along once, or is told otherwise (%i)',
  async (seed) => {
    const random = createRandom(seed).next;
    const isCounted = random() < 0.5;
    let list = Array.from({ length: 150 }, () => random() * 1000).sort((left, right) => left - right);
    const walked: number[] = [];
    const notes: string[] = [];
    let always = list;
    let cursor: string | undefined;
    do {
      const limit = 1 + Math.floor(random() * 30);
      const page = await pageOf(list, { limit, cursor, isCounted });
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      walked.push(...page.rows);
      if (page.moved !== undefined) notes.push(page.moved);
      cursor = page.next;
      list = change(list, random, random() < 0.2 ? 40 : 6);
      always = always.filter((row) => list.includes(row));
    } while (cursor !== undefined);

    const given = always.map((row) => walked.filter((each) => each === row).length);
    if (notes.length === 0) expect(given).toEqual(always.map(() => 1));
  },
);

test('one row that goes and one that comes move no page', async () => {
  const first = await pageOf([1, 2, 3, 4, 5, 6], { limit: 3 });

  const second = await pageOf([2, 3, 4, 5, 6, 7], { limit: 3, cursor: first.next });

  // The one that came may be the one that went, with another place.
  expect(second).toMatchObject({ rows: [4, 5, 6], moved: expect.stringContaining('stand further on by now') });
});

test('a list of which so much is gone that it ends before the page goes on where it was', async () => {
  const all = Array.from({ length: 60 }, (_, index) => index);
  const first = await pageOf(all, { limit: 50 });

  const second = await pageOf(all.slice(45), { limit: 50, cursor: first.next });

  expect(second).toEqual({ rows: all.slice(50), moved: undefined, next: undefined });
});

test('a page whose last rows are all gone says so', async () => {
  const all = Array.from({ length: 60 }, (_, index) => index);
  const first = await pageOf(all, { limit: 20 });
  const others = all.map((row) => (row < 20 ? row - 100 : row));

  expect((await pageOf(others, { limit: 20, cursor: first.next })).moved).toContain('begin again without cursor');
});

test('rows that nothing tells apart are counted', async () => {
  const alike = [1, 2, 1, 2, 1, 2, 1];
  const first = await pageOf(alike, { limit: 3 });
  const second = await pageOf(alike, { limit: 3, cursor: first.next });
  const third = await pageOf(alike, { limit: 3, cursor: second.next });

  expect([first.rows, second.rows, third.rows]).toEqual([[1, 2, 1], [2, 1, 2], [1]]);
  expect(third.moved).toBeUndefined();
});

test('a cursor that is none is refused', () => {
  expect(() => readPlace('o37-100')).toThrow('not of this list');
});
