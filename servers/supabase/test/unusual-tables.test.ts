import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChangeCursor } from '../src/changes/change-cursor.ts';
import { missedRows } from '../src/changes/missed-rows.ts';
import { ProjectTables } from '../src/changes/project-tables.ts';
import { readTableShape, type TableShape } from '../src/changes/table-shape.ts';
import { explainError } from '../src/error/explain-error.ts';
import { createProjectSchema } from '../src/schema/project-schema.ts';
import { surroundings } from './changes/workbench.ts';
import { realCaller, realTransport, runSql } from './real/real-caller.ts';
import { type RealProject, startRealProject } from './real/real-project.ts';

let project: RealProject;

const sql = (text: string) => runSql(project, text);
const mara = () => realCaller(project, 'mara@harborline.example');

beforeAll(async () => {
  project = await startRealProject(1, Date.UTC(2026, 10, 21, 12));
  await sql(`
    create table staff (id int primary key, name text, salary int);
    insert into staff values (1, 'Ann', 100), (2, 'Bo', 200), (3, 'Cy', 300);
    grant select (id, name), insert (id, name), update (name, salary), delete on staff to authenticated;
    create table "Order Lines" ("Order Id" int, "Line No" int, "Unit.Price" numeric, primary key ("Order Id", "Line No"));
    insert into "Order Lines" values (1, 1, -2.5), (1, 2, 10), (2, 1, 0);
    create table stays (guest text, nights int4range, parts int4multirange);
    insert into stays values ('Ann', '[1,10)', '{[1,3),[5,9)}');
    create table guarded (id int primary key, amount int);
    insert into guarded values (1, 5);
    create function keep() returns trigger language plpgsql as $$ begin return null; end $$;
    create trigger keep before update on guarded for each row execute function keep();
    create table events ("Event.No" bigint primary key, created_at timestamptz);
    insert into events select no, '2026-11-21 12:00Z' from generate_series(1, 5) no;
    grant all on events to anon;
    create function sized(small int) returns text language sql as 'select ''number''';
    create function sized(large text) returns text language sql as 'select ''text''';
    create function echoed(json) returns json language sql as 'select $1';
    create table instants (at timestamptz primary key);
    insert into instants values ('2026-11-21 12:00Z'), ('2026-11-21 13:00Z');
    create table readings (at timestamptz references instants, meter numeric, value int, primary key (at, meter));
    insert into readings values ('2026-11-21 12:00Z', 1.5, 1), ('2026-11-21 13:00Z', 1.5, 2);
    create domain percent as int check (value <= 100);
    create table odds (id int primary key, "No." int, "a&b" int, share percent, raw bytea, local timestamp, plain json, nested jsonb);
    insert into odds values (1, 1, 5, 1, null, '2026-11-21 10:00', '{"a": 1}', '{"list": [1, {"x": "last"}]}'), (2, 2, 4, null, null, null, null, null);
    create view odd_ones as select id, share, upper(plain::text) as shout from odds where id % 2 = 1 with check option;
    create view odd_counts as select readings.at, count(*) from readings group by 1;
    create table parts (at date primary key) partition by range (at);
    create function sell(item int) returns void language plpgsql as
      $$ begin raise exception 'no stock of %', item using hint = 'order more'; end $$;
    create function many() returns setof int language sql as 'select generate_series(1, 2000)';
    grant all on "Order Lines", stays, guarded, instants, readings, odds, odd_ones, odd_counts, parts to authenticated;
    notify pgrst, 'reload schema'`);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}, 90_000);
afterAll(() => project?.stop());

test('a row is changed and deleted where only some of its columns may be read', async () => {
  const change = { table: 'staff', filters: { id: 1 }, data: { name: 'Anna' } };
  const preview = await mara().preview('update_record', change);
  const changed = await mara().call('update_record', change);
  const hidden = { table: 'staff', filters: { id: 2 }, data: { salary: 5 } };
  const blind = await mara().preview('update_record', hidden);
  const raised = await mara().call('update_record', hidden);
  const deleted = await mara().call('delete_record', { table: 'staff', filters: { name: 'Cy' } });

  expect(preview).toContain('id=1: {"name":"Ann"} -> {"name":"Anna"}');
  expect(changed).toMatchObject({ data: [{ id: 1, name: 'Anna' }], count: 1 });
  expect(changed.note).toContain('may not read every column');
  expect(blind).toContain('id=2: {} -> {"salary":');
  expect(raised).toMatchObject({ data: [{ id: 2 }], count: 1 });
  expect(deleted).toEqual({ data: [{ id: 3 }], count: 1 });
  expect(await sql('select * from staff order by id')).toEqual([
    { id: 1, name: 'Anna', salary: 100 },
    { id: 2, name: 'Bo', salary: 5 },
  ]);
});

