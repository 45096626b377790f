import type { ServerResponse } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import * as z from 'zod';
import { createUpstream, type Upstream } from '../../src/http/upstream.ts';
import { createFakeClock, newCall, sendJson, startVendor, within } from './vendor.ts';

const Contact = z.object({ id: z.string() });
const json = { 'content-type': 'application/json' };

type Kind = 'read' | 'keyed write' | 'unkeyed write';
const kinds: Kind[] = ['read', 'keyed write', 'unkeyed write'];

/** Where no time limit is tested, it is one that a loaded machine keeps. */
function createSystem(baseUrl: string, timeoutSeconds = 20, transport = fetch): Upstream {
  return createUpstream({
    system: 'Xero',
    baseUrl,
    requestIdHeaders: [],
    idempotencyHeader: 'idempotency-key',
    timeoutSeconds,
    transport,
    maxResponseBytes: 100_000,
    clock: createFakeClock(),
    random: () => 0,
  });
}

/** Sends one request of a kind and returns the code of its failure. */
async function send(kind: Kind, upstream: Upstream, seconds = 60): Promise<unknown> {
  const call = newCall({
    seconds,
    effect: kind === 'read' ? 'read' : 'create',
    ...(kind === 'keyed write' && { idempotencyKey: 'k' }),
  });
  const request = { method: kind === 'read' ? 'GET' : 'POST', path: ['contacts'] } as const;
  const result: unknown = await within(call, () => upstream.json(Contact, request)).catch((error: unknown) => error);
  expect(String(result)).not.toMatch(/canary|127\.0\.0\.1/);
  return result;
}

function drip(response: ServerResponse) {
  response.writeHead(200, json).write('{');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
}

interface Row {
  name: string;
  answer: (response: ServerResponse) => void;
  read: [code: string, requests: number];
  /** With a key, a lost answer is asked for again. */
  keyed: number;
}

const rows: Row[] = [
  { name: 'a reset before the headers', answer: (r) => r.destroy(), read: ['unavailable', 3], keyed: 3 },
  {
    name: 'a reset after the headers',
    answer: (r) => {
      r.writeHead(200, { ...json, 'content-length': '500' });
      r.write('{"id":"canary');
      setTimeout(() => r.destroy(), 10);
    },
    read: ['unavailable', 3],
    keyed: 3,
  },
  { name: 'silence', answer: () => undefined, read: ['timeout', 3], keyed: 3 },
  {
    name: 'a body that stalls',
    answer: (r) => {
      r.writeHead(200, json).write('{"id":"canary"');
    },
    read: ['timeout', 3],
    keyed: 3,
  },
  { name: 'a slow drip', answer: drip, read: ['timeout', 3], keyed: 3 },
  {
    name: 'half a JSON',
    answer: (r) => r.writeHead(200, json).end('{"id":"canary'),
    read: ['bad_answer', 1],
    keyed: 1,
  },
  {
    name: 'HTML',
    answer: (r) => r.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>canary'),
    read: ['bad_answer', 1],
    keyed: 1,
  },
  {
    name: 'wrong gzip',
    answer: (r) => r.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end('canary, not gzip'),
    read: ['bad_answer', 1],
    keyed: 1,
  },
  { name: 'no content', answer: (r) => r.writeHead(204).end(), read: ['bad_answer', 1], keyed: 1 },
  { name: 'another shape', answer: (r) => sendJson(r, 200, { id: 7 }), read: ['bad_answer', 1], keyed: 1 },
  {
    name: 'JSON nested 10,000 deep',
    answer: (r) => r.writeHead(200, json).end('['.repeat(10_000) + ']'.repeat(10_000)),
    read: ['bad_answer', 1],
    keyed: 1,
  },
  {
    name: 'a gzip bomb of 50 MB',
    answer: (r) =>
      r.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000, 32))),
    read: ['too_large', 1],
    keyed: 1,
  },
  {
    name: 'a redirect to another place',
    answer: (r) => r.writeHead(302, { location: 'https://canary.example/' }).end(),
    read: ['bad_answer', 1],
    keyed: 1,
  },
];

