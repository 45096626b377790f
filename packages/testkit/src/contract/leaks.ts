import assert from 'node:assert/strict';
import type { UpstreamOptions } from '@bizmcp/core';
import { createBench } from './bench.ts';
import type { Check, Suite } from './check.ts';
import { withIdleVendor } from './idle-vendor.ts';
import { firstExample, type Subject, secretSettings, toolsOf } from './subject.ts';
import { freeTextFields } from './wrong-input.ts';

/** Personal data as a caller might pass it, told apart from everything else. */
export const personalMark = 'Zoe.Canary-4711@private.example';

const noWait: Partial<UpstreamOptions> = { attempts: 1 };

/** The audit trail holds what happened, and nothing that it would be bad to lose. */
export function leaksSuite(subject: Subject): Suite {
  const checks = toolsOf(subject).flatMap(({ tool, face }): Check[] => [
    {
      title: `${tool.name} leaves no argument and no credential in the audit trail`,
      async run() {
        const vendor = subject.simulator();
        const bench = createBench(subject, { vendor, upstream: noWait });
        const fields = freeTextFields(tool, face);
        const marked = Object.fromEntries(fields.map((field) => [field, personalMark]));

        await bench.approve(tool.name, { ...firstExample(tool), ...marked });
        await bench.approve(tool.name, { ...firstExample(tool), ...marked, surprise: personalMark });
        vendor.simulator.inject({ fault: 'status', times: Number.POSITIVE_INFINITY });
        await bench.approve(tool.name, { ...firstExample(tool), ...marked });

        const trail = JSON.stringify(bench.records);
        assert.ok(bench.records.length >= 6, 'each call leaves its intent and its outcome');
        assert.ok(!trail.includes(personalMark), `an argument of ${tool.name} is in the audit trail`);
        for (const name of secretSettings(subject)) {
          const secret = vendor.settings[name];
          if (secret) assert.ok(!trail.includes(secret), `${name} is in the audit trail`);
        }
      },
    },
    {
      title: `${tool.name} repeats no personal argument in an error`,
      run: () =>
        withIdleVendor(subject, async (vendor) => {
          const fields = freeTextFields(tool, face);
          const marked = Object.fromEntries(fields.map((field) => [field, personalMark]));
          const bench = createBench(subject, { vendor, upstream: noWait });
          bench.simulator.inject({ fault: 'status', times: Number.POSITIVE_INFINITY });

          const outcomes = [
            await bench.approve(tool.name, { ...firstExample(tool), ...marked }),
            await bench.call(tool.name, { ...firstExample(tool), ...marked, surprise: personalMark }),
          ];

          for (const outcome of outcomes) {
            if (outcome.kind !== 'error') continue;
            const shown = JSON.stringify([outcome.error.message, outcome.error.details]);
            assert.ok(
              !shown.includes(personalMark),
              `${tool.name} repeats what it was given: ${outcome.error.message}`,
            );
          }
        }),
    },
  ]);
  return { title: 'leaks', checks };
}
