import assert from 'node:assert/strict';
import type { LoggedRequest } from '../simulator/index.ts';
import { isUnsafe } from './bench.ts';
import type { SimulatedVendor, Subject } from './subject.ts';

const idle = new WeakMap<Subject, SimulatedVendor[]>();
const digests = new WeakMap<SimulatedVendor, string>();

/**
 * Lends a vendor in its first state to a check after which it should still be in it. A vendor can be costly to make, and most
 * checks are about calls that never get to do anything; one that did something after all is not lent again.
 */
export async function withIdleVendor(subject: Subject, use: (vendor: SimulatedVendor) => Promise<void>): Promise<void> {
  const vendor = take(subject);
  await use(vendor);
  if (!vendor.simulator.requests.some(mayHaveChanged)) giveBack(subject, vendor);
}

/** Lends a vendor to a check that fails unless the vendor is as it was, so that one that takes searches by POST is lent again too. */
export async function withUnchangedVendor(
  subject: Subject,
  message: string,
  use: (vendor: SimulatedVendor) => Promise<void>,
): Promise<void> {
  const vendor = take(subject);
  const before = digests.get(vendor) ?? vendor.simulator.digest();
  await use(vendor);
  const after = vendor.simulator.digest();
  assert.equal(after, before, message);
  digests.set(vendor, before);
  giveBack(subject, vendor);
}

function take(subject: Subject): SimulatedVendor {
  return idle.get(subject)?.pop() ?? subject.simulator();
}

function giveBack(subject: Subject, vendor: SimulatedVendor): void {
  vendor.simulator.clearFaults();
  vendor.simulator.clearRequests();
  const vendors = idle.get(subject) ?? [];
  idle.set(subject, vendors);
  vendors.push(vendor);
}

function mayHaveChanged(request: LoggedRequest): boolean {
  return isUnsafe(request) && request.fault === undefined;
}
