import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createNotesVendor } from './fixture.ts';

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

test('a request whose answer never comes can be aborted after a garbage collection', async () => {
  const simulator = createNotesVendor();
  simulator.inject({ fault: 'hang' });
  const controller = new AbortController();

  const answer = simulator.fetch('http://notes.example/notes/1', { signal: controller.signal }).catch(() => 'aborted');
  await new Promise((resolve) => setTimeout(resolve, 20));
  collectGarbage();
  await new Promise((resolve) => setTimeout(resolve, 20));
  controller.abort();

  expect(await answer).toBe('aborted');
  expect(simulator.requests[0]?.aborted).toBe(true);
});
