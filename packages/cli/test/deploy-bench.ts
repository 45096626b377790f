import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { planOf } from '../src/deploy/deploy-plan.ts';
import { serversOf } from '../src/fleet/fleet.ts';

export const hello = join(import.meta.dirname, '..', '..', '..', 'servers', 'hello');
const [server = assert.fail('hello is in the fleet')] = serversOf(['hello']);
export const plan = planOf(server, 'node:24-trixie-slim', '1');

/** The state of servers that are started there is in it. */
export async function inFolder<Value>(
  act: (folder: string, environment: NodeJS.ProcessEnv) => Promise<Value>,
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-deploy-'));
  try {
    return await act(folder, { PATH: process.env.PATH, HOME: folder, BIZMCP_HOME: join(folder, 'state') });
  } finally {
    rmSync(folder, { recursive: true, maxRetries: 10 });
  }
}

export function fileOf(files: readonly { path: string; text: string }[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? assert.fail(path);
}

export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 1200; round += 1) {
    if (await isSo()) return;
    await delay(50);
  }
  assert.fail('waited for a minute');
}
