import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

test('who may not read names is told by no column of names, places or notes whose row it is', async () => {
  const row = { id: 1, title: 'Late', customer_name: 'Lumen', shipping_address: '1 Lumen Row', internal_note: 'Lumen' };
  const replies = { 'GET /rest/v1/tickets': () => rows([row]) };
  const asked = { table: 'tickets' };

  const viewer = { scopes: ['*'], clearance: 'internal' } as const;
  const looking = await createProject(replies, undefined, viewer).call('query_table', asked);
  const reading = await createProject(replies).call('query_table', asked);

  expect(reading.data).toEqual([row]);
  expect(looking.data).toMatchObject([{ id: 1, title: 'Late' }]);
  expect(JSON.stringify(looking)).not.toContain('Lumen');
});
