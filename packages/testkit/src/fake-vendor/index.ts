export { type Caller, createCaller } from './caller.ts';
export { createFakeVendor, type FakeVendor, type Replies } from './fake-vendor.ts';
export type { WireRequest } from './wire-request.ts';
