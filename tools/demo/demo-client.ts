import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as z from 'zod';
import { root } from '../docs/servers.ts';

/** A real MCP client on a server's sandbox, with a person who answers questions as the story tells. */
export interface DemoClient {
  /** Milliseconds from the start of the process to the list of tools. */
  startMilliseconds: number;
  tools: { name: string; description?: string | undefined; inputSchema: unknown }[];
  /** What the server put before the person, in order. */
  questions: string[];
  /** How the person answers the next question. */
  answer: 'accept' | 'decline';
  call(name: string, input: Record<string, unknown>): Promise<{ isError: boolean; value: Record<string, unknown> }>;
  /** A call that is answered by a page: its text, and the bytes of its picture. */
  page(name: string, input: Record<string, unknown>): Promise<{ text: string; picture: Buffer }>;
  /** The value of a resource. */
  read(uri: string): Promise<unknown>;
  /** Resolves once the server has told of a change of a resource from now on. */
  nextChange(uri: string): Promise<void>;
  /** Has the server tell of a resource's changes. */
  watch(uri: string): Promise<void>;
  auditTrail(): { folder: string; records: unknown[] };
  close(): Promise<void>;
}

const Result = z.object({ isError: z.boolean().default(false), structuredContent: z.record(z.string(), z.unknown()) });

const Page = z.object({
  content: z.tuple([
    z.object({ type: z.literal('text'), text: z.string() }),
    z.object({ type: z.literal('image'), data: z.base64() }),
  ]),
});

const Contents = z.object({ contents: z.tuple([z.object({ text: z.string() })]) });

/** How a server is started: on its sandbox, or with settings that lead it to a simulator of the story's own. */
export interface DemoStart {
  args?: string[];
  env?: Record<string, string>;
}

/** Starts a server's built bin over stdio, as Claude would. */
export async function startDemoClient(
  server: string,
  { args = ['--sandbox'], env = {} }: DemoStart = {},
): Promise<DemoClient> {
  const home = mkdtempSync(join(tmpdir(), 'bizmcp-demo-'));
  const begun = performance.now();
  const client = new Client({ name: 'bizmcp-demo', version: '1.0.0' }, { capabilities: { elicitation: { form: {} } } });
  const questions: string[] = [];
  const demo = { answer: 'decline' as 'accept' | 'decline' };
  const waiting = listenForChanges(client);
  client.setRequestHandler('elicitation/create', ({ params }) => {
    questions.push(params.message);
    return demo.answer === 'accept' ? { action: 'accept', content: { confirm: true } } : { action: 'decline' };
  });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [binOf(server), ...args],
      env: { PATH: process.env.PATH ?? '', BIZMCP_HOME: home, ...env },
    }),
  );
  const { tools } = await client.listTools();
  const startMilliseconds = Math.round(performance.now() - begun);
  return Object.assign(demo, {
    ...{ startMilliseconds, tools, questions },
    call: async (name: string, input: Record<string, unknown>) => {
      const { isError, structuredContent } = Result.parse(await client.callTool({ name, arguments: input }));
      return { isError, value: structuredContent };
    },
    page: async (name: string, input: Record<string, unknown>) => {
      const [text, picture] = Page.parse(await client.callTool({ name, arguments: input })).content;
      return { text: text.text, picture: Buffer.from(picture.data, 'base64') };
    },
    read: async (uri: string) => JSON.parse(Contents.parse(await client.readResource({ uri })).contents[0].text),
    nextChange: (uri: string) => new Promise<void>((resolve) => waiting.set(uri, resolve)),
    watch: async (uri: string) => void (await client.subscribeResource({ uri })),
    auditTrail: () => readTrail(join(home, 'audit')),
    close: () => client.close(),
  });
}

/** Who waits for the news of a resource, by its address. */
function listenForChanges(client: Client): Map<string, () => void> {
  const waiting = new Map<string, () => void>();
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => waiting.get(params.uri)?.());
  return waiting;
}

/** The built bin of a server. */
export function binOf(server: string): string {
  return join(root, 'servers', server, 'dist', 'index.js');
}

function readTrail(folder: string): { folder: string; records: unknown[] } {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  return { folder, records: lines.map((line) => JSON.parse(line)) };
}
