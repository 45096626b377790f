import { afterEach, expect, test, vi } from 'vitest';
import { createProject, rows } from './fake-project.ts';

afterEach(() => void vi.useRealTimers());

test.each([
  [{ title: 'Late' }, 1],
  [{ title: { in: ['Late'] } }, 1],
  [{ title: { in: ['Late', 'Early'] } }, 1],
  [{ title: { in: ['Late', 'a', 'b', 'c', 'd', 'e', 'f'] } }, 7],
  [{ title: { in: ['Late', 'c%d', 'c*d'] } }, 1],
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

const texts = { title: { format: 'text' }, email: { format: 'text' } };
const properties = { ...texts, tags: { format: 'text[]' }, metadata: { format: 'jsonb' } };

test.each([
  [{ 'metadata->>kind': 'Policy' }, 'no row that is seen has metadata->>kind Policy (there is policy)'],
  [{ tags: { contains: ['Billing'] } }, 'no row that is seen has tags Billing (there is billing)'],
  [{ email: 'Ann@Acme.example' }, 'but in other letters, in which ilike finds it'],
  [{ email: 'bob@acme.example' }, undefined],
  [{ title: { ilike: '%[secret]%' } }, '[secret] and *** stand for what is not shown; ask by another part or column'],
])('what %j would find in other letters, or stands for, is told', async (filters, told) => {
  const project = createProject({
    'GET /rest/v1/': () => ({ definitions: { tickets: { properties } } }),
    'GET /rest/v1/tickets': ({ query }) => {
      if (query.get('metadata->>kind') === 'ilike.Policy') return rows([{ kind: 'policy' }]);
      if (query.get('tags') === 'not.is.null') return rows([{ tags: ['vip'] }, { tags: ['vip', 'billing'] }]);
      return rows(query.get('email') === 'ilike.Ann@Acme.example' ? [{ email: 'ann@acme.example' }] : []);
    },
  });

  const { note } = await project.call('query_table', { table: 'tickets', filters });

  expect(note).not.toContain('ann@acme.example');
  if (told === undefined) expect(note).not.toContain('Filters');
  else expect(note).toContain(told);
});

test('a word in a column of an embedded table is looked for there', async () => {
  const plan = { format: 'text', default: 'free' };
  const project = createProject({
    'GET /rest/v1/': () => ({ definitions: { tickets: { properties }, organizations: { properties: { plan } } } }),
    'GET /rest/v1/organizations': ({ query }) => rows(query.get('plan') === 'eq.Pro' ? [] : [{ plan: 'pro' }]),
  });
  const select = 'id,owner:organizations!inner(plan)';

  const { note } = await project.call('query_table', { table: 'tickets', select, filters: { 'owner.plan': 'Pro' } });

  expect(note).toContain('no row that is seen has owner.plan Pro (there is pro)');
});
