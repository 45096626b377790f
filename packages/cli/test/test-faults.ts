import assert from 'node:assert/strict';
import { test } from 'vitest';
import { type Clinic, inClinic } from './clinic.ts';

/** A fault that is put into a home, and all that doctor has to say of it: `severity code entry`, and what mends it. */
export type Fault = [what: string, seed: (clinic: Clinic) => void, expected: readonly string[], fix: RegExp];

/** Tests each fault in a home of its own. */
export function testFaults(faults: readonly Fault[]): void {
  for (const [what, seed, expected, fix] of faults)
    test(`names ${what}, and nothing else`, () =>
      inClinic(async (clinic) => {
        seed(clinic);

        const findings = await clinic.findings();

        assert.deepEqual(
          findings.map(({ severity, code, entry }) => [severity, code, ...(entry ? [entry] : [])].join(' ')),
          expected,
          JSON.stringify(findings, undefined, 1),
        );
        assert.match(findings.map((finding) => `${finding.problem} ${finding.fix} ${finding.command}`).join(), fix);
      }));
}
