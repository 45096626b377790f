import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type CurrentCall, currentCall } from '../../src/pipeline/current-call.ts';
import type { Clock } from '../../src/resilience/clock.ts';

interface Arrived {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Vendor {
  url: string;
  arrived: Arrived[];
}

type Answering = (response: ServerResponse, request: Arrived, count: number) => void;

/** A real server on this machine that lives as long as the test and remembers what arrived. */
export async function startVendor(answer: Answering): Promise<Vendor> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    const { method = '', url = '', headers } = request;
    const entry = { method, url, headers, body: body.toString() };
    arrived.push(entry);
    answer(response, entry, arrived.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return { url: `http://127.0.0.1:${address.port}`, arrived };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

export interface FakeClock extends Clock {
  /** Milliseconds of each wait, in order. */
  waits: number[];
}

/** A clock on which waiting takes no time but counts. */
export function createFakeClock(date = Date.UTC(2026, 10, 20, 12)): FakeClock {
  let passed = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => performance.now() + passed,
    date: () => date + passed,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      waits.push(milliseconds);
      passed += milliseconds;
    },
  };
}

export interface CallOptions {
  effect?: CurrentCall['effect'];
  isForWrite?: true;
  caller?: string;
  seconds?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** A tool call as the pipeline sets it up. */
export function newCall(options: CallOptions = {}): CurrentCall {
  const { effect = 'read', isForWrite, caller, seconds = 60, idempotencyKey } = options;
  const { signal = new AbortController().signal } = options;
  return {
    tool: 'test_tool',
    effect,
    signal,
    deadline: performance.now() + seconds * 1000,
    upstream: { attempts: 0, writes: 0, retryReasons: [] },
    ...(isForWrite && { isForWrite }),
    ...(caller && { caller }),
    ...(idempotencyKey && { idempotencyKey }),
  };
}

/** Runs work inside a call. */
export function within<Result>(call: CurrentCall, work: () => Promise<Result>): Promise<Result> {
  return currentCall.run(call, work);
}
