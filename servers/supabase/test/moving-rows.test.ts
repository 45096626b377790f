import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

test.each([
  [9, undefined],
  [7, '9 matched on the page before, 7 do now, so that some were passed over: begin again without cursor'],
  [10, '9 matched on the page before, 10 do now, so that some may come twice'],
])('who goes on among what were 9 rows and are %i is told what that means', async (now, told) => {
  const totals = [9, now];
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1 }, { id: 2 }], totals.shift()) });
  const ask = (cursor?: string) => project.call('query_table', { table: 'tickets', limit: 2, cursor });

  const first = await ask();
  const second = await ask(first.next_cursor);

  if (told === undefined) expect(second.note).toBeUndefined();
  else expect(second.note).toContain(told);
});

test('characters that no answer shows are told, before a change and after a write too', async () => {
  const stored = { id: 7, title: 'Pay\u200bment', password: 'a\u200bb', status: 'open' };
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([stored]),
    'PATCH /rest/v1/tickets': () => [stored],
    'POST /rest/v1/tickets': () => [stored],
  });
  const update = { table: 'tickets', filters: { id: 7 }, data: { title: 'Payment' } };

  const { data, note } = await project.call('query_table', { table: 'tickets' });

  expect(data[0].title).toBe('Payment');
  const told = 'Shown without invisible characters that are stored: title. Filters go by what is stored';
  expect(note).toContain(told);
  expect(await project.preview('update_record', update)).toContain(told);
  expect((await project.call('update_record', update)).note).toContain(told);
  const { title } = stored;
  expect((await project.call('insert_record', { table: 'tickets', data: { title } })).note).toContain(told);
});

test('a row with a text that is too long for an answer is shown with the text cut', async () => {
  const title = 'x'.repeat(40_000);
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([{ id: 7, title: 'short' }]),
    'PATCH /rest/v1/tickets': () => [{ id: 7, title, status: 'open' }],
  });

  const answer = await project.call('update_record', { table: 'tickets', filters: { id: 7 }, data: { title } });

  expect(answer).toEqual({
    data: [{ id: 7, title: `${'x'.repeat(1000)}… (the first 1000 of 40000 characters)`, status: 'open' }],
    count: 1,
  });
});
