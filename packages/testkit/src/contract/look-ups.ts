import assert from 'node:assert/strict';
import { isWrite, type Transport } from '@bizmcp/core';
import { type Bench, createBench, isUnsafe } from './bench.ts';
import { firstExample, type ServerTool, type Subject } from './subject.ts';

/** Paths that a tool's first example asked by an unsafe method, by whether the vendor was another afterwards. */
interface Rehearsal {
  unchanging: ReadonlySet<string>;
  changing: ReadonlySet<string>;
}

const rehearsals = new WeakMap<ServerTool, Promise<Rehearsal>>();

/**
 * Paths that a write asks by POST without anything being changed there, found by doing the first example of each tool once: a vendor
 * may take searches so, and a server may gather its reads so, which depends on the moment. A write none of whose requests changes
 * anything has none.
 */
export async function lookUpsOf(subject: Subject, tool: ServerTool): Promise<ReadonlySet<string>> {
  const { changing } = await rehearsalOf(subject, tool);
  if (changing.size === 0) return new Set();
  const all = await Promise.all(subject.server.tools.map((each) => rehearsalOf(subject, each)));
  return new Set(all.flatMap(({ unchanging }) => [...unchanging]).filter((path) => !changing.has(path)));
}

/** Fails when a request reached the vendor before the call was allowed; a tool that shows its change may read before it asks. */
export async function assertOnlyRead(subject: Subject, { simulator }: Bench, tool: ServerTool): Promise<void> {
  const lookUps = tool.change && (await lookUpsOf(subject, tool));
  const found = simulator.requests.filter(({ method, path }) => !lookUps || (method !== 'GET' && !lookUps.has(path)));
  const sent = found.map((request) => `${request.method} ${request.path}`);
  assert.deepEqual(sent, [], 'a request reached the vendor before the call was allowed');
}

function rehearsalOf(subject: Subject, tool: ServerTool): Promise<Rehearsal> {
  const known = rehearsals.get(tool) ?? rehearse(subject, tool);
  rehearsals.set(tool, known);
  return known;
}

async function rehearse(subject: Subject, tool: ServerTool): Promise<Rehearsal> {
  const vendor = subject.simulator();
  const { simulator } = vendor;
  const unchanging = new Set<string>();
  const changing = new Set<string>();
  // A read is held to changing nothing by its own examples.
  const digest = () => (isWrite(tool.effect) ? simulator.digest() : '');
  let before = digest();
  const transport: Transport = async (input, init) => {
    const answer = await simulator.fetch(input, init);
    const request = simulator.requests.at(-1);
    if (!request || !isUnsafe(request)) return answer;
    const after = digest();
    (after === before ? unchanging : changing).add(request.path);
    before = after;
    return answer;
  };
  await createBench(subject, { vendor, transport }).approve(tool.name, firstExample(tool));
  return { unchanging, changing };
}
