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

/** Runs `onAbort` with the reason once the signal aborts, at once if it has; the function it gives stops that. */
const whenAborted = (signal: AbortSignal, entry: OpenLogEntry, onAbort: (reason: unknown) => void): (() => void) => {
  const abort = (): void => {
    entry.aborted = true;
    onAbort(signal.reason);
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return () => signal.removeEventListener('abort', abort);
};

const stalledBody = (text: string, entry: OpenLogEntry, signal: AbortSignal): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encoder.encode(text.slice(0, Math.ceil(text.length / 2))));
      whenAborted(signal, entry, (reason) => controller.error(reason));
    },
    cancel: () => {
      entry.aborted = true;
    },
  });

const dripBody = (
  text: string,
  everyMilliseconds: number,
  entry: OpenLogEntry,
  signal: AbortSignal,
): ReadableStream<Uint8Array> => {
  const bytes = encoder.encode(text);
  let sent = 0;
  let ignoreAbort = (): void => {};
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      ignoreAbort = whenAborted(signal, entry, (reason) => controller.error(reason));
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

const toResponse = (reply: RenderedReply, body: string | ReadableStream<Uint8Array>): Response =>
  new Response(statusesWithoutBody.includes(reply.status) ? null : body, {
    status: reply.status,
    headers: { ...reply.headers },
  });

const settle = (delivery: Delivery, entry: OpenLogEntry, signal: AbortSignal): Promise<Response> => {
  if (delivery.manner === 'hang') {
    return new Promise((_resolve, reject) => whenAborted(signal, entry, reject));
  }
  if (delivery.manner === 'reset') return Promise.reject(networkError('ECONNRESET'));
  const { reply } = delivery;
  entry.status = reply.status;
  entry.answer = reply.body;
  switch (delivery.manner) {
    case 'stalled':
      return Promise.resolve(toResponse(reply, stalledBody(reply.body, entry, signal)));
    case 'drip':
      return Promise.resolve(toResponse(reply, dripBody(reply.body, delivery.everyMilliseconds, entry, signal)));
    case 'wrong-gzip':
      return Promise.resolve(toResponse(reply, brokenBody()));
    case 'whole':
      return Promise.resolve(toResponse(reply, reply.body));
  }
};

const wait = (milliseconds: number, entry: OpenLogEntry, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = whenAborted(signal, entry, (reason) => {
      clearTimeout(timer);
      reject(reason);
    });
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, milliseconds);
  });

const deliver = async ({ delayMilliseconds, delivery, entry }: Handled, signal: AbortSignal): Promise<Response> => {
  if (delayMilliseconds > 0) await wait(delayMilliseconds, entry, signal);
  return settle(delivery, entry, signal);
};

/** The request that fetch makes when it follows a redirect; undefined when it leaves the simulator. */
const redirected = (request: Request, body: string, response: Response): Request | undefined => {
  const target = new URL(response.headers.get('location') ?? '', request.url);
  if (target.origin !== new URL(request.url).origin) return undefined;
  const becomesGet = response.status === 303 || (response.status < 303 && request.method === 'POST');
  if (becomesGet) return new Request(target, { headers: request.headers, signal: request.signal });
  const carried = body === '' ? {} : { body };
  return new Request(target, { method: request.method, headers: request.headers, signal: request.signal, ...carried });
};

/** Answers a fetch-shaped request without a socket, and fails in the ways that fetch fails. */
export const respondInProcess = async (respond: Respond, request: Request, hops = 0): Promise<Response> => {
  const { signal } = request;
  signal.throwIfAborted();
  const body = await request.text();
  const exchange = { method: request.method, url: new URL(request.url), headers: request.headers, body };
  const response = await deliver(respond(exchange), signal);
  if (!redirectStatuses.includes(response.status) || request.redirect === 'manual') return response;
  if (request.redirect === 'error' || hops >= longestRedirectChain) throw networkError('UNEXPECTED_REDIRECT');
  const next = redirected(request, body, response);
  if (next === undefined) throw networkError('ENOTFOUND');
  return respondInProcess(respond, next, hops + 1);
};
