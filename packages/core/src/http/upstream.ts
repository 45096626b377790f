import type * as z from 'zod';
import { ToolError } from '../define/tool-error.ts';
import { currentCall } from '../pipeline/current-call.ts';
import type { BreakerEvent, BreakerRules } from '../resilience/circuit-breaker.ts';
import { type Clock, systemClock } from '../resilience/clock.ts';
import { createPublishedLimits, type PublishedLimit, type PublishedLimits } from '../resilience/published-limits.ts';
import { createRetryBudget } from '../resilience/retry-budget.ts';
import { createVendorHints } from '../resilience/vendor-hints.ts';
import { createVendorLimits, type VendorLimit } from '../resilience/vendor-limits.ts';
import type { State } from '../state/state.ts';
import type { Answer } from './answer.ts';
import { stopOutcome } from './attempt.ts';
import { exchange } from './exchange.ts';
import type { ExchangeContext } from './exchange-context.ts';
import type { Explain } from './explanation.ts';
import { badAnswer, failureOf } from './failure.ts';
import { firstMisfit, placeOfMisfit } from './first-misfit.ts';
import { createFlights } from './flights.ts';
import { createGuards } from './gate.ts';
import { isJsonType, mediaType, readJsonAnswer } from './json-answer.ts';
import { type OutgoingRequest, readOutgoing } from './outgoing-request.ts';
import { createRenewal } from './renewal.ts';
import { type Address, buildUrl, parseAddress, type Query } from './request-url.ts';
import type { Transport } from './transport.ts';

const usualTimeoutSeconds = 30;

/** How to reach one business system over HTTP. */
export interface UpstreamOptions {
  /** From the configuration: requests go to this origin, below this path, and nowhere else. */
  baseUrl: string;
  /** Whether its addresses end in a slash. */
  endsInSlash?: boolean;
  /** Further origins that may be asked, without credentials, such as the store of presigned downloads. */
  origins?: readonly string[];
  /** Headers that identify us; asked for before each attempt, sent to the base origin only. */
  authorize?: () => Record<string, string> | Promise<Record<string, string>>;
  /** Gets new credentials after a 401; the request is then sent once more. Rejects when a person has to step in. The connection gives it. */
  renew?: () => Promise<void>;
  /** Headers in which the vendor names a request, the best first. */
  requestIdHeaders: readonly string[];
  /** The header in which the vendor takes an idempotency key; without one, no write is ever sent twice. */
  idempotencyHeader?: string;
  /** Or the query parameter, such as `requestid`; a key longer than `maxLength` is replaced by a digest of it. */
  idempotencyParameter?: { query: string; maxLength?: number };
  /** Reads the vendor's own error schema. What it does not return is never shown. */
  explain?: Explain;
  /** Replaces the network: the simulator of `--sandbox`. */
  transport?: Transport;
  /** Seconds for one attempt, to the last byte of the answer; 30 unless told. */
  timeoutSeconds?: number;
  /** Longest answer in bytes, decompressed; 10 MiB unless told. */
  maxResponseBytes?: number;
  /** How often a request is sent at most; 3 unless told. */
  attempts?: number;
  /** How many requests are under way at once at most; 10 unless told. */
  concurrency?: number;
  /** How many more may wait for their turn; 100 unless told. */
  queueLength?: number;
  /** When a failing system is left alone; after 5 failures in a row, or half of 20 in a minute, unless told. */
  breaker?: Partial<BreakerRules>;
  /** Reads the vendor's rate-limit headers; when a tenth of a limit is left, requests wait for its reset or are refused. */
  readLimits?: (headers: Headers) => VendorLimit | undefined;
  /**
   * The vendor's published rates and quotas, counted by all processes together before a request leaves: each attempt counts, however
   * it ends. A request waits while its call has the time, else it is refused with `rate_limited`. Reads leave `reserve` (a share).
   */
  limits?: readonly PublishedLimit[];
  /** How many requests the vendor takes at once from all processes together. */
  concurrent?: number;
  /** Whose limit a request counts against (a tenant, a realm), where the vendor has several; one for all unless told. */
  limitScope?: string | ((url: URL, headers: Headers) => string);
  /** Told when the system is left alone, and when it is back. The connection gives it. */
  report?: (event: BreakerEvent) => unknown;
  /** What processes share: counts of published limits, what a vendor asked of one of them. The connection gives it. */
  state?: State;
  clock?: Clock;
  /** From 0 to 1, for the jitter of waits. */
  random?: () => number;
}

interface NamedUpstreamOptions extends UpstreamOptions {
  /** The system's name in messages, such as `HubSpot`. */
  system: string;
}

/** One JSON request. */
interface JsonRequest {
  /** GET unless told. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments below the base URL; each stays one segment, whatever a caller put into it. */
  path: readonly (string | number)[];
  query?: Query;
  /** Sent as JSON, or as a form where it is a URLSearchParams. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Set where the request only looks something up, whatever its method: within a write too it is then repeated, and leaves no doubt. */
  isLookUp?: true;
}

/** The only way to a business system: every request is bounded, retried only where that is safe, and fails as a ToolError. */
export interface Upstream {
  /** The system's name in messages. */
  system: string;
  /**
   * Takes the place of the global fetch in a vendor's SDK, whose own retries must be off. Resolves with answers below 300 (and
   * 304), read whole; throws a ToolError for every other, and for HTML or broken JSON where JSON was asked for.
   */
  fetch: Transport;
  /** Sends a request and returns its JSON answer by the schema, which should name only what is used. No content is undefined. */
  json<Schema extends z.ZodType>(schema: Schema, request: JsonRequest): Promise<z.output<Schema>>;
}

