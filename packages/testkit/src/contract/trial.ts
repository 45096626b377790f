import { isWrite, type Transport, type UpstreamOptions } from '@bizmcp/core';
import type { LoggedRequest, Simulator } from '../simulator/index.ts';
import { type Bench, createBench, isUnsafe } from './bench.ts';
import { acceptedBytes, type FaultCase, isDone } from './fault-case.ts';
import { withIdleVendor } from './idle-vendor.ts';
import type { ServerTool, SimulatedVendor, Subject } from './subject.ts';

/** Where access tokens are fetched: faults are meant for the requests of the tool itself. */
export const tokenPaths = /oauth|token/i;

/** How long a request that nobody answers is waited for, in seconds. Of a write the readings before it are answered, also on a loaded machine. */
const patience = { read: 0.25, write: 1 };

/** A bench whose adapters are impatient, and a record of what they did. */
export interface Trial {
  bench: Bench;
  simulator: Simulator;
  /** Milliseconds from each request to its repetition. */
  waits: number[];
  /** The origins that were asked. */
  origins: Set<string>;
  /** Of a vendor that takes idempotency keys: its state before each request that followed one by which it may have been changed. */
  digests: string[];
}

/** Makes a trial for one fault. A vendor that gets to do the work of a write before it fails is not used again. */
export async function withTrial(
  subject: Subject,
  effect: ServerTool['effect'],
  faultCase: FaultCase,
  use: (trial: Trial) => Promise<void>,
): Promise<void> {
  const timeoutSeconds = patience[isWrite(effect) ? 'write' : 'read'];
  const trialOn = (vendor: SimulatedVendor) => use(createTrial(subject, vendor, timeoutSeconds));
  if (isWrite(effect) && isDone(faultCase)) await trialOn(subject.simulator());
  else await withIdleVendor(subject, trialOn);
}

function createTrial(subject: Subject, vendor: SimulatedVendor, timeoutSeconds: number): Trial {
  const { simulator } = vendor;
  const waits: number[] = [];
  const origins = new Set<string>();
  const digests: string[] = [];
  const clock = createSkippingClock();
  const sentAt = new Map<string, number>();
  const transport: Transport = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    origins.add(url.origin);
    const request = `${init?.method} ${url.href} ${init?.body}`;
    const before = sentAt.get(request);
    if (before !== undefined) waits.push(clock.now() - before);
    sentAt.set(request, clock.now());
    if (bench.upstreams.some(takesKeys) && toolRequests(simulator).some(isUnsafe)) digests.push(simulator.digest());
    return simulator.fetch(input, init);
  };
  const upstream: Partial<UpstreamOptions> = {
    clock,
    random: () => 0,
    timeoutSeconds,
    maxResponseBytes: acceptedBytes,
  };
  const bench = createBench(subject, { vendor, upstream, transport });
  return { bench, simulator, waits, origins, digests };
}

function takesKeys({ idempotencyHeader, idempotencyParameter }: UpstreamOptions): boolean {
  return idempotencyHeader !== undefined || idempotencyParameter !== undefined;
}

/** What a tool itself asked for. */
export function toolRequests({ requests }: Simulator): LoggedRequest[] {
  return requests.filter((request) => !tokenPaths.test(request.path));
}

/** Time that passes at once where an adapter only waits. */
function createSkippingClock(): NonNullable<UpstreamOptions['clock']> {
  let skipped = 0;
  return {
    now: () => performance.now() + skipped,
    date: () => Date.now() + skipped,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      skipped += milliseconds;
    },
  };
}
