import * as z from 'zod';
import type { AuditRecord } from '../../src/audit/audit-record.ts';
import { defineApi } from '../../src/define/api.ts';
import { defineServer } from '../../src/define/server.ts';
import { defineTool } from '../../src/define/tool.ts';
import { ToolError } from '../../src/define/tool-error.ts';
import type { Answer } from '../../src/pipeline/call.ts';
import type { CallRequest } from '../../src/pipeline/call-request.ts';
import { createRuntime } from '../../src/pipeline/runtime.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import type { State } from '../../src/state/state.ts';

/** A system in memory: a list of letters, and a note of what reached it. */
export interface Letters {
  rows: { id: string; text: string; iban?: string }[];
  reached: string[];
}

const Row = z.object({
  id: z.string().describe('Identifier'),
  text: z.string().describe('Text'),
  iban: z.string().optional().describe('Account').meta({ class: 'restricted', pii: 'iban' }),
});

const common = {
  data: 'internal' as const,
  rateLimit: { calls: 5, perSeconds: 60 },
  semantics: { entity: 'letter', workflow: 'post' },
};

const listLetters = defineTool({
  ...common,
  name: 'list_letters',
  title: 'List letters',
  description: 'Lists letters',
  effect: 'read',
  scopes: ['letters:read'],
  rateLimit: { calls: 1000, perSeconds: 60 },
  cacheSeconds: 10,
  input: z.object({
    contains: z.string().default('').describe('Text'),
    cursor: z.string().optional().describe('Cursor'),
  }),
  output: z.object({ letters: z.array(Row).describe('Letters'), next_cursor: z.string().optional().describe('More') }),
  examples: [{ title: 'All', input: { contains: 'rent' } }],
  async handler({ input, api }: { input: { contains: string; cursor?: string | undefined }; api: Letters }) {
    api.reached.push(`list ${input.cursor ?? ''}`);
    const found = api.rows.filter((row) => row.text.includes(input.contains));
    return { letters: found };
  },
});

const sendLetter = defineTool({
  ...common,
  name: 'send_letter',
  title: 'Send a letter',
  description: 'Sends a letter',
  effect: 'send',
  scopes: ['letters:write'],
  input: z.object({ text: z.string().min(1).describe('Text') }),
  output: z.object({ id: z.string().describe('Identifier') }),
  examples: [{ title: 'One', input: { text: 'hello' } }],
  async handler({ input, api }: { input: { text: string }; api: Letters }) {
    api.reached.push('send');
    api.rows.push({ id: String(api.rows.length + 1), text: input.text });
    if (input.text === 'huge') return { id: 'x'.repeat(50_000) };
    // @ts-expect-error a handler that breaks its own promise
    const wrong: { id: string } = { id: 7 };
    return input.text === 'odd' ? wrong : { id: String(api.rows.length) };
  },
});

const breakDown = defineTool({
  ...common,
  name: 'get_trouble',
  title: 'Get trouble',
  description: 'Fails as it is told',
  effect: 'read',
  scopes: [],
  timeoutSeconds: 0.2,
  input: z.object({ how: z.enum(['surprise', 'foreseen', 'wrapped', 'hang', 'wrong_shape', 'huge']).describe('How') }),
  output: z.object({ text: z.string().describe('Text') }),
  examples: [{ title: 'Surprise', input: { how: 'surprise' } }],
  async handler({ input: { how }, api, signal }: { input: { how: string }; api: Letters; signal: AbortSignal }) {
    signal.addEventListener('abort', () => api.reached.push(`told: ${signal.reason.name}`));
    if (how === 'surprise') throw new Error('password=hunter2 at /home/someone');
    if (how === 'foreseen') throw new ToolError('conflict', 'It was changed meanwhile');
    if (how === 'wrapped') throw new Error('SDK failed', { cause: new ToolError('not_found', 'No such letter') });
    if (how === 'hang') await new Promise(() => {});
    if (how === 'huge') return { text: 'x'.repeat(50_000) };
    // @ts-expect-error a handler that breaks its own promise
    const wrong: { text: string } = { text: 7 };
    return wrong;
  },
});

function postServer(letters: Letters) {
  return defineServer({
    name: 'post',
    title: 'Post',
    instructions: 'Letters.',
    api: defineApi({
      system: 'Post',
      settings: z.object({ POST_TOKEN: z.string().describe('Token').meta({ secret: true }) }),
      credentials: [{ title: 'Token', settings: ['POST_TOKEN'], how: 'Ask the post.' }],
      connect: () => letters,
      check: async () => 'open',
    }),
    tools: [listLetters, sendLetter, breakDown],
  });
}

/** A runtime over {@link Letters}, with what it wrote to the audit trail. */
export function postOffice(
  options: {
    policy?: Partial<Policy>;
    role?: string;
    tenant?: string;
    rows?: Letters['rows'];
    settings?: Record<string, string>;
    state?: State;
  } = {},
) {
  const letters: Letters = { rows: options.rows ?? [{ id: '1', text: 'about rent' }], reached: [] };
  const records: AuditRecord[] = [];
  const server = postServer(letters);
  const audit = { broken: false };
  const runtime = createRuntime({
    server,
    settings: { environment: options.settings ?? { POST_TOKEN: 'post-token-1' } },
    policy: { ...defaultPolicy, ...options.policy },
    principal: { name: 'sam', role: options.role ?? 'agent_executor' },
    ...(options.tenant !== undefined && { tenant: options.tenant }),
    ...(options.state && { state: options.state }),
    auditLog: {
      path: undefined,
      async append(record) {
        if (audit.broken) throw new Error('disk full');
        records.push(record);
      },
    },
  });
  const call = (name: string, args: unknown, more: Partial<CallRequest> = {}): Promise<Answer> =>
    runtime.callTool({
      name,
      arguments: args,
      client: { name: 'test', version: '1', canAsk: false },
      signal: new AbortController().signal,
      ...more,
    });
  return { letters, records, audit, server, runtime, call };
}

/** The ToolError that a call ends with. */
export async function failure(answer: Promise<Answer>): Promise<ToolError> {
  const outcome = await answer.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof ToolError) return outcome;
  throw new Error(`expected a ToolError, got ${String(outcome)}`);
}

/** The value of an answer that is a result. */
export async function valueGiven(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const outcome = await answer;
  if (outcome.kind !== 'result') throw new Error('expected a result, got a question');
  return z.record(z.string(), z.unknown()).parse(outcome.value);
}
