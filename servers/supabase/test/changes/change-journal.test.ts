import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { ChangeJournal } from '../../src/changes/change-journal.ts';
import { createWorkbench } from './workbench.ts';

it('a journal that is waited for leaves nothing on the signal of who waits', async () => {
  const { state } = await createWorkbench();
  const journal = await ChangeJournal.open(state, 'one');
  const { signal } = new AbortController();

  const waiting = journal.after(0, signal);
  await journal.append([], [], {});
  await waiting;

  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
