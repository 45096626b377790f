import { expect, test } from 'vitest';
import { failure, postOffice, valueGiven } from './harness.ts';

const rows = Array.from({ length: 300 }, (_, index) => ({ id: String(index), text: `${index} ${'x'.repeat(400)}` }));

test('a long answer is cut between rows and goes on by cursor until every row was given once', async () => {
  const { call } = postOffice({ rows });
  const seen: unknown[] = [];
  let cursor: unknown;

  do {
    const page = await valueGiven(call('list_letters', cursor === undefined ? {} : { cursor }));
    expect(JSON.stringify(page).length).toBeLessThanOrEqual(40_000);
    seen.push(...(Array.isArray(page.letters) ? page.letters : []));
    cursor = page.next_cursor;
  } while (cursor !== undefined);

  expect(seen).toEqual(rows);
});

test('a cursor does not fit other arguments', async () => {
  const { call } = postOffice({ rows });
  const { next_cursor } = await valueGiven(call('list_letters', {}));

  const error = await failure(call('list_letters', { contains: '1', cursor: next_cursor }));

  expect(error.code).toBe('invalid_input');
  expect(error.details.fields?.[0]?.path).toBe('cursor');
});

test('a cursor that was changed is refused', async () => {
  const { call } = postOffice({ rows });

  expect((await failure(call('list_letters', { cursor: 'p~nonsense' }))).code).toBe('invalid_input');
});

test('a single thing that is too long is refused, not cut', async () => {
  const { call } = postOffice();

  const error = await failure(call('get_trouble', { how: 'huge' }));

  expect(error.code).toBe('too_large');
});

test('a row that alone is too long is refused where a page would begin with it, in place of a page that never ends', async () => {
  const { call } = postOffice({
    rows: [
      { id: '1', text: 'short' },
      { id: '2', text: 'x'.repeat(50_000) },
    ],
  });
  const { letters, next_cursor } = await valueGiven(call('list_letters', {}));

  expect(letters).toHaveLength(1);
  expect((await failure(call('list_letters', { cursor: next_cursor }))).code).toBe('too_large');
});

test.each([
  { text: 'huge', code: 'too_large', says: 'did what it was asked' },
  { text: 'odd', code: 'unknown_outcome', says: 'may or may not have happened' },
])('a write whose answer cannot be shown ($text) does not read as if it had failed', async ({ text, code, says }) => {
  const { call, letters } = postOffice();
  const { details } = await failure(call('send_letter', { text }));

  const error = await failure(call('send_letter', { text, confirm_token: details.confirmToken }));

  expect(error).toMatchObject({ code, message: expect.stringContaining(says) });
  expect(letters.rows.at(-1)?.text).toBe(text);
});

/** The ids on a page, and what leads to the next. */
async function idsOn(call: ReturnType<typeof postOffice>['call'], cursor?: unknown) {
  const { letters, next_cursor } = await valueGiven(call('list_letters', cursor === undefined ? {} : { cursor }));
  return { ids: (Array.isArray(letters) ? letters : []).map(({ id }) => Number(id)), next_cursor };
}

test.each([
  { left: 'all of them', change: (shown: number) => rows.slice(shown) },
  { left: 'the one last shown', change: (shown: number) => rows.filter((_, at) => at !== shown - 1) },
])('rows shown that leave the list before the next page ($left) let no other be passed over', async ({ change }) => {
  const { call, letters } = postOffice({ rows });
  const first = await idsOn(call);

  letters.rows = change(first.ids.length);

  expect((await idsOn(call, first.next_cursor)).ids[0]).toBe(first.ids.length);
});

test.each([
  { happens: 'a row is added before them', change: () => [{ id: '1000', text: 'new' }, ...rows] },
  { happens: 'all are changed', change: () => rows.map((row) => ({ ...row, text: `${row.text}!` })) },
])('rows shown are not shown again where $happens', async ({ change }) => {
  const { call, letters } = postOffice({ rows });
  const first = await idsOn(call);

  letters.rows = change();

  expect((await idsOn(call, first.next_cursor)).ids[0]).toBe(first.ids.length);
});
