import { createCaller } from '@bizmcp/testkit/fake-vendor';
import { expect, test } from 'vitest';
import { startSandbox } from '../simulator/sandbox.ts';
import { hello } from '../src/server.ts';

test('nobody is asked about a note that is not there', async () => {
  const caller = createCaller({ server: hello, ...startSandbox() });

  const asking = caller.preview('delete_note', { note_id: '999' });

  await expect(asking).rejects.toThrow('There is no such note');
});
