import { expect, test } from 'vitest';
import { createProject, rows } from './fake-project.ts';

test.each([
  'id,n:full_name',
  'id, n : full_name',
  'id,"n":"full_name"',
  'n:"Full Name"',
  'id,owner:organizations(name,mail:email)',
  'id,...organizations(mail:email)',
  'id,organizations!inner(members(mail:email::text))',
  'salary.max()',
  'id,s:salary.sum()',
  'id,organizations(salary.max())',
  'id,o:organizations!inner(name,members(pay:salary.sum()))',
  'pay:salary::text',
  'address->city',
  'metadata->address->>city',
  'metadata->owner->full_name->>first',
  'd:metadata->>date_of_birth',
  'd:dateOfBirth',
])('a select of %s, which would give a hidden column another name, is refused', async (select) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  const error = await project.fail('query_table', { table: 'tickets', select });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('has to keep its name') });
  expect(project.requests.some(({ path }) => path === '/rest/v1/tickets')).toBe(false);
});

test('what to select instead is told as it is written', async () => {
  const wayOf = async (select: string) =>
    (await createProject({}).fail('query_table', { table: 'tickets', select })).details.fields?.[0]?.example;

  expect(await wayOf('p:metadata->>password')).toBe('metadata->>password');
  expect(await wayOf('metadata->owner->full_name->>first')).toBe('metadata->owner->full_name');
  expect(await wayOf('id,organizations(pay:salary.max())')).toBe('salary');
});

// PostgREST passes over what comes after such a part, and gives the column.
test.each([
  'id,n:full_name)',
  'id),n:full_name',
  '*x,n:full_name',
  'owner:organizations(n:email)x',
  'links(id,n:email))',
])('a select of %s, in which a hidden column would be overlooked, is refused', async (select) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  const error = await project.fail('query_table', { table: 'tickets', select });

  expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('stands in quotes') });
  expect(project.requests.some(({ path }) => path === '/rest/v1/tickets')).toBe(false);
});

test.each([
  '*',
  'id,ticket:id,count()',
  'id,full_name,salary::text',
  'id,customer_email:email',
  'id,metadata->>email,metadata->plan->>name',
  'id,email->0',
  'id,owner:organizations(name,email)',
  'id,...organizations(full_name)',
  'email.count()',
  'id,organizations(total.sum(),count())',
  'total.sum()',
])('a select of %s is sent', async (select) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([]) });

  await project.call('query_table', { table: 'tickets', select });

  expect(project.requests.at(-1)?.path).toBe('/rest/v1/tickets');
});

test.each([
  ['metadata::text', { metadata: '{"plan":"pro","owner":{"salary":"5100 EUR"}}' }],
  ['metadata->>owner', { owner: '{"full_name":"Ann Ar","salary":"5100 EUR"}' }],
  ['log:metadata->>log', { log: '[{"entry":"{\\"Salary\\":\\"5100 EUR\\"}"}]' }],
])('a hidden value in the JSON of a text, %s, is masked', async (select, row) => {
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([row]) });

  const { data } = await project.call('query_table', { table: 'tickets', select });

  expect(JSON.stringify(data)).toContain('[masked]');
  expect(JSON.stringify(data)).not.toContain('5100');
});

test('a text of JSON without hidden values stays a text', async () => {
  const deep = `${'['.repeat(9000)}{"salary": 1}${']'.repeat(9000)}`;
  const row = { metadata: '{"plan": "pro", "seats": [1, 2]}', note: '{"salary": not JSON}', deep };
  const project = createProject({ 'GET /rest/v1/tickets': () => rows([row]) });

  expect((await project.call('query_table', { table: 'tickets' })).data).toEqual([row]);
});