test('a row that may be stored but not read whole is stored without its answer', async () => {
  const data = { id: 9, name: 'Di' };
  const refused = await mara().fail('insert_record', { table: 'staff', data });
  const stored = await mara().call('insert_record', { table: 'staff', data, returning: false });

  expect(refused).toMatchObject({
    code: 'forbidden',
    details: { hint: expect.stringContaining('returning to false') },
  });
  expect(stored.count).toBe(1);
});

test('columns with blanks, capitals and dots are selected, compared, sorted by and written', async () => {
  const table = 'Order Lines';
  const { data } = await mara().call('query_table', {
    table,
    select: 'Line No,price:Unit.Price',
    filters: { or: [{ 'Unit.Price': { gt: 5 } }, { 'Order Id': 1, 'Unit.Price': { lt: 0 } }] },
    order: 'Unit.Price desc',
  });
  const key = { 'Order Id': 2, 'Line No': 1 };
  await mara().call('update_record', { table, filters: { 'Unit.Price': 0 }, data: { 'Unit.Price': 3 } });
  const upserted = { table, data: { ...key, 'Unit.Price': 4 }, upsert: true, on_conflict: 'Order Id, Line No' };
  await mara().call('insert_record', upserted);

  expect(data).toEqual([
    { 'Line No': 2, price: 10 },
    { 'Line No': 1, price: -2.5 },
  ]);
  expect(await sql('select "Unit.Price"::int as price from "Order Lines" where "Order Id" = 2')).toEqual([
    { price: 4 },
  ]);
});

test.each([
  [{ nights: { contains: 5 } }, 1],
  [{ parts: { contains: 6 } }, 1],
  [{ parts: { contains: 4 } }, 0],
  [{ parts: { overlaps: '[3,6)' } }, 1],
])('%j asks for values in ranges', async (filters, count) => {
  expect((await mara().call('query_table', { table: 'stays', filters })).count).toBe(count);
});

test('an upsert into a table without a key adds no second row unsaid', async () => {
  const error = await mara().fail('insert_record', { table: 'stays', data: { guest: 'Ann' }, upsert: true });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('has no primary key') });
});

test('an upsert shows the rows that it changes, also by keys that the database spells otherwise', async () => {
  const table = 'readings';
  const rows = [
    { at: '2026-11-21T14:00:00+02:00', meter: '1.50', value: 7 },
    { at: '2026-11-21T13:00:00+00:00', meter: 1.5, value: 8 },
    { at: '2026-11-21T14:00:00Z', meter: '1.50', value: 9 },
  ];
  const preview = await mara().preview('insert_record', { table, data: rows, upsert: true });
  const taken = await mara()
    .preview('insert_record', { table, data: rows[0] })
    .catch((error: unknown) => error);
  const change = { table, filters: { at: { in: [rows[0]?.at] } }, data: { value: 7 } };
  const matching = await mara().preview('update_record', change);

  expect(preview).toContain('rows added: 0 -> 1');
  expect(preview).toContain('"value":1} -> {"at":"2026-11-21T14:00:00+02:00"');
  expect(preview).toContain('"value":2} -> {"at":"2026-11-21T13:00:00+00:00"');
  expect(String(taken)).toContain('There is a row with at=2026-11-21T14:00:00+02:00 meter=1.50 already');
  expect(matching).toContain('rows that match: (none) -> "1; row level security may hold back some or all"');
});

test('a change that a trigger held back is not told as done', async () => {
  const error = await mara().fail('update_record', { table: 'guarded', filters: { id: 1 }, data: { amount: 7 } });

  expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('or a trigger held') });
});

test('functions of one name, and one whose only argument has no name, are called by what they take', async () => {
  const call = async (name: string, args: object) =>
    (await mara().call('call_rpc', { function_name: name, args })).data;

  expect(await call('sized', { small: 1 })).toBe('number');
  expect(await call('sized', { large: 'x' })).toBe('text');
  expect(await call('echoed', { any: [1] })).toEqual({ any: [1] });
});

