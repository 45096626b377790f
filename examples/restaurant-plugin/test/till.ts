import { type AuditRecord, createRuntime, defaultPolicy, defineServer } from '@bizmcp/core';
import { callWithConsent } from '@bizmcp/testkit/fake-vendor';
import { createRestaurantSimulator } from '../simulator/restaurant-simulator.ts';
import { restaurantApi } from '../src/api.ts';
import { LiveOrders } from '../src/live-orders.ts';
import { restaurant } from '../src/server.ts';

/** A server at work on a restaurant of its own, whose person says yes to everything. It looks for changes every 20 ms. */
export function createTill(role = 'agent_executor') {
  const { simulator, settings } = createRestaurantSimulator();
  const changed: string[] = [];
  const records: AuditRecord[] = [];
  const closers: (() => unknown)[] = [];
  const api: typeof restaurantApi = {
    ...restaurantApi,
    async connect(context) {
      const { pos } = await restaurantApi.connect(context);
      return { pos, live: new LiveOrders({ ...context, pos, every: 20, lasting: 1000 }) };
    },
  };
  const runtime = createRuntime({
    server: defineServer({ ...restaurant, api }),
    settings: { environment: settings },
    transport: simulator.fetch,
    policy: defaultPolicy,
    principal: { name: 'tester', role },
    auditLog: { append: async (record) => void records.push(record), path: undefined },
    changed: (uri) => changed.push(uri),
    onClose: (closer) => closers.push(closer),
  });
  const request = { client: { name: 'test', version: '1', canAsk: true }, signal: AbortSignal.timeout(20_000) };

  /** Calls a tool, says yes to its question, and returns the answer with what was asked. */
  async function call(name: string, input: object) {
    let question = '';
    const { value } = await callWithConsent(runtime, name, input, (asked) => {
      question = JSON.stringify(asked);
    });
    return { value, question };
  }

  async function read(uri: string): Promise<unknown> {
    const answer = await runtime.readResource(uri, request);
    return answer.kind === 'result' && answer.value;
  }
  return { simulator, changed, records, call, read, close: () => Promise.all(closers.map((close) => close())) };
}
