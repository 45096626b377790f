import { expect, test } from 'vitest';
import { createHelloSimulator } from '../../../servers/hello/simulator/hello-simulator.ts';
import { hello } from '../../../servers/hello/src/server.ts';
import { createCaller } from '../src/fake-vendor/caller.ts';

test('the template says of a cursor from elsewhere what to pass', async () => {
  const { simulator, settings } = createHelloSimulator();
  const { fail } = createCaller({ server: hello, settings, transport: simulator.fetch });

  expect(await fail('list_notes', { cursor: 'zzz' })).toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('pass next_cursor as it came'),
  });
});