describe.each(rows)('$name', ({ answer, read, keyed }) => {
  test.each(kinds)('to a %s brings the right code and number of requests', async (kind) => {
    const vendor = await startVendor(answer);
    // Counted as they leave: one that is given up soon may not arrive any more.
    const fetching = vi.fn(fetch);

    const failure = await send(kind, createSystem(vendor.url, read[0] === 'timeout' ? 0.15 : 20, fetching));

    expect(failure).toMatchObject({ name: 'ToolError', code: kind === 'read' ? read[0] : 'unknown_outcome' });
    expect(fetching).toHaveBeenCalledTimes({ read: read[1], 'keyed write': keyed, 'unkeyed write': 1 }[kind]);
  });
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

describe('a vendor that is not there', () => {
  test.each(kinds)('leaves no doubt about a %s: nothing was sent', async (kind) => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));

    const failure = await send(kind, createSystem(`http://127.0.0.1:${port}`));

    expect(failure).toMatchObject({ code: 'unavailable' });
    expect(String(failure)).toContain('nothing was sent');
  });

  test('can also be a port that fetch refuses', async () => {
    const failure = await send('unkeyed write', createSystem('http://127.0.0.1:1'));

    expect(failure).toMatchObject({ code: 'unavailable' });
  });

  test.each([
    ['speaks no TLS', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy()],
    ['closes the connection', (socket: Socket) => socket.end()],
  ])('can also be one that %s at the greeting of TLS', async (_, greet) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined).once('data', () => greet(socket));
    });
    const port = await listen(server);
    onTestFinished(() => void server.close());

    const failure = await send('unkeyed write', createSystem(`https://127.0.0.1:${port}`));

    expect(failure).toMatchObject({ code: 'unavailable', message: expect.stringContaining('nothing was sent') });
  });

  test('is told apart from a server that speaks no HTTP', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-canary\r\n'));
    const port = await listen(server);
    onTestFinished(() => void server.close());

    const failure = await send('read', createSystem(`http://127.0.0.1:${port}`));

    expect(failure).toMatchObject({ code: 'bad_answer' });
  });
});

describe('a body of 50 MB', () => {
  const endless = (response: ServerResponse, counter: { bytes: number }) => {
    const chunk = Buffer.alloc(64 * 1024, 32);
    const push = () => {
      while (counter.bytes < 50_000_000 && !response.destroyed) {
        counter.bytes += chunk.length;
        if (!response.write(chunk)) return;
      }
      response.end();
    };
    response.on('drain', push).on('error', () => undefined);
    push();
  };

  test('is not read to its end', async () => {
    const counter = { bytes: 0 };
    const vendor = await startVendor((response) => endless(response.writeHead(200, json), counter));

    const failure = await send('read', createSystem(vendor.url));

    expect(failure).toMatchObject({ code: 'too_large' });
    expect(vendor.arrived).toHaveLength(1);
    expect(counter.bytes).toBeLessThan(20_000_000);
  });

  test('that is announced is not waited for, and below an error status only leaves it unexplained', async () => {
    const vendor = await startVendor((response, request) => {
      const status = request.url === '/big' ? 200 : 404;
      response.writeHead(status, { ...json, 'content-length': '50000000' }).write('{');
    });
    const upstream = createSystem(vendor.url);
    const from = performance.now();

    await expect(upstream.json(Contact, { path: ['big'] })).rejects.toMatchObject({ code: 'too_large' });
    await expect(upstream.json(Contact, { path: ['gone'] })).rejects.toMatchObject({ code: 'not_found' });
    expect(performance.now() - from).toBeLessThan(2000);
  });
});

test('a proxy that refuses has sent nothing, so a write leaves no doubt', async () => {
  const refused = new Error('Proxy response (407) !== 200 when HTTP Tunneling');
  const upstream = createUpstream({
    system: 'Xero',
    baseUrl: 'https://xero.example',
    requestIdHeaders: [],
    clock: createFakeClock(),
    // As fetch throws where NODE_USE_ENV_PROXY is set.
    transport: () =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('Request was cancelled.', { cause: refused }) })),
  });

  expect(await send('unkeyed write', upstream)).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('nothing was sent'),
  });
});

test('a write with a header that fetch does not send is not in doubt', async () => {
  const vendor = await startVendor((response) => sendJson(response, 200, { id: '1' }));
  const upstream = createSystem(vendor.url);
  const request = { method: 'POST', path: ['contacts'], headers: { 'x-note': '\u0001' } } as const;

  const failure = within(newCall({ effect: 'create' }), () => upstream.json(Contact, request));

  await expect(failure).rejects.toMatchObject({ code: 'unavailable' });
});
