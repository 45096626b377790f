import type { Delivery } from './delivery.ts';
import type { Handled, Respond } from './exchange.ts';
import type { OpenLogEntry } from './request-log.ts';
import type { RenderedReply } from './simulated-http.ts';

const statusesWithoutBody = [101, 204, 205, 304];
const redirectStatuses = [301, 302, 303, 307, 308];
const longestRedirectChain = 20;

/** The error that fetch gives when the connection fails: its cause has the system's error code. */
const networkError = (code: string): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

const encoder = new TextEncoder();

/**
 * Requests that somebody may still abort. A request's signal follows its caller's only while the request is not garbage
 * collected, and nothing else holds one whose answer never comes: over a network, the socket would.
 */
const waiting = new Set<Request>();

/** Runs `onAbort` with the reason once the request is aborted, at once if it is; the function it gives stops that. */
const whenAborted = (request: Request, entry: OpenLogEntry, onAbort: (reason: unknown) => void): (() => void) => {
  const { signal } = request;
  const stop = (): void => {
    waiting.delete(request);
    signal.removeEventListener('abort', abort);
  };
  const abort = (): void => {
    stop();
    entry.aborted = true;
    onAbort(signal.reason);
  };
  waiting.add(request);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return stop;
};

const stalledBody = (text: string, entry: OpenLogEntry, request: Request): ReadableStream<Uint8Array> => {
  let ignoreAbort = (): void => {};
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(text.slice(0, Math.ceil(text.length / 2))));
      ignoreAbort = whenAborted(request, entry, (reason) => controller.error(reason));
    },
    cancel: () => {
      ignoreAbort();
      entry.aborted = true;
    },
  });
};

const dripBody = (
  text: string,
  everyMilliseconds: number,
  entry: OpenLogEntry,
  request: Request,
): ReadableStream<Uint8Array> => {
  const bytes = encoder.encode(text);
  let sent = 0;
  let ignoreAbort = (): void => {};
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      ignoreAbort = whenAborted(request, entry, (reason) => controller.error(reason));
    },
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, everyMilliseconds));
      if (entry.aborted) return;
      controller.enqueue(bytes.subarray(sent, sent + 1));
      sent += 1;
      if (sent < bytes.length) return;
      ignoreAbort();
      controller.close();
    },
    cancel: () => {
      ignoreAbort();
      entry.aborted = true;
    },
  });
};

/** A body that breaks on reading, as a decompressor's does when the bytes are not gzip. */
const brokenBody = (): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      const cause = Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' });
      controller.error(new TypeError('terminated', { cause }));
    },
  });

const toResponse = (
  reply: RenderedReply,
  body: string | ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
): Response =>
  new Response(statusesWithoutBody.includes(reply.status) ? null : body, {
    status: reply.status,
    headers: { ...reply.headers },
  });

const settle = (delivery: Delivery, entry: OpenLogEntry, request: Request): Promise<Response> => {
  if (delivery.manner === 'hang') {
    return new Promise((_resolve, reject) => whenAborted(request, entry, reject));
  }
  if (delivery.manner === 'reset') return Promise.reject(networkError('ECONNRESET'));
  const { reply } = delivery;
  entry.status = reply.status;
  entry.answer = reply.body;
  switch (delivery.manner) {
    case 'stalled':
      return Promise.resolve(toResponse(reply, stalledBody(reply.body, entry, request)));
    case 'drip':
      return Promise.resolve(toResponse(reply, dripBody(reply.body, delivery.everyMilliseconds, entry, request)));
    case 'wrong-gzip':
      return Promise.resolve(toResponse(reply, brokenBody()));
    case 'whole':
      return Promise.resolve(toResponse(reply, reply.bytes === undefined ? reply.body : new Uint8Array(reply.bytes)));
  }
};

const wait = (milliseconds: number, entry: OpenLogEntry, request: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = whenAborted(request, entry, (reason) => {
      clearTimeout(timer);
      reject(reason);
    });
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, milliseconds);
  });

const deliver = async ({ delayMilliseconds, delivery, entry }: Handled, request: Request): Promise<Response> => {
  if (delayMilliseconds > 0) await wait(delayMilliseconds, entry, request);
  return settle(delivery, entry, request);
};

/** The request that fetch makes when it follows a redirect; undefined when it leaves the simulator. */
const redirected = (request: Request, body: Uint8Array<ArrayBuffer>, response: Response): Request | undefined => {
  const target = new URL(response.headers.get('location') ?? '', request.url);
  if (target.origin !== new URL(request.url).origin) return undefined;
  const becomesGet = response.status === 303 || (response.status < 303 && request.method === 'POST');
  if (becomesGet) return new Request(target, { headers: request.headers, signal: request.signal });
  const carried = body.length === 0 ? {} : { body };
  return new Request(target, { method: request.method, headers: request.headers, signal: request.signal, ...carried });
};

/** Answers a fetch-shaped request without a socket, and fails in the ways that fetch fails. */
export const respondInProcess = async (respond: Respond, request: Request, hops = 0): Promise<Response> => {
  request.signal.throwIfAborted();
  const bytes = new Uint8Array(await request.arrayBuffer());
  const body = new TextDecoder().decode(bytes);
  const exchange = { method: request.method, url: new URL(request.url), headers: request.headers, body, bytes };
  const response = await deliver(respond(exchange), request);
  if (!redirectStatuses.includes(response.status) || request.redirect === 'manual') return response;
  if (request.redirect === 'error' || hops >= longestRedirectChain) throw networkError('UNEXPECTED_REDIRECT');
  const next = redirected(request, bytes, response);
  if (next === undefined) throw networkError('ENOTFOUND');
  return respondInProcess(respond, next, hops + 1);
};
