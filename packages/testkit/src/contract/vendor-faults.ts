import assert from 'node:assert/strict';
import { isWrite } from '@bizmcp/core';
import type { LoggedRequest } from '../simulator/index.ts';
import { codeOf, describeOutcome, isUnsafe, type Outcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { type FaultCase, faultCases, upstreamText } from './fault-case.ts';
import { isRecord } from './json.ts';
import { lookUpsOf } from './look-ups.ts';
import { firstExample, type ServerTool, type Subject, toolsOf } from './subject.ts';
import { type Trial, tokenPaths, toolRequests, withTrial } from './trial.ts';

/** Methods by which vendors are changed. */
export const unsafeMethods = ['POST', 'PUT', 'PATCH', 'DELETE'];

const mostAttempts = 3;

/** A vendor that fails in every way: the right code, the right number of requests, at most one effect, nothing of its text. */
export function vendorFaultsSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).flatMap(({ tool }): Check[] => [
    ...faultCases.map((faultCase) => ({
      title: `${tool.name} meets ${faultCase.title}`,
      run: () => (isWrite(tool.effect) ? meetAsWrite(subject, tool, faultCase) : meetAsRead(subject, tool, faultCase)),
    })),
  ]);
  return { title: 'vendor faults', isConcurrent: true, checks: [...checks, healthCheck(subject)] };
}

async function meetAsRead(subject: Subject, tool: ServerTool, faultCase: FaultCase): Promise<void> {
  await withTrial(subject, tool.effect, faultCase, async (trial) => {
    const match = { except: tokenPaths };
    trial.simulator.inject({ fault: faultCase.fault, match, times: Number.POSITIVE_INFINITY });

    const outcome = await trial.bench.call(tool.name, firstExample(tool));

    // A tool that asks nobody has nobody who can fail it.
    if (trial.simulator.requests.length === 0) return assert.equal(codeOf(outcome), 'ok', describeOutcome(outcome));
    assertCode(tool, faultCase, faultCase.read, outcome);
    assertSilent(outcome);
    assertAttempts(tool, faultCase, trial, outcome);
  });
}

async function meetAsWrite(subject: Subject, tool: ServerTool, faultCase: FaultCase): Promise<void> {
  const lookUps = await lookUpsOf(subject, tool);
  await withTrial(subject, tool.effect, faultCase, async (trial) => {
    for (const method of unsafeMethods) {
      const match = { method, except: [tokenPaths, ...lookUps] };
      trial.simulator.inject({ fault: faultCase.fault, match, times: Number.POSITIVE_INFINITY });
    }

    const outcome = await trial.bench.approve(tool.name, firstExample(tool));

    const hit = toolRequests(trial.simulator).filter((request) => isUnsafe(request) && !lookUps.has(request.path));
    assert.ok(hit.length > 0, `${tool.name} sent no request that writes: ${describeOutcome(outcome)}`);
    // An answer without a body has nothing that can be cut, slow or badly packed.
    const isBodiless = hit.every((request) => request.status === 204);
    assertCode(tool, faultCase, isBodiless ? [...faultCase.write, 'ok'] : faultCase.write, outcome);
    assertSilent(outcome);
    assertSentOnce(tool, faultCase, trial, hit);
    assertNoStranger(trial);
  });
}

function assertCode(tool: ServerTool, { title }: FaultCase, expected: readonly string[], outcome: Outcome): void {
  const message = `${tool.name} met ${title} and answered ${describeOutcome(outcome)}`;
  assert.ok(expected.includes(codeOf(outcome)), `${message}; expected ${expected.join(' or ')}`);
}

/** Nothing of what a vendor wrote into a broken answer is shown. */
function assertSilent(outcome: Outcome): void {
  const shown = outcome.kind === 'error' ? [outcome.error.message, outcome.error.details] : outcome;
  const message = `text of a broken answer is shown: ${describeOutcome(outcome)}`;
  assert.ok(!JSON.stringify(shown).includes(upstreamText), message);
  if (outcome.kind === 'error') assert.doesNotMatch(outcome.error.message, /<html|<title|\bat \S+:\d+:\d+/i);
}

function assertAttempts(tool: ServerTool, faultCase: FaultCase, trial: Trial, outcome: Outcome): void {
  const { simulator, waits } = trial;
  assertNoStranger(trial);
  const first = toolRequests(simulator)[0];
  const alike = toolRequests(simulator).filter((request) => isSame(request, first));
  const message = `${tool.name} met ${faultCase.title} and sent one request ${alike.length} times`;
  assert.ok(alike.length <= mostAttempts, message);
  if (codeOf(outcome) === 'ok') return;
  if (faultCase.readAttempts === 'again') assert.ok(alike.length >= 2, `${message}, though it may work a moment later`);
  // A refused token may be renewed once.
  else assert.ok(alike.length <= (faultCase.title === 'status 401' ? 2 : 1), message);
  assertPatience(tool, faultCase, waits, outcome);
}

