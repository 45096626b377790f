import type { LoggedRequest } from '../simulator/index.ts';
import { isUnsafe } from './bench.ts';
import type { SimulatedVendor, Subject } from './subject.ts';

const idle = new WeakMap<Subject, SimulatedVendor[]>();

/**
 * Lends a vendor in its first state to a check after which it should still be in it. A vendor can be costly to make, and most
 * checks are about calls that never get to do anything; one that did something after all is not lent again.
 */
export async function withIdleVendor(subject: Subject, use: (vendor: SimulatedVendor) => Promise<void>): Promise<void> {
  const vendors = idle.get(subject) ?? [];
  idle.set(subject, vendors);
  const vendor = vendors.pop() ?? subject.simulator();
  const { simulator } = vendor;
  await use(vendor);
  if (simulator.requests.some(mayHaveChanged)) return;
  simulator.clearFaults();
  simulator.clearRequests();
  vendors.push(vendor);
}

function mayHaveChanged(request: LoggedRequest): boolean {
  return isUnsafe(request) && request.fault === undefined;
}
