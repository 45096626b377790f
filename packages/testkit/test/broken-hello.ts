import { fileURLToPath } from 'node:url';
import type { Server, UpstreamOptions } from '@bizmcp/core';
import { createHelloSimulator } from '../../../servers/hello/simulator/hello-simulator.ts';
import { hello } from '../../../servers/hello/src/server.ts';
import { contractOf } from '../src/contract/contract.ts';
import { createSubject, type Subject, type SubjectOptions } from '../src/contract/subject.ts';
import { withUpstream } from '../src/fake-vendor/with-upstream.ts';
import type { Simulator } from '../src/simulator/index.ts';

/** What a tool of hello may be broken to. */
export type Broken = (typeof hello)['tools'][number];

const folder = fileURLToPath(new URL('../../../servers/hello', import.meta.url));

/** What may be different about hello though its code is the same. */
interface Circumstances {
  tokenBudget?: number;
  folder?: string;
  /** Whether its vendor does not hear that a request is aborted. */
  isDeaf?: boolean;
  /** Whether its simulator throws what it did not mean to. */
  fallsOver?: boolean;
  /** Addresses at which its vendor refuses nothing. */
  opensTo?: RegExp;
  /** Whether its vendor is also reached over HTTP. */
  isOnline?: boolean;
}

/** Hello as it is, in other circumstances. */
export function helloSubject({
  fallsOver,
  isDeaf,
  isOnline,
  opensTo,
  tokenBudget,
  ...rest
}: Circumstances = {}): Subject {
  const online = isOnline ? { baseUrlSetting: 'HELLO_BASE_URL' } : {};
  const closed = isDeaf ? createDeafVendor : fallsOver ? createFallingVendor : createHelloSimulator;
  const simulator = opensTo ? () => createOpenVendor(opensTo) : closed;
  const server = { ...hello, ...(tokenBudget !== undefined && { tokenBudget }) };
  return createSubject(server, { folder, simulator, ...online, ...rest });
}

/** Hello with a part changed. */
export function brokenServer(change: Partial<Server>): Subject {
  return createSubject({ ...hello, ...change }, { folder, simulator: createHelloSimulator });
}

/** Hello with a part of its proof file changed. */
export function brokenProof(change: Partial<SubjectOptions>): Subject {
  return createSubject(hello, { folder, simulator: createHelloSimulator, ...change });
}

/** Hello with one tool changed. */
export function brokenTool(name: string, change: Partial<Broken>): Subject {
  return brokenServer({ tools: hello.tools.map((tool) => (tool.name === name ? { ...tool, ...change } : tool)) });
}

/** Hello with another way to its vendor. */
export function brokenApi(change: Partial<UpstreamOptions>): Subject {
  return brokenServer(withUpstream(hello, change));
}

/** Runs one suite of the contract, or the checks `only` fits; gives the title and the message of each that is red. */
export async function redChecks(subject: Subject, suiteTitle: string, only = /^/): Promise<string[]> {
  const suite = contractOf(subject).find(({ title }) => title === suiteTitle);
  if (!suite) throw new Error(`There is no suite ${suiteTitle}`);
  const results: string[] = [];
  const waiting = suite.checks.filter(({ title }) => only.test(title));
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { title, run } = check;
      await run(() => {}).catch((error: unknown) => results.push(`${title}: ${messageOf(error)}`));
    }
  };
  await Promise.all(Array.from({ length: suite.isConcurrent ? 8 : 1 }, work));
  await suite.end?.();
  return results;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll('\n', ' ') : String(error);
}

function createDeafVendor() {
  const { simulator, settings } = createHelloSimulator();
  const deaf: Simulator['fetch'] = (input, init) => simulator.fetch(input, { ...init, signal: null });
  return { simulator: Object.create(simulator, { fetch: { value: deaf } }), settings };
}

function createOpenVendor(opensTo: RegExp) {
  const { simulator, settings } = createHelloSimulator();
  const open: Simulator['fetch'] = async (input, init) => {
    const answer = await simulator.fetch(input, init);
    const isOpen = !answer.ok && opensTo.test(new Request(input).url);
    return isOpen ? Response.json({ owner: 'Sam Example' }) : answer;
  };
  return { simulator: Object.create(simulator, { fetch: { value: open } }), settings };
}

function createFallingVendor() {
  const { simulator, settings } = createHelloSimulator();
  const fall: Simulator['fetch'] = async (input, init) => {
    await simulator.fetch(input, { ...init, method: 'HEAD', body: null });
    throw new RangeError('no such page');
  };
  return { simulator: Object.create(simulator, { fetch: { value: fall } }), settings };
}
