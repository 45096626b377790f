import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { realCaller, runSql } from './real/real-caller.ts';
import { type RealProject, startRealProject } from './real/real-project.ts';

const today = Date.UTC(2026, 10, 21, 12);
const query = [0.9, 0.2, 0, 0, 0.3, 0, 0, 0];
let project: RealProject;

beforeAll(async () => {
  project = await startRealProject(1, today);
}, 90_000);
afterAll(() => project?.stop());

const sql = (text: string) => runSql(project, text);
const mara = () => realCaller(project, 'mara@harborline.example');
const ines = () => realCaller(project, 'ines@quayside.example');

describe('on real PostgREST and PostgreSQL', () => {
  test('tables are described with keys and relationships', async () => {
    const { tables } = await mara().call('describe_tables', { table: 'support_tickets' });

    expect(tables[0].columns).toContainEqual({ name: 'id', type: 'bigint', not_null: true, primary_key: true });
    expect(tables[0].columns).toContainEqual(
      expect.objectContaining({ name: 'organization_id', references: 'organizations.id' }),
    );
  });

  test.each([
    [
      { status: { in: ['open', 'pending'] }, priority: { neq: 'low' } },
      "status in ('open', 'pending') and priority <> 'low'",
    ],
    [
      { or: [{ id: { lt: 5 } }, { priority: 'urgent', status: 'open' }] },
      "id < 5 or (priority = 'urgent' and status = 'open')",
    ],
    [{ not: { status: 'open', priority: 'normal' } }, "not (status = 'open' and priority = 'normal')"],
    [{ tags: { contains: ['billing', 'shipping'] } }, "tags @> '{billing,shipping}'"],
    [{ tags: { overlaps: ['api', 'a,"b\\c'] } }, "tags && '{api}'"],
    [
      { description: { fts: { query: 'invoice | shipment', config: 'english' } } },
      "to_tsvector('english', description) @@ to_tsquery('english', 'invoice | shipment')",
    ],
    [{ assigned_agent_id: { is: 'not_null' } }, 'assigned_agent_id is not null'],
    [{ subject: { not: { ilike: '%DELIVERY%' } } }, "subject not ilike '%delivery%'"],
    [{ subject: 'a,b."c")\\', id: { gt: 0 } }, 'false'],
    [{ or: [{ subject: 'x),id.gt.0,or(id.gt.0' }, { subject: 'y"\\",id.gt.0' }] }, 'false'],
  ])('%j finds what SQL finds, within the tenant', async (filters, where) => {
    const organization = await sql("select id from organizations where name = 'Harborline Supplies'");
    const expected = await sql(
      `select id::int from support_tickets where organization_id = '${organization[0].id}' and (${where}) order by id`,
    );

    const { data, count } = await mara().call('query_table', { table: 'support_tickets', select: 'id', filters });

    expect(data).toEqual(expected);
    expect(count).toBe(expected.length);
  });

  test('a change is bounded and seen in the database', async () => {
    const input = { table: 'support_tickets', filters: { id: 3 }, data: { status: 'solved' }, max_rows: 1 };

    const answer = await mara().call('update_record', input);
    const refused = await mara().fail('update_record', { ...input, filters: { id: { gt: 0 } } });

    expect(answer.count).toBe(1);
    expect(await sql('select status from support_tickets where id = 3')).toEqual([{ status: 'solved' }]);
    expect(refused).toMatchObject({ code: 'conflict', message: expect.stringContaining('more than max_rows (1)') });
  });

  test('a function is called with the arguments that the project describes', async () => {
    const { functions } = await mara().call('describe_tables', {});
    const call = { function_name: 'escalate_ticket', args: { ticket_id: 3 } };
    const question = await mara().preview('call_rpc', call);
    const escalated = await mara().call('call_rpc', call);
    const refused = await mara().fail('call_rpc', { function_name: 'escalate_ticket', args: { id: 3 } });

    expect(functions).toContainEqual(expect.objectContaining({ name: 'escalate_ticket', args: 'ticket_id bigint' }));
    // This version offers GET for all functions.
    expect(question).toContain('this writes to Supabase');
    expect([escalated.data].flat()[0]).toMatchObject({ id: 3, priority: 'urgent' });
    expect(refused).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('escalate_ticket takes ticket_id bigint'),
    });
  });

  test('rows are sorted by an embedded column that is selected, and it is said of one that is not', async () => {
    const sorted = { table: 'support_tickets', order: 'organizations(name)' };
    const error = await mara().fail('query_table', { ...sorted, select: 'id,organizations(id)' });
    const { count } = await mara().call('query_table', { ...sorted, select: 'id,organizations(name)' });

    expect(error.details.hint).toContain('has to be among those that select names');
    expect(count).toBeGreaterThan(0);
  });

  test('keys and amounts with more digits than a number holds stay whole', async () => {
    await sql('create table snow (id bigint primary key, amount numeric)');
    await sql('insert into snow values (1234567890123456789, 0.1), (1234567890123456790, 12345678901234567.891)');
    await sql("grant all on snow to authenticated; notify pgrst, 'reload schema'");
    await new Promise((resolve) => setTimeout(resolve, 1000));

    const caller = mara();
    const { data } = await caller.call('query_table', { table: 'snow', order: 'id' });
    await caller.call('delete_record', { table: 'snow', filters: { id: data[1].id } });

    expect(data).toEqual([
      { id: '1234567890123456789', amount: 0.1 },
      { id: '1234567890123456790', amount: '12345678901234567.891' },
    ]);
    expect(await sql('select id::text from snow')).toEqual([{ id: '1234567890123456789' }]);
  });

  test.each([
    ['metadata->>language', 'en'],
    ['metadata->>"language"', 'en'],
    ['metadata->>no-such key', { is: null }],
  ])('a path into JSON, %s, is compared', async (path, value) => {
    const { count } = await mara().call('query_table', { table: 'documents', filters: { or: [{ [path]: value }] } });
    const beside = await mara().call('query_table', { table: 'documents', filters: { [path]: value } });

    expect(count).toBeGreaterThan(0);
    expect(beside.count).toBe(count);
  });

  test("another tenant's rows are neither read nor changed nor deleted", async () => {
    const filters = { id: 3 };
    const read = await ines().call('query_table', { table: 'support_tickets', filters });
    const changed = await ines().fail('update_record', {
      table: 'support_tickets',
      filters,
      data: { status: 'closed' },
    });
    const deleted = await ines().fail('delete_record', { table: 'support_tickets', filters });
    const organization = await sql("select id from organizations where name = 'Harborline Supplies'");
    const moved = await ines().fail('insert_record', {
      table: 'support_tickets',
      data: { subject: 'x', organization_id: organization[0].id },
    });

    expect([read.count, changed.code, deleted.code]).toEqual([0, 'not_found', 'not_found']);
    expect(moved).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('row level security of support_tickets'),
    });
    expect(await sql('select count(*)::int from support_tickets where id = 3')).toEqual([{ count: 1 }]);
  });

  test.each([
    [{ subject: null }, 'subject needs a value'],
    [{ subject: 'x', priority: 'whatever' }, 'the check support_tickets_priority'],
    [{ subject: 'x', requester_id: 'no-uuid' }, 'takes a uuid'],
    [{ subject: 'x', requester_id: '00000000-0000-4000-8000-000000000000' }, 'requester_id names no row of'],
    [{ subject: 'x', created_at: '30.11.2026' }, 'there is no such date or time; give ISO 8601'],
    [{ subject: 'x', created_at: '2026-11-30 15:00 Nowhere/City' }, 'a zone that the database does not know'],
  ])('the database refuses %j, and it is said why', async (data, told) => {
    const error = await mara().fail('insert_record', { table: 'support_tickets', data });

    expect(error.message).toMatch(new RegExp(told));
  });
});

describe('the SQL for search by meaning', () => {
  const plain = readFileSync(new URL('../sql/match-documents.sql', import.meta.url), 'utf8');

  test('without pgvector finds by arrays what the seeded function finds', async () => {
    const input = { table: 'documents', query_vector: query, similarity_threshold: 0.5, limit: 5 };
    const before = await mara().call('vector_similarity_search', input);

    await sql(`drop function match_documents; ${plain}; notify pgrst, 'reload schema'`);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const after = await mara().call('vector_similarity_search', input);
    const others = await ines().call('vector_similarity_search', input);

    const found = (answer: typeof before) =>
      answer.matches.map(({ id, similarity }: { id: string; similarity: number }) => [id, similarity.toFixed(9)]);
    expect(found(before).length).toBeGreaterThan(1);
    expect(found(after)).toEqual(found(before));
    expect(found(others)).not.toEqual(found(before));
  });
});
