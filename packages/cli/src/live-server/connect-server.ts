import { setTimeout as delay } from 'node:timers/promises';
import type { Client, ClientOptions } from '@modelcontextprotocol/client';
import type { ServerStart } from '../entry-reading/server-start.ts';
import { messageOf } from '../message-of.ts';
import { plainText } from '../screen/plain-text.ts';
import { ProcessTransport } from './process-transport.ts';
import { type ServerEnd, type ServerProcess, startServer } from './server-process.ts';
import { StartFailure } from './start-failure.ts';

/** How both sides begin: the handshake of 2025, the one of 2026-07-28, or the newer one if the server has it. */
export type Era = 'legacy' | 'modern' | 'auto';

/** How to meet a server. */
export interface ConnectOptions {
  era: Era;
  patienceMilliseconds: number;
  /** Puts a server's question to a person; without it the server is told that nobody can be asked. */
  ask?: (question: string) => Promise<'accept' | 'decline'>;
}

/** A server at work, with a client connected. */
export interface LiveServer {
  client: Client;
  name: string;
  title: string;
  version: string;
  instructions: string;
  protocolVersion: string;
  /** From the start of the process to the end of the handshake. */
  milliseconds: number;
  /** Lines on its standard output that are no messages. */
  noise: readonly string[];
  stderr(): string;
  close(): Promise<void>;
}

const modernVersion = '2026-07-28';
/** A server that says nothing to a question it does not know is an old one. */
const autoProbeMilliseconds = 10_000;

/** Starts a server and shakes hands with it. Rejects with `StartFailure`, and leaves no process behind. */
export async function connectServer(start: ServerStart, options: ConnectOptions): Promise<LiveServer> {
  // The client is 1 MB of code that only these commands need.
  const { Client, deserializeMessage } = await import('@modelcontextprotocol/client');
  const began = performance.now();
  const process = startServer(start);
  const transport = new ProcessTransport(process, deserializeMessage);
  const client = new Client({ name: 'bizmcp', version: '1' }, clientOptions(options));
  if (options.ask) answerQuestions(client, options.ask);
  try {
    await client.connect(transport, { timeout: options.patienceMilliseconds });
  } catch (error) {
    throw await failureOf(error, process, transport.noise);
  }
  const { name = '', title, version = '' } = client.getServerVersion() ?? {};
  return {
    client,
    name,
    title: title ?? name,
    version,
    instructions: client.getInstructions() ?? '',
    protocolVersion: client.getNegotiatedProtocolVersion() ?? '',
    milliseconds: Math.round(performance.now() - began),
    noise: transport.noise,
    stderr: () => process.stderr,
    async close() {
      await client.close();
      await process.close();
    },
  };
}

/** The end of a process comes a moment after its pipes have broken. */
const aMoment = 300;

async function failureOf(error: unknown, process: ServerProcess, noise: readonly string[]): Promise<StartFailure> {
  await Promise.race([process.ended, delay(aMoment, undefined, { ref: false })]);
  const end = process.death;
  await process.close();
  return new StartFailure(end ? endText(end) : `it does not answer as an MCP server (${messageOf(error)})`, {
    end,
    stderr: process.stderr,
    noise,
  });
}

function endText({ error, signal, code }: ServerEnd): string {
  return error?.message ?? `it ended at once (${signal ?? `exit code ${code}`})`;
}

function clientOptions({ era, ask, patienceMilliseconds }: ConnectOptions): ClientOptions {
  const mode = era === 'modern' ? { pin: modernVersion } : era;
  return {
    capabilities: ask ? { elicitation: { form: {} } } : {},
    versionNegotiation: { mode, probe: { timeoutMs: era === 'auto' ? autoProbeMilliseconds : patienceMilliseconds } },
  };
}

function answerQuestions(client: Client, ask: NonNullable<ConnectOptions['ask']>): void {
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    const content = 'requestedSchema' in params ? consentTo(params.requestedSchema) : undefined;
    if (!content) return { action: 'cancel' };
    const action = await ask(plainText(params.message));
    return action === 'accept' ? { action, content } : { action };
  });
}

interface AskedSchema {
  properties: Record<string, { type?: unknown; default?: unknown }>;
  required?: string[] | undefined;
}

/** What a yes says to the fields that are asked for; undefined where one of them wants more than a yes. */
function consentTo({ properties, required = [] }: AskedSchema): Record<string, string | number | boolean> | undefined {
  const content: Record<string, string | number | boolean> = {};
  for (const [name, { type, default: usual }] of Object.entries(properties)) {
    if (type === 'boolean') content[name] = true;
    else if (typeof usual === 'string' || typeof usual === 'number') content[name] = usual;
    else if (required.includes(name)) return undefined;
  }
  return content;
}
