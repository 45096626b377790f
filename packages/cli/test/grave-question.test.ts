import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'vitest';
import { personAt } from '../src/terminal/person.ts';
import { terminalOf } from './terminal-screen.ts';

const enter = '\r';

/** Asks on a terminal and presses keys once the question is there. */
async function answerOf(isGrave: boolean, keys: string): Promise<boolean> {
  const { screen, input, output } = terminalOf(80);
  const answer = personAt({ input, output }).confirm('May this be done?', { isGrave });
  const end = performance.now() + 10_000;
  while (!screen.text().includes('May this be done?')) {
    assert.ok(performance.now() < end, 'it was never asked');
    await delay(10);
  }
  input.write(keys);
  return answer;
}

test('Enter alone is a no to what cannot be taken back, and a yes to the rest', async () => {
  assert.equal(await answerOf(true, enter), false);
  assert.equal(await answerOf(false, enter), true);
  assert.equal(await answerOf(true, 'y'), true);
});
