import { Server, type ServerContext } from '@modelcontextprotocol/server';
import { expect, test } from 'vitest';
import { clientRequestOf } from '../../src/serve/mcp/client-request.ts';

test('a client that asks for progress is told of each step forward, with what there is of it in all', () => {
  const told: unknown[] = [];
  const notify = async (note: unknown) => void told.push(note);
  const mcpReq = { _meta: { progressToken: 7 }, requestState() {}, notify };
  // Of the SDK's context this asks for no more.
  const context = { mcpReq } as unknown as ServerContext;
  const { progress } = clientRequestOf(new Server({ name: 'post', version: '1.0.0' }), context);

  progress?.(1, 3, 'Letters counted');
  progress?.(1, 3, 'Letters counted again');
  progress?.(2);

  const method = 'notifications/progress';
  expect(told).toEqual([
    { method, params: { progressToken: 7, progress: 1, total: 3, message: 'Letters counted' } },
    { method, params: { progressToken: 7, progress: 2 } },
  ]);
});
