import {
  createHubspotSimulator,
  type HubspotSimulator,
  type HubspotSimulatorOptions,
} from '../simulator/hubspot-simulator.ts';

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers whose shape the referee has checked
  readonly body: any;
}

/** A simulated portal and a way to call it. */
export interface PortalClient {
  readonly simulator: HubspotSimulator;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** 21 November 2026, noon UTC. */
export const noon = Date.UTC(2026, 10, 21, 12);

const readAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
};

/** Opens a portal with limits that no test meets by chance. */
export const openPortal = (options: HubspotSimulatorOptions = {}): PortalClient => {
  const limits = { perTenSeconds: 100_000, searchesPerSecond: 100_000 };
  const simulator = createHubspotSimulator({ seed: 1, today: noon, limits, ...options });
  const call = async (path: string, init: RequestInit): Promise<Answer> =>
    readAnswer(await simulator.fetch(`https://api.hubapi.example${path}`, init));
  const authorization = `Bearer ${simulator.demoToken}`;
  return {
    simulator,
    get: (path, headers = {}) => call(path, { headers: { authorization, ...headers } }),
    send: (method, path, body, headers = {}) =>
      call(path, {
        method,
        headers: { authorization, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  };
};
