import { createInterface } from 'node:readline';
import * as z from 'zod';
import { ToolError } from '../../src/define/tool-error.ts';
import { createUpstream } from '../../src/http/upstream.ts';
import { type CurrentCall, currentCall } from '../../src/pipeline/current-call.ts';
import { openState } from '../../src/state/open-state.ts';

/** A server process that asks its vendor once for each line it is sent, `<seconds of the call>`, and prints how that ended. */
const [stateUrl = '', vendorUrl = ''] = process.argv.slice(2);
const state = openState(stateUrl);
const upstream = createUpstream({
  system: 'Acme',
  baseUrl: vendorUrl,
  requestIdHeaders: [],
  attempts: 1,
  breaker: { failuresInRow: 2, firstPauseSeconds: 2 },
  state,
});

async function ask(seconds: number): Promise<unknown> {
  const call: CurrentCall = {
    tool: 'list_items',
    effect: 'read',
    signal: AbortSignal.timeout(seconds * 1000),
    deadline: performance.now() + seconds * 1000,
    upstream: { attempts: 0, writes: 0, retryReasons: [] },
  };
  try {
    await currentCall.run(call, () => upstream.json(z.unknown(), { path: ['items'] }));
    return { code: 'answered' };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { code: error.code, retryAfterSeconds: error.details.retryAfterSeconds };
  }
}

// A server opens its state when it is started.
await state.get('policy', 'acme');
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await ask(Number(line)))}\n`);
}
await state.close();
