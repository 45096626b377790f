import { ToolError } from '../define/tool-error.ts';
import { currentCall } from '../pipeline/current-call.ts';
import type { Answer, Outcome } from './answer.ts';
import type { ExchangeContext } from './exchange-context.ts';
import { faultOf, RedirectRefused, stopReason } from './fault.ts';
import { interruptible } from './interruptible.ts';
import type { OutgoingRequest } from './outgoing-request.ts';
import { placeOf } from './request-url.ts';
import { readBody } from './response-body.ts';
import { vendorRequestId } from './vendor-text.ts';

const mostRedirects = 3;
const errorBodyBytes = 256 * 1024;
const longestTimerMilliseconds = 2 ** 31 - 1;

/**
 * Sends a request once, redirects included, and reads the whole answer, all within one time limit.
 * Throws only what `authorize` threw; everything the network does is an {@link Outcome}.
 */
export async function sendAttempt(request: OutgoingRequest, context: ExchangeContext): Promise<Outcome> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), attemptMilliseconds(request, context));
  const { signal } = limit;
  const giveUp = () => limit.abort(request.signal?.reason);
  if (request.signal?.aborted) giveUp();
  request.signal?.addEventListener('abort', giveUp, { once: true });
  let isSent = false;
  try {
    signal.throwIfAborted();
    const headers = await interruptible(authorizeRequest(request, context), signal);
    isSent = true;
    if (request.isWrite && request.call) request.call.upstream.hasSent = true;
    return { kind: 'answer', answer: await followRedirects(request, headers, signal, context) };
  } catch (error) {
    if (signal.aborted) return stopOutcome(request, context, isSent);
    if (!isSent) throw error;
    return { kind: 'fault', fault: faultOf(error) };
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', giveUp);
  }
}

/** The outcome of a request that was stopped by its call or by a time limit. */
export function stopOutcome(request: OutgoingRequest, context: ExchangeContext, mayHaveArrived: boolean): Outcome {
  // A timer may fire a little before its time by the clock.
  const isPastDeadline = request.call !== undefined && context.clock.now() >= request.call.deadline - 5;
  const reason = request.signal?.aborted ? stopReason(request.signal, isPastDeadline) : 'timeout';
  return { kind: 'fault', fault: { reason, mayHaveArrived } };
}

function attemptMilliseconds(request: OutgoingRequest, context: ExchangeContext): number {
  const timeLeft = request.call ? request.call.deadline - context.clock.now() : longestTimerMilliseconds;
  return Math.max(0, Math.min(context.timeoutMilliseconds, timeLeft, longestTimerMilliseconds));
}

async function authorizeRequest(request: OutgoingRequest, context: ExchangeContext): Promise<Headers> {
  const headers = new Headers(request.headers);
  if (request.isForeign || !context.authorize) return headers;
  // Getting a token may itself take a request, which is not part of the tool's call.
  const credentials = await currentCall.exit(context.authorize);
  try {
    for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
  } catch {
    // The parser's own message quotes the credential.
    throw new ToolError(
      'not_configured',
      `The credentials configured for ${context.address.system} hold a character that cannot be sent, such as a line break. Enter them again.`,
    );
  }
  return headers;
}

async function followRedirects(
  request: OutgoingRequest,
  headers: Headers,
  signal: AbortSignal,
  context: ExchangeContext,
): Promise<Answer> {
  let url = request.url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await receive(request, url, headers, signal, context);
    if (!isRedirect(response)) return readAnswer(response, url, context);
    await response.body?.cancel();
    const target = redirectTarget(request, url, response, context);
    if (!target || redirects === mostRedirects) throw new RedirectRefused(response.status);
    url = target;
  }
}

/** Several choices without a place to go to are an answer: the request could mean more than one thing. */
function isRedirect({ status, headers }: Response): boolean {
  if (status === 300) return headers.has('location');
  return status > 300 && status < 400 && status !== 304;
}

async function receive(
  request: OutgoingRequest,
  url: URL,
  headers: Headers,
  signal: AbortSignal,
  context: ExchangeContext,
): Promise<Response> {
  const notes = request.call?.upstream;
  if (notes) notes.attempts += 1;
  const { method, body } = request;
  const response = await context.transport(url, { method, headers, redirect: 'manual', signal, ...(body && { body }) });
  if (notes) {
    notes.status = response.status;
    if (request.isWrite && response.status < 400) notes.hasWritten = true;
    const requestId = vendorRequestId(response.headers, context.requestIdHeaders);
    if (requestId) notes.vendorRequestId = requestId;
  }
  return response;
}

async function readAnswer(response: Response, url: URL, context: ExchangeContext): Promise<Answer> {
  const { status, headers } = response;
  if (status < 400) return { url, status, headers, body: await readBody(response, context.maxResponseBytes) };
  const maxBytes = Math.min(context.maxResponseBytes, errorBodyBytes);
  // The status says enough: a body that is too long or breaks off only goes unexplained.
  return { url, status, headers, body: await readBody(response, maxBytes).catch(() => undefined) };
}

function redirectTarget(
  request: OutgoingRequest,
  from: URL,
  response: Response,
  context: ExchangeContext,
): URL | undefined {
  const isSafe = request.method === 'GET' || request.method === 'HEAD';
  const location = response.headers.get('location');
  const target = location ? URL.parse(location, from.href) : null;
  if (!isSafe || target?.origin !== request.url.origin) return undefined;
  return placeOf(context.address, target) ? target : undefined;
}
