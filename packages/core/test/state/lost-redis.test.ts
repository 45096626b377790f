import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import { startRedis } from './fixtures/engines.ts';

/** The state at an address, for one test. */
function stateAt(url: string) {
  const state = openState(url);
  onTestFinished(() => state.close());
  return state;
}

test('a Redis that goes away is told by the reason', async () => {
  const first = await startRedis();
  if ('problem' in first) throw new Error(first.problem);
  const state = stateAt(first.url);
  await state.put('room', 'one', 'here');

  await first.stop();

  await expect(state.get('room', 'one')).rejects.toMatchObject({ cause: { message: expect.stringMatching(/ECONN/) } });
});

test('a Redis that takes no such password says so', async () => {
  const refusal = '-WRONGPASS invalid username-password pair or user is disabled.\r\n';
  const refusing = createServer((socket) => {
    // Commands come several at a time, each as an array of its words.
    socket.on('data', (commands) => socket.write(refusal.repeat(String(commands).match(/^\*/gm)?.length ?? 0)));
  });
  await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void refusing.close());
  const address = refusing.address();
  const port = typeof address === 'object' ? address?.port : undefined;

  const asked = stateAt(`redis://:wrong-one@127.0.0.1:${port}`).get('room', 'one');

  await expect(asked).rejects.toMatchObject({ cause: { message: expect.stringContaining('WRONGPASS') } });
});

test('a Redis that nobody runs is told with its address', async () => {
  const asked = stateAt('redis://127.0.0.1:1').get('room', 'one');

  await expect(asked).rejects.toMatchObject({ cause: { message: 'connect ECONNREFUSED 127.0.0.1:1' } });
});

test('a record that Redis put before the connection broke is put, though the answer is lost', async () => {
  const redis = await startRedis();
  if ('problem' in redis) throw new Error(redis.problem);
  onTestFinished(() => redis.stop());
  const port = Number(new URL(redis.url).port);
  let isBroken = false;
  const wire = createServer((socket) => {
    const onward = connect(port, '127.0.0.1').on('error', () => {});
    socket.on('error', () => {}).pipe(onward);
    onward.on('data', (reply) => {
      if (!isBroken && reply.toString() === ':1\r\n') isBroken = Boolean(socket.destroy());
      else socket.write(reply);
    });
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void wire.close());
  const address = wire.address();
  const state = stateAt(`redis://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);

  const version = await state.put('write', 'one', 'here', { ifVersion: null });

  expect(isBroken).toBe(true);
  expect(await state.get('write', 'one')).toEqual({ id: 'one', value: 'here', version });
});
