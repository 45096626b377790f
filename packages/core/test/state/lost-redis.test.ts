import { connect, createServer, type Socket } from 'node:net';
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

/** A Redis behind a wire: `reply` brings an answer to the socket, or does not. */
async function redisBehind(reply: (socket: Socket, answer: Buffer) => unknown): Promise<string> {
  const redis = await startRedis();
  if ('problem' in redis) throw new Error(redis.problem);
  onTestFinished(() => redis.stop());
  const wire = createServer((socket) => {
    const onward = connect(Number(new URL(redis.url).port), '127.0.0.1').on('error', () => {});
    socket.on('error', () => {}).pipe(onward);
    onward.on('data', (answer) => reply(socket, answer));
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void wire.close());
  const address = wire.address();
  return `redis://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

test('a record that Redis put before the connection broke is put, though the answer is lost', async () => {
  let isBroken = false;
  const url = await redisBehind((socket, answer) => {
    if (!isBroken && answer.toString() === ':1\r\n') isBroken = Boolean(socket.destroy());
    else socket.write(answer);
  });
  const state = stateAt(url);

  const version = await state.put('write', 'one', 'here', { ifVersion: null });

  expect(isBroken).toBe(true);
  expect(await state.get('write', 'one')).toEqual({ id: 'one', value: 'here', version });
});

test('a connection that goes silent is replaced by another', async () => {
  const sockets = new Set<Socket>();
  const silent = new Set<Socket>();
  const url = await redisBehind((socket, answer) => {
    sockets.add(socket);
    if (!silent.has(socket)) socket.write(answer);
  });
  const state = stateAt(url);
  await state.put('room', 'one', 'here');
  for (const socket of sockets) silent.add(socket);

  await expect(state.get('room', 'one')).rejects.toMatchObject({ code: 'unavailable' });
  await expect(state.get('room', 'one')).resolves.toMatchObject({ value: 'here' });
}, 20_000);
