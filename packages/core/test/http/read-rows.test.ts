import { expect, test } from 'vitest';
import { readRows } from '../../src/http/read-rows.ts';

/** Reads pages by their place, as the cursors name it. */
function reader(pages: { rows: number[]; next?: string }[]) {
  const asked: (string | undefined)[] = [];
  const read = async (cursor: string | undefined) => {
    asked.push(cursor);
    return pages[Number(cursor ?? 0)] ?? { rows: [] };
  };
  return { asked, read };
}

test('all rows come, page after page, until there is no cursor', async () => {
  const { asked, read } = reader([{ rows: [1, 2], next: '1' }, { rows: [], next: '2' }, { rows: [3] }]);
  expect(await readRows(100, read)).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, '1', '2']);
});

test('no page is read for more than the most rows', async () => {
  const { asked, read } = reader([{ rows: [1, 2], next: '1' }, { rows: [3, 4], next: '2' }, { rows: [5] }]);
  expect(await readRows(3, read)).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, '1']);
});

test('a page learns how many rows came before it', async () => {
  const had: number[] = [];
  await readRows(100, async (cursor, before) => {
    had.push(before);
    return cursor === undefined ? { rows: ['a', 'b'], next: 'on' } : { rows: ['c'] };
  });
  expect(had).toEqual([0, 2]);
});

test('a cursor that comes again is refused, not its rows twice', async () => {
  const { asked, read } = reader([
    { rows: [1], next: '1' },
    { rows: [2], next: '1' },
  ]);
  await expect(readRows(100, read)).rejects.toMatchObject({ code: 'bad_answer' });
  expect(asked).toHaveLength(2);
});

test('empty pages that go on under ever new cursors are refused', async () => {
  let pages = 0;
  const read = async () => {
    pages += 1;
    return { rows: [], next: String(pages) };
  };
  await expect(readRows(100, read)).rejects.toMatchObject({ code: 'bad_answer' });
  expect(pages).toBe(11);
});
