import type { Replies } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { createProject, refusal } from './fake-project.ts';

test('a function is called by name, and wrong names are answered with right ones', async () => {
  const project = createProject({ 'POST /rest/v1/rpc/close_tickets': ({ body }) => ({ closed: 3, body }) });

  expect(await project.call('call_rpc', { function_name: 'close_tickets', args: { days: 30 } })).toEqual({
    data: { closed: 3, body: { days: 30 } },
  });
  expect((await project.fail('call_rpc', { function_name: 'close_ticket' })).message).toContain(
    'there is close_tickets',
  );
});

const unknown = () =>
  refusal(404, { code: 'PGRST202', message: 'Could not find the function public.close_tickets(day)' });

/** A project with a second function of this name, which takes \`before\`. */
const overloaded: Replies = {
  'GET /rest/v1/rpc/close_tickets': ({ headers, query }) => {
    const isPlan = headers.get('accept')?.startsWith('application/vnd.pgrst.plan');
    if (!isPlan || query.get('before') === null) return unknown();
    return refusal(406, { code: 'PGRST107', message: 'None of these media types are available' });
  },
  'POST /rest/v1/rpc/close_tickets': ({ body }) =>
    body && typeof body === 'object' && 'before' in body ? 'closed' : unknown(),
};

test('of several functions with one name each is asked for and called, though the project describes but one', async () => {
  const project = createProject(overloaded);
  const call = { function_name: 'close_tickets', args: { before: '2026-11-01' } };

  expect(await project.preview('call_rpc', call)).toContain('args.before: "2026-11-01"');
  expect((await project.call('call_rpc', call)).data).toBe('closed');
});

test('nobody is asked for a call with arguments that no function takes, and those it does take are named', async () => {
  const call = { function_name: 'close_tickets', args: { day: 1 } };
  const told = {
    code: 'invalid_input',
    message: 'args: are of no function of this name; close_tickets takes days integer. Nothing was run.',
  };

  await expect(createProject(overloaded).preview('call_rpc', call)).rejects.toMatchObject(told);
  expect(await createProject(overloaded).fail('call_rpc', call)).toMatchObject(told);
});

test('nobody is asked for a function that there is not, though the project describes none', async () => {
  const replies = { ...overloaded, 'GET /rest/v1/': () => refusal(403, {}) };
  const preview = (args: object) =>
    createProject(replies).preview('call_rpc', { function_name: 'close_tickets', args });

  await expect(preview({ day: 1 })).rejects.toMatchObject({ code: 'not_found' });
  expect(await preview({ before: '2026-11-01' })).toContain('this writes to Supabase');
});

test('a person is told of a function that cannot change anything', async () => {
  const question = await createProject({}).preview('call_rpc', { function_name: 'count_tickets' });

  expect(question).toContain('(call_rpc): this reads from Supabase.');
  expect(question).toContain('changes nothing');
});

test('a person is told that what a function changes cannot be shown', async () => {
  const call = { function_name: 'close_tickets', args: { days: 30 } };

  const question = await createProject({}).preview('call_rpc', call);

  expect(question).toContain('(call_rpc): this writes to Supabase.');
  expect(question).toContain('what it changes: (none) -> "only the function knows: it cannot be shown beforehand"');
});

test('nobody is asked for a call with an argument of another type', async () => {
  const question = createProject({}).preview('call_rpc', { function_name: 'close_tickets', args: { days: 'all' } });

  await expect(question).rejects.toThrow('args.days takes a whole number');
});
