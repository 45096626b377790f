import * as z from 'zod';
import type { ServerStart } from '../entry-reading/server-start.ts';
import { connectServer, type Era, type LiveServer } from '../live-server/connect-server.ts';
import { StartFailure } from '../live-server/start-failure.ts';
import { messageOf } from '../message-of.ts';
import { plainText, plainValue } from '../screen/plain-text.ts';

/** What `health_check` answers, as far as it is looked into. */
const Health = z.object({
  checks: z.record(z.string(), z.object({ status: z.string(), message: z.string() })),
});
const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** What came of starting a server in one of the two ways to begin. */
export type Attempt =
  | { era: Era; kind: 'connected'; milliseconds: number; protocolVersion: string; noise: readonly string[] }
  | { era: Era; kind: 'failed'; failure: StartFailure };

/** What came of starting a server as a client would. */
export interface Trial {
  attempts: readonly Attempt[];
  /** Undefined where none of the attempts came to it. */
  server?: { name: string; title: string; version: string; tools: readonly string[] };
  health?: Record<string, { status: string; message: string }>;
  /** Why it did not let itself be examined. */
  refusal?: { code: string; message: string };
  /** What it wrote to standard error meanwhile. */
  stderr: string;
}

/** Longest wait for a handshake: a first `npx` downloads the package. */
const patienceMilliseconds = 90_000;

/** Starts a server in both ways and asks after its health. Never throws. */
export async function tryServer(start: ServerStart): Promise<Trial> {
  const legacy = await attempt(start, 'legacy');
  if (!legacy.live) return { attempts: [legacy.attempt], stderr: failureText(legacy.attempt) };
  const trial = await examine(legacy.live).finally(() => legacy.live?.close());
  const modern = await attempt(start, 'modern');
  await modern.live?.close();
  return { ...trial, attempts: [legacy.attempt, modern.attempt] };
}

async function attempt(start: ServerStart, era: Era): Promise<{ attempt: Attempt; live?: LiveServer }> {
  try {
    const live = await connectServer(start, { era, patienceMilliseconds });
    const { milliseconds, protocolVersion, noise } = live;
    return { attempt: { era, kind: 'connected', milliseconds, protocolVersion, noise }, live };
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error;
    return { attempt: { era, kind: 'failed', failure: error } };
  }
}

function failureText(attempt: Attempt): string {
  return attempt.kind === 'failed' ? attempt.failure.stderr : '';
}

async function examine({ client, name, title, version, stderr }: LiveServer): Promise<Omit<Trial, 'attempts'>> {
  const { tools } = await client.listTools().catch(() => ({ tools: [] }));
  const server = { name, title, version: plainText(version), tools: tools.map((tool) => plainText(tool.name)) };
  // Of a role that does not exist, no tool is offered; the check itself says why.
  if (server.tools.length > 0 && !server.tools.includes('health_check')) return { server, stderr: stderr() };
  const answer = await client
    .callTool({ name: 'health_check', arguments: {} }, { timeout: 60_000 })
    .catch((error: unknown) => ({ structuredContent: { error: { code: 'unanswered', message: messageOf(error) } } }));
  const health = Health.safeParse(plainValue(answer.structuredContent));
  const refusal = Refusal.safeParse(plainValue(answer.structuredContent));
  return {
    server,
    ...(health.success && { health: health.data.checks }),
    ...(refusal.success && { refusal: refusal.data.error }),
    stderr: stderr(),
  };
}
