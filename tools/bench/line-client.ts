import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The least client that can measure a server: one JSON line per request, answers matched by id. */
export interface LineClient {
  process: ChildProcess;
  request(method: string, params: unknown): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Starts a server and shakes hands with it in the 2025-06-18 protocol. */
export async function startLineClient(args: readonly string[], env: Record<string, string>): Promise<LineClient> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  let lastId = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message: Record<string, unknown> = JSON.parse(line);
    if (typeof message.id === 'number') waiting.get(message.id)?.resolve(message);
  });
  child.once('exit', (code) => {
    const ended = new Error(`${args.join(' ')} ended (${code}) before it answered`);
    for (const { reject } of waiting.values()) reject(ended);
  });
  const send = (message: Record<string, unknown>) =>
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const request = (method: string, params: unknown) => {
    const answer = Promise.withResolvers<Record<string, unknown>>();
    lastId += 1;
    waiting.set(lastId, answer);
    send({ id: lastId, method, params });
    return answer.promise;
  };
  await request('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1' },
  });
  send({ method: 'notifications/initialized' });
  const close = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.stdin.end();
    });
  return { process: child, request, close };
}
