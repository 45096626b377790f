import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { failure, postOffice } from '../pipeline/harness.ts';

test('an argument name that the tool does not know is counted, not stored', async () => {
  const { call, records } = postOffice();

  await failure(call('list_letters', { contains: 'rent', 'zoe@private.example': 1, confirm_token: 'x' }));

  expect(records[0]).toMatchObject({ arguments: { names: ['contains', 'confirm_token'], unknown: 1 } });
  expect(JSON.stringify(records)).not.toContain('private.example');
});

test('the digest of arguments tells equal ones and cannot be found by trying values without the key', async () => {
  const { call, records } = postOffice();

  for (const contains of ['1', '1', '2']) await call('list_letters', { contains });

  const [one, same, other] = records
    .filter(({ event }) => event === 'tool.intent')
    .map((record) => JSON.stringify(record.arguments));
  expect(one).toBe(same);
  expect(one).not.toBe(other);
  expect(one).not.toContain(createHash('sha256').update('{"contains":"1"}').digest('hex'));
});
