import { createRuntime, defaultPolicy, defineServer, type Transport } from '@bizmcp/core';
import { createManualClock } from '@bizmcp/testkit/simulator';
import { createSalesforceSimulator, type SalesforceSimulator } from '../simulator/salesforce-simulator.ts';
import { salesforceApi } from '../src/api.ts';
import { intelligentLeadScoring } from '../src/tools/intelligent-lead-scoring.ts';
import { base, now } from './org-client.ts';

/** The tool on an org of its own, in which some objects or fields may not be seen; `asked` holds the addresses that it called. */
export function openScoring(
  change: (simulator: SalesforceSimulator) => void = () => {},
  tool = intelligentLeadScoring,
  unseen?: RegExp,
  unseenFields?: RegExp,
) {
  const simulator = createSalesforceSimulator({ clock: createManualClock(now) });
  change(simulator);
  const asked: string[] = [];
  const transport: Transport = async (url, request) => {
    asked.push(decodeURIComponent(String(url).replaceAll('+', ' ')));
    const hide = (text: string) =>
      text.replaceAll(/(?<=sobjects\/)\w+(?=\/describe)/g, (name) => (unseen?.test(name) ? 'Nothing__c' : name));
    const body = request?.body instanceof Uint8Array ? new TextDecoder().decode(request.body) : undefined;
    const reply = await simulator.fetch(hide(String(url)), {
      ...request,
      ...(body !== undefined && { body: hide(body) }),
    });
    return unseenFields ? withoutFields(reply, unseenFields) : reply;
  };
  const runtime = startRuntime(tool, simulator.demoToken, transport);
  const score = async (input: unknown) => {
    const client = { name: 'test', version: '1', canAsk: true };
    const request = {
      name: tool.name,
      arguments: input,
      client,
      signal: new AbortController().signal,
    };
    const answer = await runtime.callTool(request);
    if (answer.kind === 'question') throw new Error('A read asks nothing');
    // biome-ignore lint/suspicious/noExplicitAny: what a test says of an answer is checked by its assertions
    return answer.value as any;
  };
  return { asked, score, simulator };
}

/** What a user sees of descriptions to whom some fields are hidden. */
async function withoutFields(reply: Response, unseen: RegExp): Promise<Response> {
  const text = JSON.stringify(await reply.json(), (key, value) =>
    key === 'fields' && Array.isArray(value) ? value.filter(({ name }) => !unseen.test(name)) : value,
  );
  return new Response(text, { status: reply.status, headers: { 'content-type': 'application/json' } });
}

function startRuntime(tool: typeof intelligentLeadScoring, token: string, transport: Transport) {
  const server = defineServer({
    name: 'salesforce',
    title: 'Salesforce',
    instructions: 'Scores leads.',
    api: salesforceApi,
    tools: [tool],
  });
  return createRuntime({
    server,
    settings: {
      environment: { SALESFORCE_ACCESS_TOKEN: token, SALESFORCE_INSTANCE_URL: base },
    },
    transport,
    policy: defaultPolicy,
    principal: { name: 'test', role: 'agent_executor' },
    auditLog: { append: async () => {}, path: undefined },
  });
}
