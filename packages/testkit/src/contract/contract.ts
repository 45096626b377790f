import { approvalsSuite } from './approvals.ts';
import { cancellationSuite } from './cancellation.ts';
import type { Suite } from './check.ts';
import { examplesSuite } from './examples.ts';
import { leaksSuite } from './leaks.ts';
import { pagesSuite } from './pages.ts';
import { refusalsSuite } from './refusals.ts';
import { schemasSuite } from './schemas.ts';
import { stagesSuite } from './stages.ts';
import { stdioSuite } from './stdio.ts';
import { stdioLeaksSuite } from './stdio-leaks.ts';
import { stdioStartSuite } from './stdio-start.ts';
import type { Subject } from './subject.ts';
import { surfaceSuite } from './surface.ts';
import { toolNamesSuite } from './tool-names.ts';
import { vendorFaultsSuite } from './vendor-faults.ts';

/** All that a server is held to, in the order in which a failure is easiest to understand. */
export function contractOf(subject: Subject): Suite[] {
  return [
    surfaceSuite(subject),
    toolNamesSuite(subject),
    schemasSuite(subject),
    examplesSuite(subject),
    pagesSuite(subject),
    refusalsSuite(subject),
    approvalsSuite(subject),
    stagesSuite(subject),
    vendorFaultsSuite(subject),
    cancellationSuite(subject),
    leaksSuite(subject),
    stdioSuite(subject),
    stdioStartSuite(subject),
    stdioLeaksSuite(subject),
  ];
}