/** Makes the way to one system. Throws `not_configured` when the base URL cannot be used. */
export function createUpstream(options: NamedUpstreamOptions): Upstream {
  const context = createContext(options);
  const flights = createFlights();

  const send = async (...[input, init]: Parameters<Transport>) => {
    const request = await readOutgoing(context.address, context.idempotency, input, init);
    try {
      return { request, answer: await flights.share(request, (shared) => exchange(shared, context)) };
    } catch (error) {
      if (error instanceof ToolError || !request.signal?.aborted) throw error;
      throw failureOf(stopOutcome(request, context, true), context);
    }
  };

  return {
    system: options.system,
    async fetch(input, init) {
      const { request, answer } = await send(input, init);
      const problem = sdkProblem(request, answer);
      if (problem) throw badAnswer(request, answer, problem, context);
      return toResponse(answer);
    },
    async json(schema, jsonRequest) {
      const sendJson = () => send(...buildRequest(context.address, jsonRequest));
      const { request, answer } = await (jsonRequest.isLookUp ? asRead(sendJson) : sendJson());
      const reading = readJsonAnswer(answer);
      if ('problem' in reading) throw badAnswer(request, answer, reading.problem, context);
      const parsed = schema.safeParse(reading.value, firstMisfit);
      if (parsed.success) return parsed.data;
      const place = placeOfMisfit(schema, parsed.error);
      const problem = reading.value === undefined ? 'no content' : `JSON of another shape${place && `, at ${place}`}`;
      throw badAnswer(request, answer, problem, context);
    },
  };
}

function asRead<Result>(work: () => Result): Result {
  const call = currentCall.getStore();
  return call ? currentCall.run({ ...call, effect: 'read' }, work) : work();
}

function createContext(options: NamedUpstreamOptions): ExchangeContext {
  const clock = options.clock ?? systemClock;
  const { system, state, concurrency = 10, queueLength = 100, breaker = {}, limitScope = '' } = options;
  const rules = { concurrency, queueLength, breaker };
  return {
    address: parseAddress(system, options.baseUrl, options),
    authorize: options.authorize,
    renewal: options.renew && createRenewal(options.renew),
    requestIdHeaders: options.requestIdHeaders,
    idempotency: options.idempotencyHeader ? { header: options.idempotencyHeader } : options.idempotencyParameter,
    explain: options.explain,
    transport: options.transport ?? fetch,
    timeoutMilliseconds: (options.timeoutSeconds ?? usualTimeoutSeconds) * 1000,
    maxResponseBytes: options.maxResponseBytes ?? 10 * 1024 * 1024,
    attempts: options.attempts ?? 3,
    clock,
    random: options.random ?? Math.random,
    budget: createRetryBudget(clock),
    rules,
    guardOf: createGuards({ clock, rules }, options.report),
    limits: createVendorLimits(clock),
    hints: state && createVendorHints({ system, state, clock, leaseMilliseconds: leaseMillisecondsOf(options) }),
    readLimits: options.readLimits,
    published: publishedLimitsOf(options, clock),
    limitScope: typeof limitScope === 'string' ? () => limitScope : limitScope,
  };
}

function publishedLimitsOf(options: NamedUpstreamOptions, clock: Clock): PublishedLimits | undefined {
  const { system, baseUrl, limits = [], concurrent, state } = options;
  if (limits.length === 0 && concurrent === undefined) return undefined;
  const leaseMilliseconds = leaseMillisecondsOf(options);
  // A vendor's test environment has limits of its own.
  const vendor = `${system} ${URL.parse(baseUrl)?.host ?? ''}`;
  return createPublishedLimits({ vendor, limits, concurrent, leaseMilliseconds, clock, state });
}

/** An attempt is over by then, so what it took up and did not give back is a dead process's. */
function leaseMillisecondsOf({ timeoutSeconds = usualTimeoutSeconds }: UpstreamOptions): number {
  return timeoutSeconds * 1000 + 5000;
}

function buildRequest(address: Address, request: JsonRequest): [URL, RequestInit] {
  const { method = 'GET', body } = request;
  const isForm = body instanceof URLSearchParams;
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': type }),
    ...request.headers,
  };
  const text = isForm ? body.toString() : JSON.stringify(body);
  const init = { method, headers, ...(body !== undefined && { body: text }) };
  return [buildUrl(address, request.path, request.query), init];
}

/** What an SDK would stumble over, in a few words: its own parser would throw an error that quotes the answer. */
function sdkProblem(request: OutgoingRequest, answer: Answer): string | undefined {
  const type = mediaType(answer.headers);
  const accept = request.headers.get('accept');
  // A file that is called JSON, or a page, need be neither whole nor right for whoever asked for any file.
  if (accept === '*/*') return undefined;
  if (type.includes('html')) return takesPages(accept) ? undefined : 'HTML instead of what was asked for';
  if (!isJsonType(type) || answer.status === 304) return undefined;
  const reading = readJsonAnswer(answer);
  if ('problem' in reading) return reading.problem;
  return reading.value === undefined && request.method === 'GET' && answer.status !== 204 ? 'no content' : undefined;
}

/** Whether a page can be what was asked for; else it is of an outage or a login, with a good status. */
function takesPages(accept: string | null): boolean {
  if (accept === null || accept.includes('html')) return true;
  return accept.includes('*/*') && !accept.includes('json');
}

function toResponse(answer: Answer): Response {
  const headers = new Headers(answer.headers);
  // They describe the bytes on the wire, not the decompressed ones handed out here.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  const isEmpty = [204, 205, 304].includes(answer.status);
  const response = new Response(isEmpty ? null : (answer.body ?? null), { status: answer.status, headers });
  return Object.defineProperty(response, 'url', { value: answer.url.href });
}
