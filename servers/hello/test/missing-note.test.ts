import { createRuntime, defaultPolicy, defaultRole } from '@bizmcp/core';
import { expect, test } from 'vitest';
import { startSandbox } from '../simulator/sandbox.ts';
import { hello } from '../src/server.ts';

test('nobody is asked about a note that is not there', async () => {
  const { settings, transport } = startSandbox();
  const runtime = createRuntime({
    server: hello,
    settings: { environment: settings },
    transport,
    policy: defaultPolicy,
    principal: { name: 'sam', role: defaultRole },
    auditLog: { path: undefined, append: async () => {} },
  });

  const deleting = runtime.callTool({
    name: 'delete_note',
    arguments: { note_id: '999' },
    client: { name: 'test', version: '1', canAsk: true },
    signal: new AbortController().signal,
  });

  await expect(deleting).rejects.toMatchObject({ code: 'not_found' });
});
