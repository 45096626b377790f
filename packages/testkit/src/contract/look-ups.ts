import type { Transport } from '@bizmcp/core';
import { createBench, isUnsafe } from './bench.ts';
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
