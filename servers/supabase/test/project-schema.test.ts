import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProject, rows } from './fake-project.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a table that was made meanwhile is found', async () => {
  const made = { definitions: { notes: { properties: { id: { format: 'bigint' } } } } };
  const answers = [{ definitions: {} }, made];
  const project = createProject({ 'GET /rest/v1/': () => answers.shift(), 'GET /rest/v1/notes': () => rows([]) });
  await project.fail('query_table', { table: 'notes' });

  vi.setSystemTime(Date.now() + 5000);

  expect((await project.call('query_table', { table: 'notes' })).count).toBe(0);
});

test('a description that could not be read once is read the next time', async () => {
  const answers = [new Response('<html>', { headers: { 'content-type': 'text/html' } }), { definitions: {} }];
  const project = createProject({ 'GET /rest/v1/': () => answers.shift(), 'GET /rest/v1/notes': () => rows([]) });

  await project.call('query_table', { table: 'notes' });

  vi.setSystemTime(Date.now() + 5000);

  expect((await project.fail('query_table', { table: 'notes' })).code).toBe('not_found');
});

test('a name that does not exist costs one reading of the description', async () => {
  const project = createProject({});

  for (const table of ['nope', 'nope', 'neither']) await project.fail('query_table', { table });

  expect(project.requests.map(({ path }) => path)).toEqual(['/rest/v1/']);
});
