import { expect, test } from 'vitest';
import { pageOf } from '../../src/define/page-of.ts';

const letters = ['a', 'b', 'c', 'd', 'e'];
const itself = (letter: string) => letter;

test.each([1, 2, 3, 5, 9])('pages of %i show every item once, in order, and end', (limit) => {
  const shown: string[] = [];
  let cursor: string | undefined;
  do {
    const page = pageOf(letters, itself, { cursor, limit });
    shown.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== undefined);

  expect(shown).toEqual(letters);
});

test('a cursor holds while items come and go elsewhere in the list', () => {
  const { next_cursor: cursor } = pageOf(letters, itself, { limit: 2 });

  expect(pageOf(['new', 'b', 'c', 'd'], itself, { cursor, limit: 2 })).toEqual({ items: ['c', 'd'] });
});

test('a cursor that no item has is refused with what to do', () => {
  expect(() => pageOf(letters, itself, { cursor: 'x', limit: 2 })).toThrow(
    expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining('Pass next_cursor as it came') }),
  );
});

test('an empty list is one empty page', () => {
  expect(pageOf([], itself, { limit: 2 })).toEqual({ items: [] });
});
