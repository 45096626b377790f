import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Exit, type ServerProcess, startServerProcess } from '../server-process.ts';
import { connectStdioClient, type StdioClient, type StdioClientOptions } from '../stdio-client.ts';
import type { Subject } from './subject.ts';

/** What a launch differs in; the built server is run, with an empty environment and a state folder of its own. */
export type LaunchOptions = Partial<StdioClientOptions>;

/** A built server at work, with what it leaves behind. */
export interface Launched<Handle> {
  server: Handle;
  /** Everything that was written to the audit trail. */
  auditTrail(): Promise<string>;
}

/** The built server of a subject; fails with what to do when it was not built. */
export function builtScript({ folder }: Subject): string {
  const script = join(folder, 'dist', 'index.js');
  assert.ok(existsSync(script), `${script} is missing: run \`pnpm build\``);
  return script;
}

/** Runs the built server with a client, in a temporary home, and ends it whatever happens. */
export async function withClient(
  subject: Subject,
  options: LaunchOptions,
  use: (launched: Launched<StdioClient>) => Promise<void>,
): Promise<void> {
  const script = builtScript(subject);
  await inTemporaryFolder(async (home) => {
    const { era = 'legacy', ...rest } = options;
    const server = await connectStdioClient({ script, era, ...rest, env: { ...environmentIn(home), ...options.env } });
    try {
      await use({ server, auditTrail: () => readAuditTrail(home) });
      assertPure(server.process);
    } finally {
      await server.close();
    }
  });
}

/** Runs the built server without a client, for whoever writes its lines himself. */
export async function withProcess(
  subject: Subject,
  options: LaunchOptions,
  use: (launched: Launched<ServerProcess>) => Promise<void>,
): Promise<void> {
  const script = builtScript(subject);
  await inTemporaryFolder(async (home) => {
    const server = startServerProcess({ script, ...options, env: { ...environmentIn(home), ...options.env } });
    try {
      await use({ server, auditTrail: () => readAuditTrail(home) });
    } finally {
      await server.close();
    }
  });
}

/** For what is broken, so that it is told and not waited for. */
const patienceMilliseconds = 5000;

/** The end of a process; fails when it does not come in time, so that no test waits for ever. */
export async function endOf({ exited, pid }: ServerProcess): Promise<Exit> {
  const exit = await Promise.race([exited, delay(patienceMilliseconds, undefined, { ref: false })]);
  assert.ok(exit, `process ${pid} had not ended after ${patienceMilliseconds} ms`);
  return exit;
}

/** Standard output belongs to the protocol: one JSON-RPC message a line, and nothing else. */
export function assertPure({ lines }: ServerProcess): void {
  for (const line of lines) {
    const message: unknown = parseJson(line);
    const isMessage =
      typeof message === 'object' && message !== null && 'jsonrpc' in message && message.jsonrpc === '2.0';
    assert.ok(isMessage, `a line on standard output is no JSON-RPC message: ${line.slice(0, 300)}`);
  }
}

/** Makes an empty folder for as long as it is used. */
export async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bizmcp-contract-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function environmentIn(home: string): Record<string, string> {
  return { HOME: home, BIZMCP_HOME: join(home, 'state') };
}

async function readAuditTrail(home: string): Promise<string> {
  const folder = join(home, 'state', 'audit');
  if (!existsSync(folder)) return '';
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.join('');
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
