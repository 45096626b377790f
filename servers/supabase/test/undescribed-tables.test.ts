import { expect, test } from 'vitest';
import { createProject, refusal, rows } from './fake-project.ts';

const tickets = [
  { kind: 1, id: 7, title: 'b', status: 'open' },
  { kind: 1, id: 8, title: 'a', status: 'open' },
];
/** A project that keeps its description to itself. */
const project = (found: readonly unknown[] = tickets) =>
  createProject({
    'GET /rest/v1/': () => refusal(404, { code: 'PGRST126' }),
    'GET /rest/v1/tickets': () => rows(found),
  });
const update = { table: 'tickets', filters: { status: 'open' }, data: { status: 'closed' } };

test('rows whose key is not known are shown by what tells them apart', async () => {
  const preview = await project().preview('update_record', update);

  expect(preview).toContain('id=7: {"status":"open"} -> {"status":"closed"}');
  expect(preview).toContain('id=8: ');
});

test('rows are told apart by a number with more digits than a number holds', async () => {
  const long = tickets.map(({ id, ...row }) => ({ key: `900719925474099${id}`, line: id, ...row }));

  expect(await project(long).preview('update_record', update)).toContain('key=9007199254740997: {"status":"open"}');
});

test('rows that no number tells apart are counted, as their words may be personal', async () => {
  const same = tickets.map(({ title, status }) => ({ title, status }));

  expect(await project(same).preview('update_record', update)).toContain('row 2: {"status":"open"}');
});

test('who deletes rows is told that others may go with them', async () => {
  const preview = await project().preview('delete_record', { table: 'tickets', filters: { status: 'open' } });

  expect(preview).toContain('rows that refer to these: (none) -> "not known, and they may go too');
});

test('nobody is asked for a change of a column that the rows have not', async () => {
  const asked = project().preview('update_record', { ...update, data: { statu: 'closed' } });

  await expect(asked).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('data.statu: tickets has no such column; there is status'),
  });
});

test('an upsert by a key that is not known is not said to add rows', async () => {
  const upsert = { table: 'tickets', upsert: true, data: { id: 7, status: 'closed' } };

  const unsure = await project().preview('insert_record', upsert);
  const sure = await project(tickets.slice(0, 1)).preview('insert_record', { ...upsert, on_conflict: 'id' });

  expect(unsure).toContain('rows added or changed: (none) -> 1');
  expect(unsure).not.toContain('rows added: ');
  expect(unsure).toContain('unless on_conflict names it');
  expect(sure).toContain('id=7: {"id":7,"status":"open"} -> {"id":7,"status":"closed"}');
});

test('who looks for the names of a table that there is not is told to ask for it', async () => {
  const error = await project().fail('describe_tables', { table: 'nope' });

  expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('ask the user for its name') });
});

test.each([
  ['title', rows([{ held: 'write' }])],
  ['seen_at', refusal(400, { code: '22007', message: 'invalid input syntax for type timestamp: "true"' })],
  ['id', refusal(400, { code: '22P02', message: 'invalid input syntax for type bigint: "true"' })],
])('a column that is seen to be no JSON is asked for masked keys once: %s', async (order, answer) => {
  const looks: string[] = [];
  const made = createProject({
    'GET /rest/v1/': () => refusal(404, { code: 'PGRST126' }),
    'GET /rest/v1/tickets': ({ query }) => {
      if (!query.get('select')?.startsWith('held:')) return rows(tickets);
      looks.push(`${query.get(order)}, ${query.get('limit')}`);
      return answer.clone();
    },
  });

  for (let times = 0; times < 3; times += 1) await made.call('query_table', { table: 'tickets', order });

  expect(looks).toEqual(['gt.true, 1']);
});

test('a column that may be JSON is asked for masked keys each time, also as json, which has no order', async () => {
  let held: unknown = { theme: 'dark' };
  const made = createProject({
    'GET /rest/v1/': () => refusal(404, { code: 'PGRST126' }),
    'GET /rest/v1/tickets': ({ query }) => {
      if ([...query.values()].includes('gt.true')) return refusal(404, { code: '42883' });
      return rows([{ id: 7, held }]);
    },
  });
  const ask = { table: 'tickets', filters: { settings: { fts: 'dark' } } };

  await made.call('query_table', ask);
  held = { password: 'tulip' };

  await expect(made.call('query_table', ask)).rejects.toThrow('holds password');
});
