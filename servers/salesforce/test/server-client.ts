import { createRuntime, defaultPolicy, ToolError, type Transport } from '@bizmcp/core';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { createSalesforceSimulator, type SalesforceSimulatorOptions } from '../simulator/salesforce-simulator.ts';
import { salesforce } from '../src/server.ts';
import { base, now } from './org-client.ts';

/** How a call of a tool ended: its answer, or the error that the model gets; and the question that a write asked. */
interface Ended {
  // biome-ignore lint/suspicious/noExplicitAny: what a test says of an answer is checked by its assertions
  value?: any;
  error?: ToolError;
  question?: string;
}

/** What may be chosen about a server at work. */
export interface ServerOptions extends SalesforceSimulatorOptions {
  /** All settings, instead of a session and its address. */
  settings?: Record<string, string>;
  /** Laid over the settings. */
  extraSettings?: Record<string, string>;
  /** Instead of the tools' own rate limits. */
  unlimited?: { calls: number; perSeconds: number };
  /** Stands between the server and the simulator. */
  wrap?: (transport: Transport) => Transport;
}

/** The server on an org of its own, in this process; a write is answered with a yes. */
export function openServer({
  extraSettings = {},
  settings,
  unlimited,
  wrap = (transport) => transport,
  ...options
}: ServerOptions = {}) {
  const simulator = createSalesforceSimulator({ clock: createManualClock(now), ...options });
  const usual = { SALESFORCE_ACCESS_TOKEN: simulator.demoToken, SALESFORCE_INSTANCE_URL: base };
  const runtime = createRuntime({
    server: {
      ...salesforce,
      tools: unlimited ? salesforce.tools.map((tool) => ({ ...tool, rateLimit: unlimited })) : salesforce.tools,
    },
    settings: { environment: { ...(settings ?? usual), ...extraSettings } },
    transport: wrap(simulator.fetch),
    policy: defaultPolicy,
    principal: { name: 'test', role: 'agent_executor' },
    auditLog: { append: async () => {}, path: undefined },
  });

  const call = async (name: string, input: unknown): Promise<Ended> => {
    const request = {
      name,
      arguments: input,
      client: { name: 'test', version: '1', canAsk: true },
      signal: new AbortController().signal,
    };
    try {
      const first = await runtime.callTool(request);
      if (first.kind !== 'question') return first;
      const { message, state } = first.question;
      const done = await runtime.callTool({ ...request, approvalReply: { state, action: 'accept' } });
      if (done.kind === 'question') throw new Error('It asks again');
      return { ...done, question: message };
    } catch (error) {
      if (error instanceof ToolError) return { error };
      throw error;
    }
  };
  return { simulator, runtime, call };
}
