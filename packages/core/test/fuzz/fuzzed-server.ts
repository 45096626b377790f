import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { FuzzedLine } from './fuzzed-line.ts';

/** What came back, counted. */
export interface Answers {
  /** By the code of a tool's error or of JSON-RPC's, or `ok`. */
  codes: Map<string, number>;
  /** Lines on standard output that are no message. */
  impure: string[];
  /** Answers to calls that had been answered. */
  twice: string[];
  /** Wrong calls that were not refused as such. */
  accepted: string[];
  /** Answers that name no caller of ours: to lines too broken to tell. */
  unclaimed: number;
}

/** A built server that is written to without waiting for its answers. */
export interface FuzzedServer {
  answers: Answers;
  /** Writes a line; waits while too many callers wait. */
  send(line: FuzzedLine): Promise<void>;
  /** Resolves when nobody waits any more; rejects with who does after a while. */
  settled(): Promise<void>;
  /** The most memory that the process has had, in bytes. */
  peakMemory(): number;
  isAlive(): boolean;
  stderr(): string;
  /** Ends it as a client does. */
  end(): Promise<number | null>;
  /** Ends it whatever it does; harmless when it has ended. */
  kill(): void;
}

interface Account {
  answers: Answers;
  waiting: Map<string, FuzzedLine>;
  asked: Set<string>;
}

const mostWaiting = 400;
const patienceMilliseconds = 60_000;
const refusals = new Set(['invalid_input', '-32600', '-32602', '-32700']);

const Message = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string().optional(),
  error: z.object({ code: z.number() }).optional(),
  result: z
    .object({ structuredContent: z.object({ error: z.object({ code: z.string() }).optional() }).optional() })
    .optional(),
});

/** Starts a built server and greets it as a client that can't ask its user. */
export async function startFuzzedServer(
  script: string,
  args: string[],
  env: Record<string, string>,
): Promise<FuzzedServer> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {});
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = `${stderr}${text}`.slice(-20_000);
  });
  const { answers, send, below } = writeTo(child, () => stderr);
  const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzz', version: '1' } };
  await send({ line: message('hello', 'initialize', hello), id: 'hello', isWrong: false });
  await below(0);
  return {
    answers,
    send,
    settled: () => below(0),
    peakMemory: () => peakMemoryOf(child.pid ?? 0),
    isAlive: () => child.exitCode === null && child.signalCode === null,
    stderr: () => stderr,
    async end() {
      const exit = once(child, 'exit');
      child.stdin.end();
      await exit;
      return child.exitCode;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Writes without waiting for answers, and keeps the account of them. */
function writeTo(child: ChildProcessWithoutNullStreams, stderr: () => string) {
  const ended = new AbortController();
  child.on('exit', () => ended.abort());
  const account: Account = {
    waiting: new Map(),
    asked: new Set(),
    answers: { codes: new Map(), impure: [], twice: [], accepted: [], unclaimed: 0 },
  };
  const { waiting, asked, answers } = account;
  const progress = new EventTarget();
  createInterface({ input: child.stdout }).on('line', (line) => {
    take(line, account);
    progress.dispatchEvent(new Event('answer'));
  });
  async function below(most: number): Promise<void> {
    while (waiting.size > most) {
      await once(progress, 'answer', { signal: AbortSignal.timeout(patienceMilliseconds) }).catch(() => {
        throw new Error(`No answer to ${waiting.size} calls, such as ${[...waiting.keys()].slice(0, 5)}. ${stderr()}`);
      });
    }
  }
  async function send(sent: FuzzedLine): Promise<void> {
    if (sent.id !== undefined) {
      waiting.set(sent.id, sent);
      asked.add(sent.id);
    }
    const isTaken = child.stdin.write(Buffer.concat([Buffer.from(sent.line), Buffer.from('\n')]));
    if (!isTaken && child.exitCode === null) await once(child.stdin, 'drain', { signal: ended.signal }).catch(() => {});
    await below(mostWaiting);
  }
  return { answers, send, below };
}

/** A request that any living server answers. */
export function ping(id: string): FuzzedLine {
  return { line: message(id, 'ping', {}), id, isWrong: false };
}

function message(id: string, method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

function take(line: string, { answers, waiting, asked }: Account): void {
  const parsed = Message.safeParse(parseJson(line));
  if (!parsed.success) {
    answers.impure.push(line.slice(0, 300));
    return;
  }
  const { id, method, error, result } = parsed.data;
  if (method !== undefined) return;
  const code = error ? String(error.code) : (result?.structuredContent?.error?.code ?? 'ok');
  answers.codes.set(code, (answers.codes.get(code) ?? 0) + 1);
  const sent = waiting.get(String(id));
  if (sent) {
    waiting.delete(String(id));
    if (sent.isWrong && !refusals.has(code)) answers.accepted.push(`${code} ${String(sent.line).slice(0, 600)}`);
  } else if (asked.has(String(id))) answers.twice.push(line.slice(0, 300));
  else answers.unclaimed += 1;
}

function peakMemoryOf(pid: number): number {
  const kibibytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
