import { expect, test } from 'vitest';
import { fetchExactly, parseExactly } from '../src/exact-number.ts';
import { createProject } from './fake-project.ts';

const large = '1234567890123456789';

/** An answer as PostgREST writes it, digit by digit. */
function written(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/json', 'content-range': '0-0/1' } });
}

test.each([
  [large, large],
  ['-9007199254740993', '-9007199254740993'],
  ['9007199254740991', 9007199254740991],
  ['9007199254740992', 9007199254740992],
  ['12345678901234567890.1234567891', '12345678901234567890.1234567891'],
  ['0.30000000000000004', 0.30000000000000004],
  ['0.30000000000000000001', '0.30000000000000000001'],
  ['100.0000000000000000000', 100],
  ['1e300', 1e300],
  ['1.7976931348623157e309', '1.7976931348623157e309'],
  ['100000000000000000000', 1e20],
  [`"a ${large} \\"${large}\\\\"`, `a ${large} "${large}\\`],
  [`[{"${large}":${large}}]`, [{ [large]: large }]],
])('%s is read as %j', (text, value) => {
  expect(parseExactly(text)).toEqual(value);
});

test('half an answer and a long text are read in no time', () => {
  const started = performance.now();

  expect(() => parseExactly(`["${'a\\\\'.repeat(500_000)}`)).toThrow();
  expect(parseExactly(`["${'x'.repeat(3_000_000)}"]`)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(3000);
});

test('a file is left as it is', async () => {
  const fetch = fetchExactly(async () => written(large));

  expect(await (await fetch('https://p.example/storage/v1/object/a/b.json')).text()).toBe(large);
  expect(await (await fetch('https://p.example/rest/v1/a')).text()).toBe(`"${large}"`);
});

test('a large key is shown digit by digit, and finds its row', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': () => written(`[{"id":${large},"organizations":{"id":${large}}}]`),
    'PATCH /rest/v1/tickets': () => written(`[{"id":${large},"title":"x"}]`),
    'POST /rest/v1/rpc/close_tickets': () => written(large),
  });

  const { data } = await project.call('query_table', { table: 'tickets', filters: { id: large } });
  const change = { table: 'tickets', filters: { id: data[0].id }, data: { title: 'x' } };
  const changed = await project.call('update_record', change);
  const preview = await project.preview('update_record', change);
  const called = await project.call('call_rpc', { function_name: 'close_tickets', args: { days: 30 } });

  expect(data).toEqual([{ id: large, organizations: { id: large } }]);
  expect(project.requests.find(({ method }) => method === 'PATCH')?.query.get('id')).toBe(`eq.${large}`);
  expect(changed.data[0].id).toBe(large);
  expect(preview).toContain(`id=${large}`);
  expect(called.data).toBe(large);
});

test.each([
  ['query_table', { table: 'tickets', filters: { id: { gt: 2 ** 60 } } }],
  ['insert_record', { table: 'tickets', data: [{ title: 'x' }, { title: 'x', id: 2 ** 60 }] }],
  ['update_record', { table: 'tickets', filters: { id: 1 }, data: { metadata: { ids: [2 ** 60] } } }],
  ['delete_record', { table: 'tickets', filters: { id: 2 ** 60 } }],
  ['call_rpc', { function_name: 'close_tickets', args: { days: 2 ** 60 } }],
  ['call_edge_function', { function_name: 'tidy', payload: { id: 2 ** 60 } }],
])('%s refuses a number that was rounded before it came', async (tool, input) => {
  const project = createProject({});

  const error = await project.fail(tool, input);

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('write it as a text') });
  expect(project.requests.filter(({ path }) => path !== '/rest/v1/')).toEqual([]);
});

test('a similarity with more digits than a number holds is one all the same', async () => {
  const project = createProject({
    'POST /rest/v1/rpc/match_tickets': () => written(`[{"id":${large},"similarity":0.98765432109876543210}]`),
  });

  const { matches } = await project.call('vector_similarity_search', { table: 'tickets', query_vector: [1, 0, 0] });

  expect(matches).toEqual([{ id: large, similarity: 0.9876543210987654, metadata: {} }]);
});

test('a text with more digits than its column keeps is told before it is stored', async () => {
  const preview = (share: string) =>
    createProject({}).preview('insert_record', {
      table: 'tickets',
      data: { title: 'x', summary_embedding: [share] },
    });

  expect(await preview('12345678901234567890123456789')).toContain(
    'summary_embedding 12345678901234567890123456789 is stored as 1.2345678901234568e+28',
  );
  expect(await preview('+0.10')).not.toContain('stored otherwise');
});
