import { createRandom } from '@bizmcp/testkit/simulator';
import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

interface Ticket {
  id: number;
  title: string;
}

/** A table as PostgREST answers for it, as far as pages ask: sorted by title or id, behind a key, and from an offset on. */
function answerOf(table: readonly Ticket[], query: URLSearchParams): Response {
  const order = query.get('order') ?? '';
  const sign = /^\w+\.desc/.test(order) ? -1 : 1;
  const behind = /^(gt|lt)\.(\d+)$/.exec(query.get('id') ?? '');
  const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
  const key = order.startsWith('title')
    ? (each: Ticket) => each.title
    : (each: Ticket) => String(each.id).padStart(9, '0');
  const matching = table
    .filter(({ id }) => !behind || (behind[1] === 'gt' ? id > Number(behind[2]) : id < Number(behind[2])))
    .toSorted((left, right) => sign * (key(left) < key(right) ? -1 : 1));
  if (offset > matching.length) return refusal(416, { code: 'PGRST103', message: 'Requested range not satisfiable' });
  const added = /page_key_0:id/.test(query.get('select') ?? '');
  const found = matching.slice(offset, offset + limit);
  return rows(added ? found.map(({ id, title }) => ({ title, page_key_0: id })) : found, matching.length);
}

/** A project with one table that the test may change, described or not. */
function projectOf(tickets: () => readonly Ticket[], isDescribed = true) {
  return createProject({
    ...(!isDescribed && { 'GET /rest/v1/': () => refusal(403, {}) }),
    'GET /rest/v1/tickets': ({ query }) => answerOf(tickets(), query),
  });
}

function ticket(random: () => number): Ticket {
  return { id: Math.floor(random() * 1e8), title: `t${random().toString(36).slice(2)}` };
}

const walks = [
  { order: undefined, select: '*', isDescribed: true, isSilent: true },
  { order: 'id.desc', select: 'title', isDescribed: true, isSilent: true },
  { order: 'title', select: '*', isDescribed: true, isSilent: false },
  { order: 'title.desc', select: 'title', isDescribed: true, isSilent: false },
  { order: 'title', select: '*', isDescribed: false, isSilent: false },
];

test.each(walks.flatMap((walk) => [1, 2, 3, 4, 5, 6].map((seed) => [{ ...walk, seed }] as const)))(
  'who pages through a table while rows come and go is given what was there all along once: %j',
  async ({ order, select, isDescribed, isSilent, seed }) => {
    const random = createRandom(seed).next;
    let table = Array.from({ length: 60 }, () => ticket(random));
    const project = projectOf(() => table, isDescribed);
    let always = table;
    const walked: string[] = [];
    const notes: string[] = [];
    let cursor: string | undefined;
    do {
      const limit = 3 + Math.floor(random() * 12);
      const page = await project.call('query_table', { table: 'tickets', select, order, limit, cursor });
      walked.push(...page.data.map(({ title }: Ticket) => title));
      notes.push(...(page.note ? [page.note] : []));
      cursor = page.next_cursor;
      table = table.filter(() => random() > 0.06).concat(Array.from({ length: random() * 5 }, () => ticket(random)));
      always = always.filter((each) => table.includes(each));
    } while (cursor !== undefined);

    if (isSilent) expect(notes).toEqual([]);
    const given = always.map(({ title }) => walked.filter((each) => each === title).length);
    if (notes.length === 0) expect(given).toEqual(always.map(() => 1));
  },
);

test('pages by key count the rows of the whole, and select no more than they are asked for', async () => {
  const table = Array.from({ length: 9 }, (_, index) => ({ id: index + 1, title: `t${index}` }));
  const project = projectOf(() => table);
  const ask = (cursor?: string) => project.call('query_table', { table: 'tickets', select: 'title', limit: 4, cursor });

  const first = await ask();
  const second = await ask(first.next_cursor);

  expect(second).toMatchObject({
    count: 9,
    data: [{ title: 't4' }, { title: 't5' }, { title: 't6' }, { title: 't7' }],
  });
  expect(Object.keys(second.data[0])).toEqual(['title']);
});

