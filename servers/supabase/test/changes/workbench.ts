import {
  type AuditLog,
  type AuditRecord,
  type ConnectContext,
  createRuntime,
  defaultPolicy,
  defaultRole,
  defineApi,
  defineServer,
  type GuardedPost,
  ToolError,
} from '@bizmcp/core';
import { expect, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import { Changes, type ChangesOptions } from '../../src/changes/changes.ts';
import { explainError } from '../../src/error/explain-error.ts';
import { createProjectSchema } from '../../src/schema/project-schema.ts';
import type { Supabase } from '../../src/supabase.ts';
import { setupAgentSubscriptions } from '../../src/tools/setup-agent-subscriptions.ts';
import { subscribeToChanges } from '../../src/tools/subscribe-to-changes.ts';
import { FakeDatabase } from './fake-database.ts';
import { FakeRealtime } from './fake-realtime.ts';

const url = 'https://project.supabase.example';

type Needed = 'url' | 'upstream' | 'state' | 'openSocket' | 'inBackground';

/** Another process of the server. */
function runProcess(given: Pick<ChangesOptions, Needed> & Partial<ChangesOptions>) {
  const closers: (() => unknown)[] = [];
  const told: string[] = [];
  const changes = new Changes({
    apiKey: 'sb_publishable_test',
    accessToken: async () => 'user-token',
    user: 'sam',
    changed: (uri) => told.push(uri),
    onClose: (closer) => closers.push(closer),
    callbacks: { hosts: [], isLoopbackAllowed: false, secret: undefined },
    poll: 20,
    firstWait: 10,
    schema: 'public',
    describe: createProjectSchema(given.upstream, { url: given.url, schema: 'public' }),
    ...given,
  });
  const stop = async () => {
    for (const closer of closers) await closer();
  };
  return { changes, told, stop };
}

/** A project with its Realtime, and as many processes on it as a test wants; they share one state, and end with the test. */
export async function createWorkbench() {
  const database = new FakeDatabase()
    .createTable('support_tickets', ['id', 'priority', 'status', 'assigned_agent_id', 'created_at', 'updated_at'])
    .createTable('user_activities', ['id', 'agent_id', 'activity_type', 'created_at'])
    .createTable('system_alerts', ['id', 'alert_type', 'severity', 'message', 'requires_action', 'created_at'])
    .createTable('plain', ['id', 'text'])
    .createTable('agent_workflows', ['id', 'agent_id', 'trigger_type', 'payload', 'status', 'created_at']);
  const realtime = new FakeRealtime(database);
  const records: AuditRecord[] = [];
  const context = await surroundings(database.fetch, records);
  const upstream = context.createUpstream({
    baseUrl: url,
    requestIdHeaders: [],
    explain: explainError,
  });
  const processes: (() => unknown)[] = [];

  const startProcess = (given: Partial<ChangesOptions> = {}) => {
    const { state, inBackground } = context;
    const own = runProcess({ url, upstream, state, inBackground, openSocket: realtime.openSocket, ...given });
    processes.push(own.stop);
    return own;
  };
  onTestFinished(async () => {
    for (const stop of processes) await stop();
  });
  return { database, realtime, records, state: context.state, startProcess };
}

export type Workbench = Awaited<ReturnType<typeof createWorkbench>>;

/** What a subscription shows, in short: what happened to which row, and whether it is marked as told before. */
export async function shown({ changes }: { changes: Changes }, id: string): Promise<string[]> {
  const seen = await changes.read(id);
  return seen.changes.map(
    ({ eventType, new: row, old, duplicate }) =>
      `${eventType} ${row?.id ?? old?.id}${row?.priority ? ` ${row.priority}` : ''}${duplicate ? ' duplicate' : ''}`,
  );
}

/** Resolves once all changes come. */
export async function live({ changes }: { changes: Changes }, id: string): Promise<void> {
  await vi.waitFor(async () => expect((await changes.read(id)).status.state).toBe('live'), { timeout: 10_000 });
}

/** A workbench with one process that has one subscription, of which all changes come. */
export async function createSubscribed(
  subscribe: (changes: Changes) => Promise<{ id: string }>,
  given?: Partial<ChangesOptions>,
) {
  const workbench = await createWorkbench();
  const server = workbench.startProcess(given);
  const { id } = await subscribe(server.changes);
  await live(server, id);
  return { ...workbench, server, id };
}

export const callbacks = { hosts: ['hooks.example.com'], isLoopbackAllowed: false, secret: 'x'.repeat(32) };

/** A receiver of callbacks that notes what it is sent. */
export function createReceiver(answer: (body: Record<string, unknown>) => number | Promise<number> = () => 200) {
  const received: { headers: Record<string, string>; body: Record<string, unknown>; text: string }[] = [];
  const post: GuardedPost = async (_url, { headers, body: text }) => {
    const body: Record<string, unknown> = JSON.parse(text);
    const status = await answer(body);
    if (status < 300) received.push({ headers, body, text });
    return { kind: 'answered', status };
  };
  return { received, post };
}

/** What core gives to the way to a system. */
export async function surroundings(
  transport?: typeof globalThis.fetch,
  records: AuditRecord[] = [],
): Promise<ConnectContext<Record<string, never>>> {
  const met = Promise.withResolvers<ConnectContext<Record<string, never>>>();
  const api = defineApi({
    system: 'Supabase',
    settings: z.object({}),
    credentials: [],
    connect(context): Supabase {
      met.resolve(context);
      throw new ToolError('unavailable', 'The tests have no project behind their tools.');
    },
    check: async () => 'here',
  });
  const tools = [setupAgentSubscriptions, subscribeToChanges];
  const server = defineServer({ name: 'changes', title: 'Changes', instructions: 'None.', api, tools });
  const append = async (record: AuditRecord) => void records.push(record);
  const auditLog: AuditLog = { append, path: undefined };
  const principal = { name: 'sam', role: defaultRole };
  const runtime = createRuntime({
    server,
    settings: { environment: {} },
    ...(transport && { transport }),
    policy: defaultPolicy,
    principal,
    auditLog,
  });
  const client = { name: 'test', version: '1', canAsk: false };
  await runtime.callTool({ name: 'health_check', arguments: {}, client, signal: new AbortController().signal });
  return met.promise;
}
