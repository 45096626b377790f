import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Program } from '../programs/program.ts';
import { descendantsOf } from './process-figures.ts';

type Message = Record<string, unknown>;

/** The least client that can measure a server: one JSON line per request, answers matched by id. */
export interface LineClient {
  process: ChildProcess;
  /** Resolves at the first line of standard output. */
  firstLine: Promise<void>;
  /** The result of a request; rejects with the server's error, and when the server ends before it answers. */
  request(method: string, params: unknown): Promise<Message>;
  notify(method: string): void;
  close(): Promise<void>;
}

/** Starts a program, in a folder that it may take for its home. */
export function startLineClient({ name, args, env }: Program, surroundings: Record<string, string>): LineClient {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...surroundings, ...env },
    // The fourth is for measurements that a process tells of itself.
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const waiting = new Map<unknown, PromiseWithResolvers<Message>>();
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});
  let complaint = '';
  let lastId = 0;
  const send = (message: Message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  createInterface({ input: child.stdout }).on('line', (line) => {
    first.resolve();
    receive(line, waiting, send);
  });
  child.stdin.on('error', () => {});
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, 2000);
  });
  child.once('exit', (code, signal) => {
    const ended = new Error(`${name} ended (${code ?? signal}) before it answered: ${lastLineOf(complaint)}`);
    for (const { reject } of waiting.values()) reject(ended);
    first.reject(ended);
  });
  const request = (method: string, params: unknown) => {
    const answer = Promise.withResolvers<Message>();
    lastId += 1;
    waiting.set(lastId, answer);
    send({ id: lastId, method, params });
    return answer.promise;
  };
  const notify = (method: string) => void send({ method });
  return { process: child, firstLine: first.promise, request, notify, close: () => end(child) };
}

function lastLineOf(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}

function receive(
  line: string,
  waiting: Map<unknown, PromiseWithResolvers<Message>>,
  send: (message: Message) => unknown,
): void {
  const message = parsed(line);
  if (!message || message.id === undefined) return;
  // What a server asks its client, it is told, so that it does not wait.
  if ('method' in message) return void send({ id: message.id, error: { code: -32601, message: 'Not known here' } });
  const answer = waiting.get(message.id);
  waiting.delete(message.id);
  if (isMessage(message.result)) answer?.resolve(message.result);
  else answer?.reject(new Error(`refused: ${JSON.stringify(message.error)}`));
}

/** Some servers print more than messages. */
function parsed(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null;
}

const patienceMilliseconds = 3000;

/** Ends a program as clients do, by the end of its input; one that stays is killed with what it started. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const kill = setTimeout(() => {
      const family = descendantsOf(child.pid ?? 0);
      child.kill('SIGKILL');
      for (const pid of family) process.kill(pid, 'SIGKILL');
    }, patienceMilliseconds);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.stdin?.end();
  });
}
