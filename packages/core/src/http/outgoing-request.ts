import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import { type CurrentCall, currentCall } from '../pipeline/current-call.ts';
import {
  type IdempotencyPlace,
  idempotencyKeyFor,
  shortenKey,
  withoutParameter,
  withParameter,
} from './idempotency-key.ts';
import { type Address, admitUrl, parseSdkUrl } from './request-url.ts';

/** A request ready to be sent, as often as its kind allows. */
export interface OutgoingRequest {
  method: string;
  url: URL;
  headers: Headers;
  /** Whole in memory, so that it can be sent again. */
  body: Uint8Array<ArrayBuffer> | undefined;
  /** The tool call it belongs to; none in a health check. */
  call: CurrentCall | undefined;
  /** Aborts with the call or with the SDK's own signal. */
  signal: AbortSignal | undefined;
  /** Goes to one of the further origins: no credential is sent. */
  isForeign: boolean;
  /** May change something at the vendor, so that a missing answer leaves doubt. */
  isWrite: boolean;
  /** Can be sent again without doing anything twice. */
  isRepeatable: boolean;
}

const safeMethods = new Set(['GET', 'HEAD']);
/** Methods that fetch takes as they are written. */
const plainMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
/** What another origin is told; whatever else an SDK sets may be a credential. */
const foreignHeaders = /^(accept|accept-.*|content-.*|if-.*|range|user-agent)$/;

type Parts = Pick<OutgoingRequest, 'method' | 'headers' | 'body'>;

/** Reads what was handed to fetch, checks where it goes, and settles how often it may be sent. */
export async function readOutgoing(
  address: Address,
  idempotency: IdempotencyPlace | undefined,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<OutgoingRequest> {
  const url =
    typeof input === 'string' ? parseSdkUrl(address, input) : new URL(input instanceof URL ? input : input.url);
  const isForeign = admitUrl(address, url) === 'foreign';
  const call = currentCall.getStore();
  const { method, headers: given, body } = await readParts(address.system, input, init);
  const headers = isForeign ? keepForeign(given) : given;

  const isSafe = safeMethods.has(method);
  const isPartOfWrite = call !== undefined && isWrite(call.effect);
  const mayChange = isPartOfWrite && !isSafe;
  const place = mayChange && !isForeign ? idempotency : undefined;
  const keyed = place && call && placeKey(place, call, { method, url, headers, body });

  return {
    method,
    url: keyed ?? url,
    headers,
    body,
    call,
    signal: joinSignals(call?.signal, init?.signal ?? (input instanceof Request ? input.signal : undefined)),
    isForeign,
    isWrite: mayChange,
    isRepeatable: isSafe || keyed !== undefined || (call !== undefined && !isPartOfWrite),
  };
}

/** Puts the call's idempotency key where the vendor takes it, instead of one of an SDK's own; returns the URL to send to. */
function placeKey(
  place: IdempotencyPlace,
  call: CurrentCall,
  request: Pick<OutgoingRequest, 'method' | 'url' | 'headers' | 'body'>,
): URL | undefined {
  const { method, headers, body } = request;
  const url = 'query' in place ? withoutParameter(request.url, place.query) : request.url;
  const key = idempotencyKeyFor(call, method, url, body);
  if (key === undefined) return undefined;
  if ('query' in place) return withParameter(url, place.query, shortenKey(key, place.maxLength));
  headers.set(place.header, key);
  return url;
}

/** The error for a request of which fetch, or an SDK, could make none. */
export function unformedRequest(system: string): ToolError {
  return new ToolError(
    'invalid_input',
    `The request to ${system} could not be formed; nothing was sent. Check the arguments for characters that do not belong there.`,
  );
}

async function readParts(system: string, input: string | URL | Request, init: RequestInit | undefined): Promise<Parts> {
  try {
    const plain = readPlain(input, init);
    if (plain) return plain;
    // The signal is watched by us: here it would only keep the body from being read.
    const request = new Request(input, { ...init, signal: null });
    const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
    return { method: request.method, headers: new Headers(request.headers), body };
  } catch {
    // The parser's own message may quote a header, and so a credential.
    throw unformedRequest(system);
  }
}

/** What fetch makes of a method, headers and a text, without the costly object that it makes them into. Most requests are no more. */
function readPlain(input: string | URL | Request, init: RequestInit = {}): Parts | undefined {
  const { method = 'GET', body = null } = init;
  if (input instanceof Request || !plainMethods.has(method)) return undefined;
  if (body !== null && (typeof body !== 'string' || safeMethods.has(method))) return undefined;
  const headers = new Headers(init.headers);
  if (body === null) return { method, headers, body: undefined };
  if (!headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  return { method, headers, body: new TextEncoder().encode(body) };
}

function keepForeign(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => foreignHeaders.test(name)));
}

function joinSignals(...signals: (AbortSignal | null | undefined)[]): AbortSignal | undefined {
  const present = signals.filter((signal) => signal !== null && signal !== undefined);
  return present.length > 1 ? AbortSignal.any(present) : present[0];
}
