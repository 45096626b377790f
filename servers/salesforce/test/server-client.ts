import {
  createRuntime,
  defaultPolicy,
  defaultRole,
  type Policy,
  type Runtime,
  ToolError,
  type Transport,
} from '@bizmcp/core';
import { callWithConsent, withUpstream } from '@bizmcp/testkit/fake-vendor';
import { createManualClock } from '@bizmcp/testkit/simulator';
import {
  createSalesforceSimulator,
  type SalesforceSimulator,
  type SalesforceSimulatorOptions,
} from '../simulator/salesforce-simulator.ts';
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
interface ServerOptions extends SalesforceSimulatorOptions {
  /** All settings, instead of a session and its address. */
  settings?: (simulator: SalesforceSimulator) => Record<string, string>;
  /** Laid over the settings. */
  extraSettings?: Record<string, string>;
  /** Takes away the tools' own rate limits. */
  isUnlimited?: boolean;
  /** How often a read is tried; as often as usual, unless given. */
  attempts?: number;
  /** The caller's role; one that may see all, unless given. */
  role?: Policy['roles'][string];
}

const sessionSettings = ({ demoToken }: SalesforceSimulator) => ({
  SALESFORCE_ACCESS_TOKEN: demoToken,
  SALESFORCE_INSTANCE_URL: base,
});

const unlimited = {
  ...salesforce,
  tools: salesforce.tools.map((tool) => ({ ...tool, rateLimit: { calls: 100_000, perSeconds: 60 } })),
};

/** The server on an org of its own, in this process; a write is answered with a yes. */
export function openServer({
  attempts,
  extraSettings,
  isUnlimited,
  role,
  settings = sessionSettings,
  ...options
}: ServerOptions = {}) {
  const clock = createManualClock(now);
  const simulator = createSalesforceSimulator({ clock, ...options });
  const origins = new Set<string>();
  const traffic = { underWay: 0, most: 0 };
  const transport: Transport = (input, init) => {
    origins.add(new URL(input instanceof Request ? input.url : input).origin);
    traffic.underWay += 1;
    traffic.most = Math.max(traffic.most, traffic.underWay);
    return simulator.fetch(input, init).finally(() => {
      traffic.underWay -= 1;
    });
  };
  const runtime = createRuntime({
    server: withUpstream(isUnlimited ? unlimited : salesforce, attempts === undefined ? {} : { attempts }),
    settings: { environment: { ...settings(simulator), ...extraSettings } },
    transport,
    policy: role ? { ...defaultPolicy, roles: { [defaultRole]: role } } : defaultPolicy,
    principal: { name: 'test', role: defaultRole },
    auditLog: { append: async () => {}, path: undefined },
  });
  return {
    clock,
    simulator,
    runtime,
    origins,
    traffic,
    call: (name: string, input: unknown) => callTool(runtime, name, input),
  };
}

/** Fields of the first record that conditions find. */
export async function oneOf(
  { call }: ReturnType<typeof openServer>,
  object_type: string,
  conditions: string,
  fields: readonly string[] = ['Id'],
) {
  return (await call('query_records', { object_type, fields, conditions, limit: 1 })).value.records[0];
}

/** The requests that were not sent to read. */
export function sentWrites({ simulator }: ReturnType<typeof openServer>) {
  return simulator.requests.filter(({ method }) => method !== 'GET');
}

/** The queries that were sent each for itself, but for those on how the org classifies its fields. */
export function sentQueries({ requests }: SalesforceSimulator) {
  const queries = requests.filter(({ path }) => path.endsWith('/query')).map(({ query }) => query.q?.[0] ?? '');
  return queries.filter((query) => !query.includes('FROM FieldDefinition'));
}

async function callTool(runtime: Runtime, name: string, input: unknown): Promise<Ended> {
  const asked: Pick<Ended, 'question'> = {};
  try {
    const { value } = await callWithConsent(runtime, name, input, ({ message }) => {
      asked.question = message;
    });
    return { value, ...asked };
  } catch (error) {
    if (error instanceof ToolError) return { error, ...asked };
    throw error;
  }
}
