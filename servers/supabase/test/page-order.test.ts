import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

const view = [
  { status: 'open', count: 3 },
  { status: 'closed', count: 3 },
];

async function noteOf(input: Record<string, unknown>, data: readonly unknown[] = view) {
  const project = createProject({ 'GET /rest/v1/ticket_numbers': () => rows(data, 5) });
  return (await project.call('query_table', { table: 'ticket_numbers', limit: 2, ...input })).note;
}

test('who pages through a view by a column that several rows are alike in is told that rows may be left out', async () => {
  expect(await noteOf({ order: 'count.desc' })).toContain('end order with a column that is unique');
  expect(await noteOf({ order: 'count.desc', offset: 3 })).toContain('end order with a column that is unique');
  expect(await noteOf({ order: 'count.desc,status' })).toBeUndefined();
  expect(await noteOf({ order: 'count.desc' }, [view[0], { status: 'new', count: 2 }])).toBeUndefined();
});

test('a table whose key is known is read in an order of its rows, whatever it is sorted by', async () => {
  const alike = [
    { id: 1, status: 'open' },
    { id: 2, status: 'open' },
  ];
  const project = createProject({ 'GET /rest/v1/tickets': () => rows(alike, 5) });

  expect((await project.call('query_table', { table: 'tickets', order: 'status', limit: 2 })).note).toBeUndefined();
});
