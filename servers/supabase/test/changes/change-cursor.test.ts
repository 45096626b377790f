import { expect, test } from 'vitest';
import { advance } from '../../src/changes/change-cursor.ts';
import { missedRows } from '../../src/changes/missed-rows.ts';
import { ProjectTables } from '../../src/changes/project-tables.ts';

const shape = { key: ['id'], isKeyNumber: true, columns: ['id'] };

test('keys with more digits than a number holds count upwards like others', () => {
  let cursor = {};
  const keys = [7, '1234567890123456789', 9, '1234567890123456790', '1234567890123456788', null, 'x'].map((id) => {
    cursor = advance(cursor, { id }, shape);
    return cursor;
  });

  expect(keys).toEqual([
    { key: 7 },
    { key: '1234567890123456789' },
    { key: '1234567890123456789' },
    ...Array(4).fill({ key: '1234567890123456790' }),
  ]);
});

test('missed rows are asked for from such a key on, and their keys stay whole', async () => {
  const asked: URL[] = [];
  const answers = ['[{"id":1234567890123456791}]', '[]'];
  const upstream = {
    system: 'Supabase',
    fetch: async (input: string | URL | Request) => {
      asked.push(new URL(input instanceof Request ? input.url : input));
      return new Response(answers.shift());
    },
    json: () => Promise.reject(new Error('not asked')),
  };
  const project = { url: 'https://p.example', schema: 'public', describe: async () => undefined };
  const tables = new ProjectTables(upstream, project);
  const cursor = { key: '1234567890123456790' };

  const found: unknown[] = [];
  const wanted = { tables, table: 'snow', filter: undefined, events: ['INSERT'] as const, shape, cursor };
  for await (const page of missedRows(wanted)) found.push(...page.map(({ row }) => row));

  expect(found).toEqual([{ id: '1234567890123456791' }]);
  expect(asked.map((url) => url.searchParams.get('and'))).toEqual([
    '(id.gte."1234567890123456690")',
    '(id.gte."1234567890123456690",id.gt."1234567890123456791")',
  ]);
});
