import { expect, test } from 'vitest';
import { createHelloSimulator } from '../../../servers/hello/simulator/hello-simulator.ts';
import { hello } from '../../../servers/hello/src/server.ts';
import { createCaller } from '../src/fake-vendor/caller.ts';

function openNotebook() {
  const { simulator, settings } = createHelloSimulator();
  return createCaller({ server: hello, settings, transport: simulator.fetch });
}

test('a cursor goes on with its own list alone, by pages of any size', async () => {
  const { call, fail } = openNotebook();
  const first = await call('list_notes', { limit: 2 });
  const cursor = first.next_cursor;

  const second = await call('list_notes', { limit: 1, cursor });
  const wrong = await fail('list_notes', { contains: 'e', limit: 2, cursor });

  const whole = await call('list_notes', {});
  expect([...first.notes, ...second.notes]).toEqual(whole.notes.slice(0, 3));
  expect(wrong).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('arguments that gave it') });
});

test('the template says of a cursor from elsewhere what to pass', async () => {
  const { fail } = openNotebook();

  expect(await fail('list_notes', { cursor: 'zzz' })).toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('pass next_cursor as it came'),
  });
});
