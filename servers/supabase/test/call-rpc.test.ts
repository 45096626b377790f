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

test('of several functions with one name each is called, and wrong arguments are told the one that is described', async () => {
  const project = createProject({
    'POST /rest/v1/rpc/close_tickets': ({ body }) =>
      body && typeof body === 'object' && 'before' in body
        ? 'closed'
        : refusal(404, { code: 'PGRST202', message: 'Could not find the function public.close_tickets(day)' }),
  });

  const other = await project.call('call_rpc', { function_name: 'close_tickets', args: { before: '2026-11-01' } });
  const error = await project.fail('call_rpc', { function_name: 'close_tickets', args: { day: 1 } });
  const question = await project.preview('call_rpc', { function_name: 'close_tickets', args: { day: 1 } });

  expect(question).toContain(
    'may fail: (none) -> "close_tickets takes days integer. Of several of one name the project describes one."',
  );
  expect(other.data).toBe('closed');
  expect(error).toMatchObject({ code: 'not_found', details: { hint: 'close_tickets takes days integer.' } });
});

test('nobody is asked for a call with an argument of another type', async () => {
  const question = createProject({}).preview('call_rpc', { function_name: 'close_tickets', args: { days: 'all' } });

  await expect(question).rejects.toThrow('args.days takes a whole number');
});
