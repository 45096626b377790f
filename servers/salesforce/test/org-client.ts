import { createManualClock } from '@bizmcp/testkit/simulator';
import { createSalesforceSimulator, type SalesforceSimulatorOptions } from '../simulator/salesforce-simulator.ts';

/** A Saturday. */
export const now = Date.UTC(2026, 10, 21, 9, 30);

/** The address of an org in process. */
export const base = 'https://harborline.my.salesforce.com';

/** An answer, as far as tests look at it: a body may be anything. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test says of a body is checked by its assertions
  readonly body: any;
}

/** An org with a client that has a session. */
export const openOrg = (options: SalesforceSimulatorOptions = {}) => {
  const clock = createManualClock(now);
  const simulator = createSalesforceSimulator({ clock, ...options });
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await simulator.fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${simulator.demoToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
    return answer;
  };
  const get = (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers);
  const query = (soql: string, headers?: Record<string, string>) =>
    get(`/services/data/v67.0/query?q=${encodeURIComponent(soql)}`, headers);
  return { clock, simulator, send, get, query };
};
