import assert from 'node:assert/strict';
import type { Transport } from '@bizmcp/core';
import { type Bench, createBench, isUnsafe } from './bench.ts';
import { firstExample, type ServerTool, type Subject } from './subject.ts';

const known = new WeakMap<ServerTool, Promise<ReadonlySet<string>>>();

/**
 * Paths that a write asks by POST without anything being changed there, found by doing its first example once: a vendor may take
 * searches so. A write none of whose requests changes anything has none.
 */
export function lookUpsOf(subject: Subject, tool: ServerTool): Promise<ReadonlySet<string>> {
  const paths = known.get(tool) ?? rehearse(subject, tool);
  known.set(tool, paths);
  return paths;
}

/** Fails when a request reached the vendor before the call was allowed; a tool that shows its change may read before it asks. */
export async function assertOnlyRead(subject: Subject, { simulator }: Bench, tool: ServerTool): Promise<void> {
  const lookUps = tool.change && (await lookUpsOf(subject, tool));
  const found = simulator.requests.filter(({ method, path }) => !lookUps || (method !== 'GET' && !lookUps.has(path)));
  const sent = found.map((request) => `${request.method} ${request.path}`);
  assert.deepEqual(sent, [], 'a request reached the vendor before the call was allowed');
}

async function rehearse(subject: Subject, tool: ServerTool): Promise<ReadonlySet<string>> {
  const vendor = subject.simulator();
  const { simulator } = vendor;
  const unchanging = new Set<string>();
  const changing = new Set<string>();
  let before = simulator.digest();
  const transport: Transport = async (input, init) => {
    const answer = await simulator.fetch(input, init);
    const request = simulator.requests.at(-1);
    if (!request || !isUnsafe(request)) return answer;
    const after = simulator.digest();
    (after === before ? unchanging : changing).add(request.path);
    before = after;
    return answer;
  };
  await createBench(subject, { vendor, transport }).approve(tool.name, firstExample(tool));
  return new Set(changing.size === 0 ? [] : [...unchanging].filter((path) => !changing.has(path)));
}
