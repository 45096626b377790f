import { Client as Client2, deserializeMessage as deserialize2 } from '@modelcontextprotocol/client';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { deserializeMessage as deserialize1 } from '@modelcontextprotocol/sdk/shared/stdio.js';
import { ElicitRequestSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { ProcessTransport } from './process-transport.ts';
import { type ServerProcess, type ServerProcessOptions, startServerProcess } from './server-process.ts';

/** The client programs of today: the v1 SDK, and the v2 SDK in its three ways to agree on a protocol. */
export const clientEras = ['v1', 'legacy', 'auto', '2026-07-28'] as const;

/** One of {@link clientEras}. */
export type ClientEra = (typeof clientEras)[number];

/** What the person at the client does with a question. */
export type Reply = 'accept' | 'decline' | 'cancel';

/** Which client to start a server with. */
export interface StdioClientOptions extends ServerProcessOptions {
  era: ClientEra;
  /** The reply to every question; without one the client cannot ask. */
  elicitation?: Reply | 'none';
}

/** What a tool answered, as far as every client shows it. */
export interface ToolAnswer {
  isError: boolean;
  /** The structured content. */
  value: Record<string, unknown>;
  /** The text that stands beside it. */
  text: string;
}

/** A client of one server over stdio, the same to a test whatever SDK and protocol it speaks. */
export interface StdioClient {
  readonly process: ServerProcess;
  /** The questions that its person was asked. */
  readonly questions: readonly string[];
  readonly instructions: string;
  /** The protocol that both sides agreed on. */
  readonly protocolVersion: string;
  /** Changes the reply to the questions to come. */
  replyWith(reply: Reply): void;
  listTools(): Promise<z.output<typeof ListedTools>['tools']>;
  callTool(name: string, input: Record<string, unknown>): Promise<ToolAnswer>;
  listResources(): Promise<{ uri: string }[]>;
  listResourceTemplates(): Promise<{ uriTemplate: string }[]>;
  /** The text of a resource's first content. */
  readResource(uri: string): Promise<string>;
  listPrompts(): Promise<{ name: string }[]>;
  /** The text of a prompt's first message. */
  getPrompt(name: string, args: Record<string, string>): Promise<string>;
  complete(ref: CompletionReference, name: string, value: string): Promise<string[]>;
  /** Watches a resource, in the way of the client's protocol; `onChange` is called at each change that the server tells of. */
  watchResource(uri: string, onChange: () => void): Promise<void>;
  close(): Promise<void>;
}

/** What an argument to be completed belongs to. */
export type CompletionReference = { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };

const ListedTools = z.object({ tools: z.array(z.looseObject({ name: z.string() })) });
const Called = z.object({
  isError: z.boolean().default(false),
  structuredContent: z.record(z.string(), z.unknown()),
  content: z.array(z.object({ text: z.string().default('') })),
});
const Resources = z.object({ resources: z.array(z.looseObject({ uri: z.string() })) });
const Templates = z.object({ resourceTemplates: z.array(z.looseObject({ uriTemplate: z.string() })) });
const ReadResource = z.object({ contents: z.tuple([z.object({ text: z.string() })]) });
const Prompts = z.object({ prompts: z.array(z.looseObject({ name: z.string() })) });
const GotPrompt = z.object({ messages: z.tuple([z.object({ content: z.object({ text: z.string() }) })]) });
const Completed = z.object({ completion: z.object({ values: z.array(z.string()) }) });

/** What both SDKs' clients have in common. */
interface SdkClient {
  getNegotiatedProtocolVersion?(): string | undefined;
  getInstructions(): string | undefined;
  listTools(): Promise<unknown>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  listResources(): Promise<unknown>;
  listResourceTemplates(): Promise<unknown>;
  readResource(params: { uri: string }): Promise<unknown>;
  listPrompts(): Promise<unknown>;
  getPrompt(params: { name: string; arguments: Record<string, string> }): Promise<unknown>;
  complete(params: { ref: CompletionReference; argument: { name: string; value: string } }): Promise<unknown>;
  subscribeResource(params: { uri: string }): Promise<unknown>;
  listen?(filter: { resourceSubscriptions: string[] }): Promise<unknown>;
  close(): Promise<void>;
}

/** Where the news of a resource goes, by its address. */
type Watchers = Map<string, () => void>;

interface Person {
  reply: Reply | 'none';
  questions: string[];
}

/** Starts a server and connects a client to it. Rejects, and ends the process, when they do not come together. */
export async function connectStdioClient(options: StdioClientOptions): Promise<StdioClient> {
  const process = startServerProcess(options);
  const person: Person = { reply: options.elicitation ?? 'none', questions: [] };
  const watchers: Watchers = new Map();
  try {
    const client =
      options.era === 'v1'
        ? await connect1(process, person, watchers)
        : await connect2(process, person, watchers, options.era);
    const instructions = client.getInstructions() ?? '';
    return { ...wrap(client, process, person, watchers), instructions, protocolVersion: versionOf(client, process) };
  } catch (error) {
    await process.close();
    throw new Error(`No connection (${options.era}). Its standard error: ${process.stderr}`, { cause: error });
  }
}

const info = { name: 'testkit', version: '1.0.0' };

async function connect1(process: ServerProcess, person: Person, watchers: Watchers): Promise<SdkClient> {
  const canAsk = person.reply !== 'none';
  const client = new Client1(info, { capabilities: canAsk ? { elicitation: {} } : {} });
  if (canAsk) client.setRequestHandler(ElicitRequestSchema, ({ params }) => answer(person, params.message));
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => watchers.get(params.uri)?.());
  await client.connect(new ProcessTransport(process, deserialize1));
  return client;
}

