import assert from 'node:assert/strict';
import { defaultPolicy, isWrite, type Policy } from '@bizmcp/core';
import * as fc from 'fast-check';
import { type Bench, type BenchOptions, codeOf, createBench, describeOutcome } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { assertUntouched } from './examples.ts';
import { withIdleVendor } from './idle-vendor.ts';
import { assertOnlyRead } from './look-ups.ts';
import { firstExample, readsOf, type ServerTool, type Subject, toolsOf, writesOf } from './subject.ts';
import { oversizeInput, type WrongInput, wrongInputs } from './wrong-input.ts';

const readOnly: Policy = { ...defaultPolicy, readOnly: true };
const withoutScopes: Policy = { ...defaultPolicy, roles: { nobody: { scopes: [], clearance: 'restricted' } } };

/** Calls that are refused before any request reaches the vendor. */
export function refusalsSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).flatMap(({ tool, face }): Check[] => [
    {
      title: `${tool.name} refuses wrong arguments, names the field and shows right ones`,
      run: () => assertRefusesInputs(subject, tool, wrongInputs(tool, face)),
    },
    {
      title: `${tool.name} takes whatever is sent to it without falling over`,
      run: () => assertStands(subject, tool),
    },
    {
      title: `${tool.name} refuses arguments that are larger than anyone can mean`,
      run: () => assertRefuses(subject, tool, 'invalid_input', { input: oversizeInput(tool, face) }),
    },
    {
      title: `${tool.name} refuses a caller without its scopes, and one whose role does not exist`,
      async run() {
        await assertRefuses(subject, tool, 'forbidden', { policy: withoutScopes, role: 'nobody' });
        await assertRefuses(subject, tool, 'forbidden', { role: 'a_role_that_does_not_exist' });
      },
    },
    {
      title: `${tool.name} refuses calls beyond its limit`,
      run: () => assertLimited(subject, tool),
    },
  ]);
  return { title: 'refusals', checks: [...checks, ...readOnlyChecks(subject)] };
}

function readOnlyChecks(subject: Subject): Check[] {
  const writes = writesOf(subject).map(({ tool }) => ({
    title: `${tool.name} is refused where the server is read-only`,
    run: () => assertRefuses(subject, tool, 'forbidden', { policy: readOnly }),
  }));
  const [read] = readsOf(subject);
  if (!read) return writes;
  const stillReads: Check = {
    title: `${read.tool.name} still answers where the server is read-only`,
    async run() {
      const outcome = await createBench(subject, { policy: readOnly }).call(read.tool.name, firstExample(read.tool));
      assert.equal(outcome.kind, 'result', describeOutcome(outcome));
    },
  };
  return [...writes, stillReads];
}

/** Any JSON, and the example with any JSON in its fields: an answer, a question or an error that somebody foresaw. */
async function assertStands(subject: Subject, tool: ServerTool): Promise<void> {
  const example = firstExample(tool);
  const fields = Object.keys(tool.input.shape).map((name): [string, fc.Arbitrary<unknown>] => [name, fc.jsonValue()]);
  const spoilt = fc.record(Object.fromEntries(fields), { requiredKeys: [] }).map((some) => ({ ...example, ...some }));
  await withIdleVendor(subject, async (vendor) => {
    const bench = createBench(subject, { vendor, upstream: { attempts: 1 } });
    const stands = async (input: unknown) => {
      const outcome = await bench.call(tool.name, input);
      assert.notEqual(codeOf(outcome), 'internal', describeOutcome(outcome));
      if (isWrite(tool.effect)) await assertOnlyRead(subject, bench, tool);
    };
    await fc.assert(fc.asyncProperty(fc.oneof(fc.jsonValue(), spoilt), stands), { numRuns: 60, seed: 7 });
  });
}

async function assertRefusesInputs(subject: Subject, tool: ServerTool, wrongs: readonly WrongInput[]): Promise<void> {
  await withIdleVendor(subject, async (vendor) => {
    const bench = createBench(subject, { vendor });
    for (const wrong of wrongs) await assertRefusesInput(bench, tool, wrong);
  });
}

async function assertRefusesInput(bench: Bench, tool: ServerTool, { what, field, input }: WrongInput): Promise<void> {
  const outcome = await bench.call(tool.name, input);

  assert.equal(codeOf(outcome), 'invalid_input', `${tool.name} with ${what}: ${describeOutcome(outcome)}`);
  assert.ok(outcome.kind === 'error');
  const { message, details } = outcome.error;
  assert.ok(message.includes(field), `${tool.name} with ${what}: the message does not name ${field}: ${message}`);
  assert.ok(
    tool.examples.some((example) => message.includes(JSON.stringify(example.input))),
    `${tool.name}: no example of right input: ${message}`,
  );
  assert.ok(details.fields?.length, `${tool.name} with ${what}: no list of wrong fields`);
  assertUntouched(bench);
}

/** Fails unless a tool refuses its own example (or `input`) with this code, before anything reaches the vendor. */
async function assertRefuses(
  subject: Subject,
  tool: ServerTool,
  code: string,
  { input, ...options }: BenchOptions & { input?: unknown },
): Promise<void> {
  await withIdleVendor(subject, async (vendor) => {
    const bench = createBench(subject, { ...options, vendor });

    const outcome = await bench.approve(tool.name, input ?? firstExample(tool));

    assert.equal(codeOf(outcome), code, describeOutcome(outcome));
    assertUntouched(bench);
    assert.ok(bench.records.length >= 2, 'a refused call belongs into the audit trail too');
  });
}

async function assertLimited(subject: Subject, tool: ServerTool): Promise<void> {
  assert.ok(Number.isInteger(tool.rateLimit.calls) && tool.rateLimit.calls > 0, `${tool.name} may never be called`);
  const limited = { ...tool, rateLimit: { ...tool.rateLimit, calls: 1 } };
  const server = { ...subject.server, tools: [limited] };
  await withIdleVendor(subject, async (vendor) => {
    const bench = createBench({ ...subject, server }, { vendor, keepsRateLimits: true });
    await bench.approve(tool.name, firstExample(tool));
    const sent = vendor.simulator.requests.length;

    const outcome = await bench.approve(tool.name, firstExample(tool));

    assert.equal(codeOf(outcome), 'rate_limited', describeOutcome(outcome));
    assert.ok(
      outcome.kind === 'error' && (outcome.error.details.retryAfterSeconds ?? 0) >= 1,
      'no time to wait is told',
    );
    assert.equal(vendor.simulator.requests.length, sent, 'a call beyond the limit reached the vendor');
  });
}
