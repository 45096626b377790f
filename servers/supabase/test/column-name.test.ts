import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

async function sent(input: Record<string, unknown>) {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });
  await project.call('query_table', { table: 'tickets', ...input });
  return project.requests.find(({ path }) => path === '/rest/v1/tickets')?.query;
}

test.each([
  ['id,unit.price', 'id,"unit.price"'],
  ['id,price:unit.price::text', 'id,price:"unit.price"::text'],
  ['unit.price.sum()', '"unit.price".sum()'],
  ['due on,id', '"due on",id'],
  ['"unit.price",due on,id', '"unit.price","due on",id'],
  ['id,organizations("unit.price")', 'id,organizations("unit.price")'],
])('select %s of columns with unusual names goes as %s', async (select, expected) => {
  expect((await sent({ select }))?.get('select')).toBe(expected);
});

test.each([
  ['unit.price desc', '"unit.price".desc,id'],
  ['due on.asc, unit.price', '"due on".asc,"unit.price",id'],
  ['"unit.price".desc', '"unit.price".desc,id'],
  ['"a&b(c)->d".desc', '"a&b(c)->d".desc,id'],
  ['organizations.name desc', 'organizations(name).desc,id'],
  ['Order Lines(Unit Price).desc', '"Order Lines"("Unit Price").desc,id'],
])('order %s goes as %s', async (order, expected) => {
  expect((await sent({ order }))?.get('order')).toBe(expected);
});

test.each([
  [{ 'unit.price': 5 }, '"unit.price"', 'eq.5'],
  [{ '"unit.price"': 5 }, '"unit.price"', 'eq.5'],
  [{ or: [{ 'unit.price': 5 }, { id: 1 }] }, 'or', '("unit.price".eq.5,id.eq.1)'],
  [{ 'organizations.name': 'Acme' }, 'organizations.name', 'eq.Acme'],
  [{ 'Order Lines.Qty': 5 }, '"Order Lines".Qty', 'eq.5'],
  [{ '"Order.Lines".Qty': 5 }, '"Order.Lines".Qty', 'eq.5'],
  [{ 'metadata->>a.b': 'x' }, 'metadata->>"a.b"', 'eq.x'],
])('filters %j go as %s=%s', async (filters, name, value) => {
  expect((await sent({ filters }))?.get(name)).toBe(value);
});
