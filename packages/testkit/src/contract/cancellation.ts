import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isWrite } from '@bizmcp/core';
import type { Simulator } from '../simulator/index.ts';
import { type Bench, codeOf, createBench, describeOutcome, type Outcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { withIdleVendor } from './idle-vendor.ts';
import { lookUpsOf } from './look-ups.ts';
import {
  firstExample,
  type ServerTool,
  type SimulatedVendor,
  type Subject,
  toolsOf,
  vendorSetting,
} from './subject.ts';
import { tokenPaths } from './trial.ts';
import { unsafeMethods } from './vendor-faults.ts';

/** Within so many milliseconds a cancelled call is over. */
const mostMilliseconds = 300;
/** For a request to arrive, on a loaded machine where many vendors are made at once. */
const arrivalMilliseconds = 60_000;
/** For the vendor to see that nobody waits any more. */
const goodbyeMilliseconds = 15_000;
/** Seconds that a call is given, the next where the one before did not reach to the request that hangs. */
const timeLimits = [0.4, 2, 8];

/** Whoever cancels a call is rid of it at once, and so is the vendor. */
export function cancellationSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).flatMap(({ tool }): Check[] => [
    {
      title: `${tool.name} lets go of its request when the call is cancelled`,
      run: () => cancelInProcess(subject, tool),
    },
    {
      title: `${tool.name} ends at its own time limit`,
      run: () => withIdleVendor(subject, (vendor) => runOutOfTime(subject, vendor, tool)),
    },
  ]);
  return { title: 'cancellation', isConcurrent: true, checks: [...checks, ...overTheNetwork(subject)] };
}

function cancelInProcess(subject: Subject, tool: ServerTool): Promise<void> {
  return withIdleVendor(subject, (vendor) => assertCancels(subject, createBench(subject, { vendor }), tool));
}

function overTheNetwork(subject: Subject): Check[] {
  if (subject.baseUrlSetting === undefined) return [];
  return toolsOf(subject).map(({ tool }) => ({
    title: `${tool.name} closes its connection to the vendor when the call is cancelled`,
    run: () =>
      withIdleVendor(subject, async (vendor) => {
        const { url } = await vendor.simulator.start();
        try {
          const settings = vendorSetting(subject, url);
          await assertCancels(subject, createBench(subject, { vendor, settings, transport: 'network' }), tool);
        } finally {
          await vendor.simulator.stop();
        }
      }),
  }));
}

async function assertCancels(subject: Subject, bench: Bench, tool: ServerTool): Promise<void> {
  const { simulator } = bench;
  await hang(subject, simulator, tool);
  const controller = new AbortController();
  const calling = bench.approve(tool.name, firstExample(tool), { signal: controller.signal });
  const arrived = await Promise.race([untilHit(simulator), calling]);
  if (arrived !== true) return assertAskedNobody(bench, tool, arrived);

  controller.abort();
  // A timer beside the call's own, and no look at the clock: where this process is kept busy, both are late.
  const outcome = await Promise.race([calling, delay(mostMilliseconds)]);

  assert.ok(outcome, `${tool.name} was not over ${mostMilliseconds} ms after its cancellation`);
  assertStopped(tool, outcome);
  await until(() => hits(simulator).every((request) => request.aborted));
  const sent = simulator.requests.length;
  await delay(50);
  assert.equal(simulator.requests.length, sent, `${tool.name} sent a request after its cancellation`);
}

/** Nobody may be told that a write was not done when its request had already arrived. */
function assertStopped(tool: ServerTool, outcome: Outcome): void {
  const expected = isWrite(tool.effect) ? 'unknown_outcome' : 'cancelled';
  assert.equal(
    codeOf(outcome),
    expected,
    `${tool.name} was cancelled and answered ${describeOutcome(outcome)}; expected ${expected}`,
  );
}

function assertAskedNobody(bench: Bench, tool: ServerTool, outcome: Outcome): void {
  assert.equal(codeOf(outcome), 'ok', describeOutcome(outcome));
  assert.equal(bench.simulator.requests.length, 0, `${tool.name} sent a request and did not wait for its answer`);
}

async function runOutOfTime(subject: Subject, vendor: SimulatedVendor, tool: ServerTool): Promise<void> {
  await hang(subject, vendor.simulator, tool);
  for (const timeoutSeconds of timeLimits) {
    const server = { ...subject.server, tools: [{ ...tool, timeoutSeconds }] };
    const bench = createBench({ ...subject, server }, { vendor });
    const outcome = await bench.approve(tool.name, firstExample(tool));

    const hasHung = hits(vendor.simulator).length > 0;
    // A busy machine may take all of the time for what a write reads first.
    if (!hasHung && codeOf(outcome) === 'timeout' && timeoutSeconds !== timeLimits.at(-1)) continue;
    if (!hasHung) return assertAskedNobody(bench, tool, outcome);
    const expected = isWrite(tool.effect) ? 'unknown_outcome' : 'timeout';
    assert.equal(
      codeOf(outcome),
      expected,
      `${tool.name} ran out of time and answered ${describeOutcome(outcome)}; expected ${expected}`,
    );
    return until(() => hits(vendor.simulator).every((request) => request.aborted));
  }
}

/** Lets the request that does the work hang: of a write the writing one, of a read each. */
async function hang(subject: Subject, simulator: Simulator, tool: ServerTool): Promise<void> {
  const methods = isWrite(tool.effect) ? unsafeMethods : [undefined];
  const lookUps = isWrite(tool.effect) ? await lookUpsOf(subject, tool) : [];
  for (const method of methods) {
    const match = { except: [tokenPaths, ...lookUps], ...(method && { method }) };
    simulator.inject({ fault: 'hang', match, times: Number.POSITIVE_INFINITY });
  }
}

function hits({ requests }: Simulator) {
  return requests.filter((request) => request.fault === 'hang');
}

async function untilHit(simulator: Simulator): Promise<true> {
  await until(() => hits(simulator).length > 0, arrivalMilliseconds);
  return true;
}

async function until(isReached: () => boolean, milliseconds = goodbyeMilliseconds): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!isReached() && performance.now() < end) await delay(5);
  assert.ok(isReached(), `not within ${milliseconds} ms: ${isReached.toString()}`);
}
