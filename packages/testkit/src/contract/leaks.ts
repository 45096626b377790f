import assert from 'node:assert/strict';
import type { SurfaceTool, UpstreamOptions } from '@bizmcp/core';
import { createBench } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { withIdleVendor } from './idle-vendor.ts';
import { type ServerTool, type SimulatedVendor, type Subject, secretSettings, toolsOf } from './subject.ts';
import { markedExample } from './wrong-input.ts';

/** Personal data as a caller might pass it, told apart from everything else. */
export const personalMark = 'Zoe.Canary-4711@private.example';

const noWait: Partial<UpstreamOptions> = { attempts: 1 };

/** The audit trail and the errors hold what happened, and nothing that it would be bad to lose. */
export function leaksSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).flatMap(({ tool, face }): Check[] => [
    {
      title: `${tool.name} leaves no argument and no credential in the audit trail`,
      run: () => assertTrailIsClean(subject, tool, face),
    },
    {
      title: `${tool.name} repeats no personal argument in an error`,
      run: () => withIdleVendor(subject, (vendor) => assertErrorsAreClean(subject, vendor, tool, face)),
    },
  ]);
  return { title: 'leaks', checks };
}

async function assertTrailIsClean(subject: Subject, tool: ServerTool, face: SurfaceTool): Promise<void> {
  const vendor = subject.simulator();
  const bench = createBench(subject, { vendor, upstream: noWait });
  const input = markedExample(tool, face, personalMark);

  await bench.approve(tool.name, input);
  await bench.approve(tool.name, { ...input, surprise: personalMark });
  vendor.simulator.inject({ fault: 'status', times: Number.POSITIVE_INFINITY });
  await bench.approve(tool.name, input);

  const trail = JSON.stringify(bench.records);
  assert.ok(bench.records.length >= 6, 'each call leaves its intent and its outcome');
  assert.ok(!trail.includes(personalMark), `an argument of ${tool.name} is in the audit trail`);
  for (const name of secretSettings(subject)) {
    const secret = vendor.settings[name];
    if (secret) assert.ok(!trail.includes(secret), `${name} is in the audit trail`);
  }
}

async function assertErrorsAreClean(
  subject: Subject,
  vendor: SimulatedVendor,
  tool: ServerTool,
  face: SurfaceTool,
): Promise<void> {
  const bench = createBench(subject, { vendor, upstream: noWait });
  const input = markedExample(tool, face, personalMark);
  vendor.simulator.inject({ fault: 'status', times: Number.POSITIVE_INFINITY });

  const outcomes = [
    await bench.approve(tool.name, input),
    await bench.call(tool.name, { ...input, surprise: personalMark }),
  ];

  for (const outcome of outcomes) {
    if (outcome.kind !== 'error') continue;
    const { code, message, details } = outcome.error;
    assert.notEqual(code, 'internal', `${tool.name} falls over what it was given: ${outcome.error.cause}`);
    const isClean = !JSON.stringify([message, details]).includes(personalMark);
    assert.ok(isClean, `${tool.name} repeats what it was given: ${message}`);
  }
}
