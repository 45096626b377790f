import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

const long = 'Every word of it. '.repeat(3000);
const mark = (shown: number) => `… (the first ${shown} of ${long.length} characters)`;

test('a row with a text that is longer than an answer hides neither itself nor its neighbours', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': () =>
      rows([
        { id: 1, title: 'short' },
        { id: 2, title: long },
        { id: 3, title: long, status: long, metadata: { note: long } },
        { id: 4, metadata: { steps: Array.from({ length: 30_000 }, (_, index) => index) } },
      ]),
  });

  const first = await project.call('query_table', { table: 'tickets' });
  const { data: rest } = await project.call('query_table', { table: 'tickets', cursor: first.next_cursor });

  const cut = `${long.slice(0, 1000)}${mark(1000)}`;
  expect(first.data).toEqual([
    { id: 1, title: 'short' },
    { id: 2, title: `${long.slice(0, 35_000)}${mark(35_000)}` },
    { id: 3, title: cut, status: cut, metadata: { note: cut } },
  ]);
  const { length } = rest[0].metadata.steps;
  expect(length).toBeGreaterThan(5000);
  expect(rest[0].metadata.steps.at(-1)).toBe(`… (the first ${length - 1} of 30000 entries)`);
});

test('a match with a long text is cut, and the others stay whole', async () => {
  const match = { similarity: 0.9, metadata: {} };
  const found = [
    { id: 1, content: long, ...match },
    { id: 2, content: 'How to refund. '.repeat(200), ...match },
  ];
  const project = createProject({ 'POST /rest/v1/rpc/match_tickets': () => found });

  const { matches } = await project.call('vector_similarity_search', { table: 'tickets', query_vector: [1, 0, 0] });

  expect(matches[0].content).toBe(`${long.slice(0, 15_000)}${mark(15_000)}`);
  expect(matches[1].content).toBe('How to refund. '.repeat(200));
});

test('a long answer of an edge function that has run is shown as far as it fits, masked by its keys', async () => {
  const project = createProject({
    'POST /functions/v1/digest': () => Response.json({ salary: '5100 EUR', text: long, lines: [long, long] }),
  });

  const { data } = await project.call('call_edge_function', { function_name: 'digest' });

  const cut = `${long.slice(0, 1000)}${mark(1000)}`;
  expect(data).toEqual({ salary: '[masked]', text: cut, lines: [cut, cut] });
});

test.each([
  [
    'a text with its mark',
    { title: `Every word${mark(10)}` },
    'data.title: has the mark of a text that was shown in part',
  ],
  ['a text without it', { title: long.slice(0, 15_000) }, 'data.title: begins as the 54000 characters that are stored'],
  [
    'a list',
    { metadata: { steps: [1, '… (the first 1 of 7 entries)'] } },
    'data.metadata.steps.1: is the mark of a list',
  ],
])('the copy of %s that was cut does not take the place of all of it', async (_, data, problem) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 2, title: long, metadata: {} }]) });

  const refused = await project.fail('update_record', { table: 'tickets', filters: { id: 2 }, data });

  expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining(problem) });
  expect(project.requests.every(({ method }) => method === 'GET')).toBe(true);
});

/** A text with secrets all over, so that parts of any length would cut one. */
const secrets = Array.from({ length: 900 }, (_, index) => `Line ${index} "pays with 4111 1111 1111 1111" and so on. `);
const body = `${secrets.join('\n')}${'Quiet words. '.repeat(6000)}`;
const alone = { table: 'tickets', select: 'id,title', filters: { id: 2 } };

/** The parts of the one row's text. */
async function partsOf(project: ReturnType<typeof createProject>): Promise<string[]> {
  const parts: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await project.call('query_table', { ...alone, ...(cursor !== undefined && { cursor }) });
    parts.push(page.data[0].title.replace(/… \(the first \d+ of \d+ characters\)$/, ''));
    cursor = page.next_cursor;
  } while (cursor !== undefined && parts.length < 20);
  return parts;
}

test('a long text is read to its end in parts, masked before it is cut', async () => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 2, title: body }]) });

  const parts = await partsOf(project);

  expect(parts.join('')).toBe(body.replaceAll('4111 1111 1111 1111', '***1111'));
  expect(parts).toHaveLength(4);
});

test('what to do is said where a text can not go on, and when it was changed between two parts', async () => {
  const texts = [long, `${long}!`, 'Short.'];
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 2, title: texts.shift() ?? long }]) });
  const { data, next_cursor: cursor } = await project.call('query_table', alone);
  const second = await project.call('query_table', { ...alone, cursor });
  const third = await project.call('query_table', { ...alone, cursor });
  const two = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 2, title: long, code: long }]) });

  expect(data[0].title).toBe(`${long.slice(0, 35_000)}${mark(35_000)}`);
  expect(second.note).toContain(
    'title from character 35001 to 54001 of 54001. title was changed since the page before',
  );
  expect(third.note).toContain('title was changed since the page before: begin again without cursor');
  expect((await two.call('query_table', { ...alone, select: '*' })).note).toContain('is read to its end where filters');
});

test('pages of one row go on behind a text that was read in parts', async () => {
  const project = createProject({
    'GET /rest/v1/tickets': ({ query }) => {
      const id = Number(query.get('id')?.replace('gt.', '') ?? 0) + 1;
      return rows([{ id, title: id === 2 ? body : 'Short.' }], 4 - id);
    },
  });
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await project.call('query_table', { table: 'tickets', select: 'id,title', limit: 1, cursor });
    ids.push(page.data[0].id);
    cursor = page.next_cursor;
  } while (cursor !== undefined && ids.length < 9);

  expect(ids).toEqual([1, 2, 2, 2, 2, 3]);
});