test('rows are sorted by columns whose names have signs of the grammar, and found by the end of a list in JSON', async () => {
  const sorted = async (order: string) => {
    const { data } = await mara().call('query_table', { table: 'odds', select: 'id', order });
    return data.map(({ id }: { id: number }) => id);
  };
  const filters = { 'nested->list->-1->>x': 'last' };

  expect(await sorted('No..desc')).toEqual([2, 1]);
  expect(await sorted('a&b')).toEqual([2, 1]);
  expect((await mara().call('query_table', { table: 'odds', filters })).count).toBe(1);
  expect(
    (await mara().fail('query_table', { table: 'odds', filters: { plain: { contains: { a: 1 } } } })).message,
  ).toContain('is of type json, of which the keys alone are compared: plain->>key');
});

test('what is stored otherwise than it is written is told before', async () => {
  const data = { raw: 'aGVsbG8=', local: '2026-11-21T12:00:00+02:00' };
  const preview = await mara().preview('update_record', { table: 'odds', filters: { id: 2 }, data });
  const plain = { raw: '\\x6869', local: '2026-11-21T12:00:00+00:00' };
  const same = await mara().preview('update_record', { table: 'odds', filters: { id: 2 }, data: plain });
  const filters = { local: { gte: '2026-11-21T11:00:00+02:00' } };
  const { note } = await mara().call('query_table', { table: 'odds', filters });

  expect(preview).toContain('local has no time zone, so +02:00 is left out');
  expect(preview).toContain('raw is stored as these very letters');
  expect(same).not.toContain('stored otherwise');
  expect(note).toContain('local has no time zone, so +02:00 is left out');
});

test.each([
  ['insert_record', { table: 'odds', data: { id: 9, share: 101 } }, 'the check percent_check of the type percent does'],
  ['insert_record', { table: 'parts', data: { at: '2026-11-21' } }, 'no partition of parts takes such a row'],
  ['insert_record', { table: 'odd_ones', data: { id: 4 } }, 'odd_ones takes no rows that it would not show itself'],
  [
    'update_record',
    { table: 'odd_ones', filters: { id: 1 }, data: { shout: 'A' } },
    'shout of odd_ones is not written',
  ],
  [
    'update_record',
    { table: 'odds', filters: { id: 1 }, data: { 'nested->list': 1 } },
    'has no such column; there is nested',
  ],
  ['call_rpc', { function_name: 'sell', args: { item: 5 } }, 'in its words: "no stock of 5 (order more)"'],
  ['query_table', { table: 'sell' }, 'it is a function, for call_rpc'],
])('%s of %j is refused with what can be done', async (tool, input, told) => {
  expect((await mara().fail(tool, input)).message).toContain(told);
});

test('a view that sums rows up does not refer to those that are deleted', async () => {
  const filters = { at: '2026-11-21T12:00:00Z' };
  const question = await mara().preview('delete_record', { table: 'instants', filters });

  expect(question).toContain('readings.at: (none) -> "1 rows refer to these');
  expect(question).not.toContain('odd_counts');
});

test('a function that gives as many rows as the project lets through is told to have more, perhaps', async () => {
  const { data, note } = await mara().call('call_rpc', { function_name: 'many' });

  expect(data.length).toBe(1000);
  expect(note).toContain('there may be more');
});

test('what was missed in a table whose key has a dot is read in pages', async () => {
  const { createUpstream } = await surroundings(realTransport(project));
  const options = { baseUrl: 'https://project.supabase.example', requestIdHeaders: [] };
  const upstream = createUpstream({ ...options, explain: explainError });
  const where = { url: options.baseUrl, schema: 'public' };
  const tables = new ProjectTables(upstream, { ...where, describe: createProjectSchema(upstream, where) });
  const asked = { tables, table: 'events', filter: undefined, events: ['INSERT' as const], pageSize: 2 };
  const shape = await readTableShape(tables, 'events');
  const numbersSince = async (cursor: ChangeCursor, known: TableShape) => {
    const numbers: unknown[] = [];
    for await (const page of missedRows({ ...asked, shape: known, cursor })) {
      numbers.push(...page.map(({ row }) => row['Event.No']));
    }
    return numbers;
  };

  expect(shape).toMatchObject({ key: ['Event.No'], isKeyNumber: true, createdAt: 'created_at' });
  expect(await numbersSince({ createdAt: '2026-11-21T12:00:30Z' }, shape)).toEqual([1, 2, 3, 4, 5]);
  const { createdAt: _, ...byNumber } = shape;
  expect(await numbersSince({ key: 104 }, byNumber)).toEqual([4, 5]);
});
