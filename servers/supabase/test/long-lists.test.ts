import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

const entries = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, text: 'x'.repeat(length) }));

test('embedded rows are shown as far as they fit, the few whole, and how many there are stands beside them', async () => {
  const row = { id: 3, name: 'Acme', events: entries(600, 80), parts: entries(500, 900), flows: entries(4, 100) };
  const project = createProject({ 'GET /rest/v1/organizations': () => rows([row]) });
  const select = 'id,name,events(*),parts(*),flows(*)';

  const { data, note } = await project.call('query_table', { table: 'organizations', select });

  const [{ events, parts, flows, '…': told }] = data;
  expect(flows).toEqual(row.flows);
  expect(events).toEqual(row.events.slice(0, events.length));
  expect(parts).toEqual(row.parts.slice(0, parts.length));
  expect(parts.length).toBeGreaterThan(15);
  expect(told).toBe(
    `events… (the first ${events.length} of 600 entries), parts… (the first ${parts.length} of 500 entries)`,
  );
  expect(note).toBe(
    'Embedded rows that are left out are read from their own table, with a filter on the column that leads here.',
  );
});

test('a long list of a row alone is read to its end in parts', async () => {
  const tags = Array.from({ length: 400 }, (_, index) => `${index} ${'long '.repeat(60)}`);
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1, tags }]) });
  const query = { table: 'tickets', select: 'id,tags', filters: { id: 1 } };

  const first = await project.call('query_table', query);
  const read = first.data[0].tags.slice(0, -1);
  let cursor = first.next_cursor;
  const notes: string[] = [];
  while (cursor !== undefined) {
    const page = await project.call('query_table', { ...query, cursor });
    notes.push(page.note);
    read.push(...page.data[0].tags);
    cursor = page.next_cursor;
  }

  expect(first.data[0].tags.at(-1)).toMatch(/^… \(the first \d+ of 400 entries\)$/);
  expect(read).toEqual(tags);
  expect(notes.at(-1)).toMatch(/^tags from entry \d+ to 400 of 400\.$/);
});

test('a list that became shorter than the part asked for is told as changed, with no part of it', async () => {
  const tags = Array.from({ length: 400 }, (_, index) => `${index} ${'long '.repeat(60)}`);
  const stored = [{ id: 1, tags }];
  const project = createProject({ 'GET /rest/v1/tickets': () => rows(stored) });
  const query = { table: 'tickets', select: 'id,tags', filters: { id: 1 } };

  const { next_cursor: cursor } = await project.call('query_table', query);
  stored.splice(0, 1, { id: 1, tags: ['new'] });
  const { note } = await project.call('query_table', { ...query, cursor });

  expect(note).toBe('tags was changed since the page before: begin again without cursor.');
});

test('of JSON that is too long all keys are shown, and a path is named to read the rest', async () => {
  const metadata = { owner: 'Ada', steps: Array.from({ length: 9000 }, (_, index) => index) };
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1, metadata }]) });

  const { data, note } = await project.call('query_table', { table: 'tickets', select: 'id,metadata' });

  expect(data[0].metadata).toMatchObject({ owner: 'Ada', steps: expect.arrayContaining([5000]) });
  expect(note).toBe('Of JSON that is cut select a path, such as metadata->steps.');
});

test('very long JSON of very many keys stays JSON that fits', async () => {
  const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`key ${index}`, 'x'.repeat(500)]));
  const deep = JSON.parse(`${'['.repeat(90)}${JSON.stringify('y'.repeat(90_000))}${']'.repeat(90)}`);
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([{ id: 1, metadata: { wide, deep } }]) });

  const { data } = await project.call('query_table', { table: 'tickets', select: 'id,metadata' });

  expect(Object.keys(data[0].metadata.wide).length).toBeGreaterThan(50);
  expect(data[0].metadata.wide['…']).toMatch(/of 3000 entries/);
  expect(JSON.stringify(data).length).toBeLessThan(37_500);
});
