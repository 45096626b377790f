import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

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