test.each(['id', 'title'])(
  'the cursor of a list that has become shorter than its place leads on (%s)',
  async (order) => {
    let table = Array.from({ length: 60 }, (_, index) => ({ id: index + 10, title: `t${index + 10}` }));
    const project = projectOf(() => table);
    const ask = (cursor?: string) => project.call('query_table', { table: 'tickets', order, limit: 40, cursor });
    const first = await ask();

    table = table.slice(36);
    const second = await ask(first.next_cursor);

    expect(second.data.map(({ id }: Ticket) => id)).toEqual(table.slice(4).map(({ id }) => id));
    expect(second.note).toBeUndefined();
  },
);

test('where all rows shown last are gone, the page says what to do', async () => {
  let table = Array.from({ length: 60 }, (_, index) => ({ id: index + 10, title: `t${index + 10}` }));
  const project = projectOf(() => table);
  const ask = (cursor?: string) => project.call('query_table', { table: 'tickets', order: 'title', limit: 20, cursor });
  const first = await ask();

  table = table.slice(20);
  const second = await ask(first.next_cursor);

  expect(second.note).toContain('60 matched on the page before, 40 do now, so that some were passed over');
});

test.each([10, 30])(
  'rows that get another place behind the pages shown may come twice, which is said (%i)',
  async (limit) => {
    let table = Array.from({ length: 60 }, (_, index) => ({ id: index, title: `t${index + 10}` }));
    const project = projectOf(() => table);
    const ask = (cursor?: string) => project.call('query_table', { table: 'tickets', order: 'title', limit, cursor });
    const first = await ask();

    table = table.map((each) => (each.id < 5 ? { ...each, title: `z${each.id}` } : each));
    const second = await ask(first.next_cursor);

    expect(second.data[0].id).toBe(limit);
    expect(second.note).toBe('Some rows of the pages before are gone, or stand further on by now and come twice.');
  },
);

test('a key of several columns is gone behind in the direction of each', async () => {
  const column = { type: 'integer', format: 'bigint', description: '<pk/>' };
  const project = createProject({
    'GET /rest/v1/': () => ({ definitions: { links: { properties: { from: column, to: column } } } }),
    'GET /rest/v1/links': () =>
      rows(
        [
          { from: 1, to: 5 },
          { from: 2, to: 4 },
        ],
        9,
      ),
  });
  const ask = (cursor?: string) =>
    project.call('query_table', { table: 'links', order: 'to.desc,from', limit: 2, cursor });

  await ask((await ask()).next_cursor);

  const { query } = project.requests.at(-1) ?? {};
  expect(query?.get('to')).toBe('lte.4');
  expect(query?.get('or')).toBe('(to.lt.4,and(from.gt.2))');
});

test.each([
  ['a column that is masked', 'email', 'ada@alder.example'],
  ['a text that is masked', 'code', 'ada@alder.example'],
])('a cursor tells no key that is %s', async (_, name, value) => {
  const properties = { [name]: { type: 'string', format: 'text', description: '<pk/>' }, title: { format: 'text' } };
  const project = createProject(
    {
      'GET /rest/v1/': () => ({ definitions: { people: { properties } } }),
      'GET /rest/v1/people': () => rows([{ [name]: value, title: 'x' }], 9),
    },
    undefined,
    { scopes: ['*'], clearance: 'internal' },
  );

  const page = await project.call('query_table', { table: 'people', limit: 1 });

  expect(page.next_cursor).toMatch(/~o1\.9\.[\w-]{5}$/);
});

test('files that come and go between two pages of a folder move no other', async () => {
  let names = Array.from({ length: 30 }, (_, index) => `f${index + 10}.txt`);
  const project = createProject({
    'POST /storage/v1/object/list/docs': ({ body }) => {
      const { offset, limit } = Object(body);
      return names.slice(offset, offset + limit).map((name) => ({ name, id: name }));
    },
  });
  const ask = (cursor?: string) => project.call('list_files', { bucket: 'docs', limit: 12, cursor });
  const first = await ask();

  names = ['a.txt', 'b.txt', ...names.slice(3)];
  const second = await ask(first.next_cursor);

  expect(second.files.map(({ name }: { name: string }) => name)).toEqual(names.slice(11, 23));
});
