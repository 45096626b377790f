import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

const row = { id: 7, title: 'Late', status: 'open' };
const lost = () => new Response('[{"id": 7, "ti', { headers: { 'content-type': 'application/json' } });

test.each([
  ['insert_record', { data: { title: 'Late', status: 'open' } }, 'by the values of title, status'],
  ['insert_record', { data: row }, 'by the values of id'],
  ['insert_record', { data: row, upsert: true }, 'makes no second row'],
  ['insert_record', { data: { title: 'Late' }, upsert: true }, 'only if it is not there'],
  ['insert_record', { data: { title: 'Late' }, upsert: true, on_conflict: 'title' }, 'makes no second row'],
  ['update_record', { filters: { id: 7 }, data: { status: 'closed' } }, 'the same change again does no harm'],
  ['delete_record', { filters: { id: 7 } }, 'deleted rows are not found'],
])('%s without a certain answer is not sent again, and tells how to find out: %j', async (tool, input, hint) => {
  const project = createProject({
    // A new row is not there yet.
    'GET /rest/v1/tickets': () => rows(tool === 'insert_record' ? [] : [row]),
    'POST /rest/v1/tickets': lost,
    'PATCH /rest/v1/tickets': lost,
    'DELETE /rest/v1/tickets': lost,
  });

  const error = await project.fail(tool, { table: 'tickets', ...input });

  expect(error.code).toBe('unknown_outcome');
  expect(error.details.hint).toContain(hint);
  expect(project.requests.filter(({ method }) => method !== 'GET')).toHaveLength(1);
});

test.each([200, 204])('an insertion is not told as done by %i without the rows that were asked for', async (status) => {
  const project = createProject({
    'GET /rest/v1/tickets': () => rows([]),
    'POST /rest/v1/tickets': () => new Response(null, { status }),
  });

  const error = await project.fail('insert_record', { table: 'tickets', data: row });

  expect(error.code).toBe('unknown_outcome');
});

test('a function whose answer is lost is looked after before it is called again', async () => {
  const project = createProject({ 'POST /rest/v1/rpc/close_tickets': lost, 'POST /functions/v1/tidy': lost });

  const called = await project.fail('call_rpc', { function_name: 'close_tickets', args: { days: 30 } });
  const tidied = await project.fail('call_edge_function', { function_name: 'tidy' });

  expect([called, tidied].map(({ code }) => code)).toEqual(['unknown_outcome', 'unknown_outcome']);
  expect(called.details.hint).toContain('query_table');
  expect(tidied.details.hint).toContain('query_table');
});
