import { afterEach, expect, test, vi } from 'vitest';
import { createProject, rows } from './fake-project.ts';

afterEach(() => void vi.useRealTimers());

test.each([
  [{ title: 'Late' }, 1],
  [{ title: { in: ['Late'] } }, 1],
  [{ title: { in: ['Late', 'Early'] } }, 1],
  [{ title: { in: ['Late', 'a', 'b', 'c', 'd', 'e', 'f'] } }, 7],
  [{ title: { in: ['Late', 'a@b.example', 'c/d'] } }, 1],
])('words of %j that are found, or cannot be looked for, take no reading', async (filters, sent) => {
  const found = [{ title: 'Late' }, { title: 'Early' }];
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => rows(/^i?like|^eq\.\w$/.test(query.get('title') ?? '') ? [] : found),
  });

  await project.call('query_table', { table: 'tickets', filters });

  expect(project.requests.filter(({ path }) => path === '/rest/v1/tickets')).toHaveLength(sent);
});

test.each([
  ['hangs', () => new Response(new ReadableStream(), { headers: { 'content-type': 'application/json' } })],
  ['fails', () => Response.json({ code: '57014', message: 'canceling statement' }, { status: 403 })],
])('an answer comes also where the looking up of its words %s', async (_, answer) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => (query.get('title') === 'ilike.Late' ? answer() : rows([])),
  });

  const asked = project.call('query_table', { table: 'tickets', filters: { title: 'Late' } });
  await vi.advanceTimersByTimeAsync(5000);

  expect(await asked).toMatchObject({ data: [], count: 0 });
});
