import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'vitest';
import { startServer } from '../src/live-server/server-process.ts';

const start = (script: string) =>
  startServer({ command: process.execPath, args: ['-e', script], environment: {}, folder: import.meta.dirname });

test('of what a server writes to standard error the end is kept, however much it is', async () => {
  const server = start(`process.stderr.write('x'.repeat(1e6) + 'the end')`);

  await server.ended;

  assert.match(server.stderr, /x{5000}the end$/);
  assert.ok(server.stderr.length <= 8000);
});

test('a server that goes on after its input has ended is killed with all that it started', {
  timeout: 30_000,
}, async () => {
  const idle = 'setInterval(() => {}, 1000)';
  const spawned = `require('node:child_process').spawn(process.execPath, ['-e', '${idle}'], { stdio: 'inherit' })`;
  const server = start(`${spawned}; ${idle}`);

  await server.close();

  assert.equal((await server.ended).signal, 'SIGKILL');
  assert.equal(server.death, undefined);
});

test('lines that came before anybody listened are heard, each once', async () => {
  const server = start(`process.stdout.write('one\\ntwo\\nthr'); setTimeout(() => process.stdout.write('ee\\n'), 500)`);
  await delay(400);
  const heard: string[] = [];

  server.onLine((line) => heard.push(line));
  await server.ended;

  assert.deepEqual(heard, ['one', 'two', 'three']);
});
