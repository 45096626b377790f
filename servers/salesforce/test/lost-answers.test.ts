import { expect, test } from 'vitest';
import { oneOf, openServer, sentWrites } from './server-client.ts';

test('a record whose creation got no answer is not created again; the error says what to look for', async () => {
  const server = openServer();
  server.simulator.inject({ fault: { kind: 'reset-after-commit' }, match: { method: 'POST' } });
  const fields = { LastName: 'Okafor', Company: 'Kestrel Marine', Email: 'ada.okafor@kestrel.example' };

  const { error } = await server.call('create_record', { object_type: 'Lead', fields });

  expect(error?.code).toBe('unknown_outcome');
  expect(error?.details.hint).toContain('Lead with these values of LastName, Company, Email and CreatedDate = TODAY');
  expect(sentWrites(server)).toHaveLength(1);
  const found = await oneOf(
    server,
    'Lead',
    "LastName = 'Okafor' AND Company = 'Kestrel Marine' AND CreatedDate = TODAY",
  );
  expect(found.Id).toMatch(/^00Q/);
});

test('a write that was answered with a refusal is told of as that, without a look for what became of it', async () => {
  const server = openServer();
  const body = [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights', fields: [] }];
  server.simulator.inject({ fault: { kind: 'status', status: 403, body }, match: { method: 'POST' } });

  const { error } = await server.call('create_record', {
    object_type: 'Lead',
    fields: { LastName: 'A', Company: 'B' },
  });

  expect(error?.code).toBe('forbidden');
  expect(error?.details.hint ?? '').not.toContain('Look for it');
});

test.each([
  ['update_record', 'PATCH', { fields: { Rating: 'Hot' } }, 'get_record and compare'],
  ['delete_record', 'DELETE', {}, 'a deleted one is not found'],
])('%s without an answer is not sent again; the error says how to find out', async (tool, method, input, hint) => {
  const server = openServer();
  const { Id } = await oneOf(server, 'Lead', "IsConverted = FALSE AND Rating = 'Warm'");
  server.simulator.inject({ fault: { kind: 'reset-after-commit' }, match: { method } });

  const { error } = await server.call(tool, { object_type: 'Lead', record_id: Id, ...input });

  expect(error?.code).toBe('unknown_outcome');
  expect(error?.details.hint).toContain(hint);
  expect(sentWrites(server)).toHaveLength(1);
});
