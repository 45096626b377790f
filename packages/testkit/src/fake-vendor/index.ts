export { type Caller, callWithConsent, createCaller } from './caller.ts';
export { createFakeVendor, type FakeVendor, type Replies } from './fake-vendor.ts';
export { holdDay } from './hold-day.ts';
export { readWireRequest, type WireRequest } from './wire-request.ts';
export { withUpstream } from './with-upstream.ts';
