import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createUpstream } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, startVendor, within } from './vendor.ts';
import { type VendorFault, vendorFaults } from './vendor-faults.ts';

type Kind = 'read' | 'keyed' | 'unkeyed';
const kinds: Kind[] = ['read', 'keyed', 'unkeyed'];
const Item = z.object({ id: z.string() });
const deadlineSeconds = 60;

/** A vendor with one fault, which carries a write out at most once for each key. */
async function startFailing(fault: VendorFault) {
  const keys = new Set<string>();
  const effects = { count: 0 };
  const vendor = await startVendor((response, request, count) => {
    const key = request.headers['idempotency-key'];
    const commit = () => {
      if (request.method === 'GET' || (typeof key === 'string' && keys.has(key))) return;
      if (typeof key === 'string') keys.add(key);
      effects.count += 1;
    };
    fault.answer({ response, count, commit });
  });
  return { vendor, effects };
}

function options(baseUrl: string, fault: VendorFault) {
  return {
    system: 'Zendesk',
    baseUrl,
    requestIdHeaders: [],
    idempotencyHeader: 'idempotency-key',
    renew: async () => undefined,
    timeoutSeconds: fault.isSilent ? 0.08 : 10,
    maxResponseBytes: 100_000,
    random: () => 0.5,
  };
}

const startCall = (kind: Kind, signal = new AbortController().signal) =>
  newCall({
    signal,
    seconds: deadlineSeconds,
    effect: kind === 'read' ? 'read' : 'create',
    ...(kind === 'keyed' && { idempotencyKey: 'k' }),
  });

/** A redirect in a loop is three more steps of one attempt; after a 401, which did nothing, there is one more for each kind. */
function mostRequests(fault: VendorFault, kind: Kind): number {
  if (fault.name.startsWith('a redirect')) return kind === 'read' ? 4 : 1;
  if (fault.name.startsWith('401')) return 2;
  return kind === 'unkeyed' ? 1 : 3;
}

const methodOf = (kind: Kind) => (kind === 'read' ? 'GET' : 'POST');

test('the faults are more than forty, no two alike', () => {
  const names = vendorFaults.map(({ name }) => name);

  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(vendorFaults)('$name', (fault) => {
  test.each(kinds)(
    'a call of kind "%s" is told, sends what is safe, waits as asked, and ends in time',
    async (kind) => {
      const { vendor, effects } = await startFailing(fault);
      const clock = createFakeClock();
      const upstream = createUpstream({ ...options(vendor.url, fault), clock });
      const call = startCall(kind);

      const result: unknown = await within(call, () =>
        upstream.json(Item, { method: methodOf(kind), path: ['items'] }),
      ).catch((error: unknown) => error);

      if (fault[kind] === 'ok') expect(result).toEqual({ id: '1' });
      else expect(result).toMatchObject({ name: 'ToolError', code: fault[kind] });
      expect(effects.count).toBeLessThanOrEqual(1);
      expect(String(result)).not.toContain('canary');
      expect(vendor.arrived.length).toBeLessThanOrEqual(mostRequests(fault, kind));
      for (const wait of clock.waits) expect(wait).toBeGreaterThanOrEqual((fault.asksToWait ?? 0) * 1000);
      expect(clock.now()).toBeLessThan(call.deadline);
    },
  );
});

test('a write that ended well or badly was carried out as its caller was told', async () => {
  const told: [name: string, kind: Kind, code: string, effects: number][] = [];
  for (const fault of vendorFaults.filter(({ isSilent }) => !isSilent)) {
    for (const kind of ['keyed', 'unkeyed'] as const) {
      const { vendor, effects } = await startFailing(fault);
      const upstream = createUpstream({ ...options(vendor.url, fault), clock: createFakeClock() });
      const sent = within(startCall(kind), () => upstream.json(Item, { method: 'POST', path: ['items'] }));
      const code = await sent.then(
        () => 'ok',
        (error: { code: string }) => error.code,
      );
      told.push([fault.name, kind, code, effects.count]);
    }
  }

  const wrong = told.filter(([, , code, effects]) => code !== 'unknown_outcome' && effects !== (code === 'ok' ? 1 : 0));
  expect(wrong).toEqual([]);
  expect(told.filter(([, , code, effects]) => code === 'unknown_outcome' && effects === 1).length).toBeGreaterThan(10);
});

describe('a call that is cancelled is over soon', () => {
  const hanging = vendorFaults.filter(({ isSilent, asksToWait }) => isSilent || (asksToWait ?? 0) >= 5);

  test.each(hanging.flatMap((fault) => kinds.map((kind) => ({ name: fault.name, kind, fault }))))(
    'in $name, of kind "$kind"',
    async ({ kind, fault }) => {
      const { vendor } = await startFailing(fault);
      const upstream = createUpstream({ ...options(vendor.url, fault), timeoutSeconds: 30 });
      const control = new AbortController();
      const result = within(startCall(kind, control.signal), () =>
        upstream.json(Item, { method: methodOf(kind), path: ['items'] }),
      ).catch((error: unknown) => error);
      while (vendor.arrived.length === 0) await delay(2);
      await delay(20);

      const from = performance.now();
      control.abort();
      await result;

      // A machine that many tests share gets more than a night's, which has it for itself.
      expect(performance.now() - from).toBeLessThan(process.env.BIZMCP_NIGHTLY === '1' ? 100 : 1000);
      expect(vendor.arrived).toHaveLength(1);
    },
  );
});