async function connect2(
  process: ServerProcess,
  person: Person,
  watchers: Watchers,
  era: Exclude<ClientEra, 'v1'>,
): Promise<SdkClient> {
  const canAsk = person.reply !== 'none';
  const mode = era === 'legacy' || era === 'auto' ? era : { pin: era };
  const capabilities = canAsk ? { elicitation: { form: {} } } : {};
  const client = new Client2(info, { capabilities, versionNegotiation: { mode } });
  if (canAsk) client.setRequestHandler('elicitation/create', ({ params }) => answer(person, params.message));
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => watchers.get(params.uri)?.());
  await client.connect(new ProcessTransport(process, deserialize2));
  return client;
}

function answer(person: Person, message: string) {
  person.questions.push(message);
  if (person.reply === 'accept') return { action: 'accept' as const, content: { confirm: true } };
  return { action: person.reply === 'decline' ? ('decline' as const) : ('cancel' as const) };
}

/** The v1 client does not tell: the first answer of its server does. */
function versionOf(client: SdkClient, process: ServerProcess): string {
  const named = process.lines.flatMap((line) => /"protocolVersion":"([\d-]+)"/.exec(line)?.[1] ?? []);
  return client.getNegotiatedProtocolVersion?.() ?? named[0] ?? 'unknown';
}

function wrap(
  client: SdkClient,
  process: ServerProcess,
  person: Person,
  watchers: Watchers,
): Omit<StdioClient, 'instructions' | 'protocolVersion'> {
  return {
    process,
    questions: person.questions,
    replyWith(reply) {
      person.reply = reply;
    },
    listTools: async () => ListedTools.parse(await client.listTools()).tools,
    async callTool(name, input) {
      const { isError, structuredContent, content } = Called.parse(await client.callTool({ name, arguments: input }));
      return { isError, value: structuredContent, text: content.map((block) => block.text).join('') };
    },
    listResources: async () => Resources.parse(await client.listResources()).resources,
    listResourceTemplates: async () => Templates.parse(await client.listResourceTemplates()).resourceTemplates,
    readResource: async (uri) => ReadResource.parse(await client.readResource({ uri })).contents[0].text,
    listPrompts: async () => Prompts.parse(await client.listPrompts()).prompts,
    getPrompt: async (name, args) =>
      GotPrompt.parse(await client.getPrompt({ name, arguments: args })).messages[0].content.text,
    complete: async (ref, name, value) =>
      Completed.parse(await client.complete({ ref, argument: { name, value } })).completion.values,
    async watchResource(uri, onChange) {
      watchers.set(uri, onChange);
      const isModern = (client.getNegotiatedProtocolVersion?.() ?? '') >= '2026';
      if (isModern && client.listen) await client.listen({ resourceSubscriptions: [uri] });
      else await client.subscribeResource({ uri });
    },
    async close() {
      await client.close();
      await process.close();
    },
  };
}