function assertPatience(tool: ServerTool, faultCase: FaultCase, waits: readonly number[], outcome: Outcome): void {
  const { retryAfterSeconds } = faultCase;
  if (retryAfterSeconds === undefined) return;
  assert.ok(waits.length > 0, `${tool.name} did not wait at all`);
  const shortest = Math.min(...waits);
  assert.ok(shortest >= retryAfterSeconds * 1000, `${tool.name} waited ${shortest} ms, less than it was asked to`);
  assert.ok(outcome.kind === 'error');
  const told = outcome.error.details.retryAfterSeconds ?? 0;
  assert.ok(told >= retryAfterSeconds, `${tool.name} does not tell its caller how long to wait`);
}

/** A write is sent again only where that has no second effect: under the vendor's idempotency key, or once by a tool that says so of itself. */
function assertSentOnce(tool: ServerTool, { title }: FaultCase, trial: Trial, hit: readonly LoggedRequest[]): void {
  const [first] = hit;
  const alike = hit.filter((request) => isSame(request, first));
  const keys = new Set(alike.map((request) => idempotencyKeyOf(request, trial)));
  const isKeyed = keys.size === 1 && !keys.has(undefined);
  // A refused token may be renewed once: what was refused for it had no effect.
  const most = isKeyed ? mostAttempts : tool.idempotent || title === 'status 401' ? 2 : 1;
  const sent = hit.map((request) => `${request.method} ${request.path}`).join(', ');
  const message = `${tool.name} met ${title} and sent one request ${alike.length} times`;
  const key =
    keys.size > 1 ? 'under another key each time' : `under ${isKeyed ? 'one' : 'no'} idempotency key of the api`;
  assert.ok(alike.length <= most, `${message}, ${key}: ${sent}`);
  assert.equal(alike.length, hit.length, `${tool.name} met ${title} and went on to write: ${sent}`);
  if (isKeyed)
    assertOneEffect(trial, `${message} under one idempotency key, and the simulator did it each time: ${sent}`);
}

/** A key is worth what the vendor makes of it: the simulator has to know it as the vendor does. */
function assertOneEffect({ digests, simulator }: Trial, message: string): void {
  assert.ok(new Set([...digests, simulator.digest()]).size === 1, message);
}

/** The key where the server's api says that its vendor takes one. */
function idempotencyKeyOf({ headers, query }: LoggedRequest, { bench }: Trial): string | undefined {
  for (const { idempotencyHeader, idempotencyParameter } of bench.upstreams) {
    const key = headers[idempotencyHeader?.toLowerCase() ?? ''] ?? query[idempotencyParameter?.query ?? '']?.[0];
    if (key !== undefined) return key;
  }
  return undefined;
}

function isSame(left: LoggedRequest, right: LoggedRequest | undefined): boolean {
  if (right === undefined || left.method !== right.method || left.path !== right.path) return false;
  return left.body === right.body && JSON.stringify(left.query) === JSON.stringify(right.query);
}

function assertNoStranger({ origins }: Trial): void {
  assert.ok(!origins.has('https://stranger.example'), 'a redirect to a stranger was followed');
}

function healthCheck(subject: Subject): Check {
  return {
    title: 'health_check tells of a vendor that fails, and fails itself never',
    async run() {
      await Promise.all(faultCases.map((faultCase) => assertHealthTold(subject, faultCase)));
    },
  };
}

async function assertHealthTold(subject: Subject, faultCase: FaultCase): Promise<void> {
  await withTrial(subject, 'read', faultCase, async ({ bench, simulator }) => {
    simulator.inject({ fault: faultCase.fault, times: Number.POSITIVE_INFINITY });

    const outcome = await bench.call('health_check', {});

    assert.equal(outcome.kind, 'result', `${faultCase.title}: ${describeOutcome(outcome)}`);
    assertSilent(outcome);
    const isDown = simulator.requests.length > 0 && !faultCase.read.includes('ok');
    const status = outcome.kind === 'result' && isRecord(outcome.value) ? outcome.value.status : undefined;
    if (isDown) assert.notEqual(status, 'healthy', `it calls a vendor healthy that gives ${faultCase.title}`);
  });
}
