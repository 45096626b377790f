import { approvalsSuite } from './approvals.ts';
import { argumentsSuite } from './arguments.ts';
import { cancellationSuite } from './cancellation.ts';
import type { Suite } from './check.ts';
import { examplesSuite } from './examples.ts';
import { guessesSuite } from './guesses.ts';
import { leaksSuite } from './leaks.ts';
import { masksSuite } from './masks.ts';
import { pagesSuite } from './pages.ts';
import { refusalsSuite } from './refusals.ts';
import { schemasSuite } from './schemas.ts';
import { stagesSuite } from './stages.ts';
import { stdioSuite } from './stdio.ts';
import { stdioLeaksSuite } from './stdio-leaks.ts';
import { stdioStartSuite } from './stdio-start.ts';
import { type Subject, vendorSubject } from './subject.ts';
import { surfaceSuite } from './surface.ts';
import { toolNamesSuite } from './tool-names.ts';
import { vendorFaultsSuite } from './vendor-faults.ts';

/**
 * All that a server is held to. First what is easiest to understand; then what waits more than it works, the longest first, so
 * that it is over with while the rest goes on.
 */
export function contractOf(subject: Subject): Suite[] {
  const atVendor = vendorSubject(subject);
  const suites = [
    surfaceSuite(subject),
    toolNamesSuite(subject),
    schemasSuite(subject),
    examplesSuite(atVendor),
    pagesSuite(subject),
    argumentsSuite(atVendor),
    refusalsSuite(subject),
    approvalsSuite(atVendor),
    guessesSuite(atVendor),
    stagesSuite(subject),
    leaksSuite(subject),
    masksSuite(atVendor),
    stdioLeaksSuite(atVendor),
    stdioSuite(subject),
    stdioStartSuite(subject),
    vendorFaultsSuite(atVendor),
    cancellationSuite(atVendor),
  ];
  // A server may have no list to page through.
  return suites.filter(({ checks }) => checks.length > 0);
}
