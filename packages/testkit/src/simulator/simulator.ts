import { type Clock, systemClock } from './clock.ts';
import { deliveryOf } from './delivery.ts';
import { type Exchange, type Handled, parseExchange } from './exchange.ts';
import { commits, createFaultQueue, type Injection, replyOfFault } from './fault.ts';
import { type Listener, startListener, type TakeUpgrade } from './http-listener.ts';
import { respondInProcess } from './in-process.ts';
import { groupQuery, type LoggedRequest, type OpenLogEntry } from './request-log.ts';
import { createRouter, type Route, type SimulatorContext } from './router.ts';
import { catchRefusal, renderReply, type SimulatedReply, type SimulatedRequest } from './simulated-http.ts';
import { digestState } from './state-digest.ts';

/** What makes a vendor: its endpoints, its first state, and what surrounds each call. */
export interface SimulatorDefinition<State> {
  readonly name: string;
  readonly routes: readonly Route<State>[];
  /** Makes the state that the simulator starts with and goes back to; `now` is in milliseconds since 1970. */
  readonly seed: (now: number) => State;
  /** The vendor's own answer for a status: unknown path (404), wrong method (405), and statuses injected without a body. */
  readonly refuse: (status: number, request: SimulatedRequest) => SimulatedReply;
  /** Runs around every call: authorization and limits before `next`, the vendor's headers after it. */
  readonly around?: (
    request: SimulatedRequest,
    context: SimulatorContext<State>,
    next: () => SimulatedReply,
  ) => SimulatedReply;
  /** Called by `reset`, for what is kept outside the state (tokens, limits). */
  readonly onReset?: () => void;
  /** The part of the state that `digest` covers; all of it unless given. */
  readonly business?: (state: State) => unknown;
  readonly clock?: Clock;
  /** Takes over connections to the listener that ask for another protocol; they are refused without it. */
  readonly onUpgrade?: TakeUpgrade;
}

/** A vendor that can be called in process or over loopback, broken on purpose and looked into. */
export interface Simulator<State = unknown> {
  readonly name: string;
  readonly clock: Clock;
  readonly state: State;
  /** The requests since the start or the last `clearRequests`, oldest first; of very many, the last thousands. */
  readonly requests: readonly LoggedRequest[];
  /** Answers like fetch: faults reject with a TypeError or never settle until the request's signal aborts. */
  handle(request: Request): Promise<Response>;
  /** `handle` in the shape of fetch. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Makes the next matching requests go wrong; the function it gives takes the fault back. */
  inject(injection: Injection): () => void;
  clearFaults(): void;
  clearRequests(): void;
  /** A hash of the business state: equal before and after whatever changed nothing. */
  digest(): string;
  /** Back to the seed: state, tokens, limits, faults and log. */
  reset(): void;
  /** Listens on a free port of 127.0.0.1; a second call gives the same address. */
  start(): Promise<{ url: string }>;
  /** Stops listening and breaks open connections; harmless when not started. */
  stop(): Promise<void>;
}

/** Makes the function that answers one request from the routes, with the vendor's surroundings. */
const createAnswer = <State>(definition: SimulatorDefinition<State>) => {
  const find = createRouter(definition.routes);
  const { around = (_request, _context, next) => next(), refuse } = definition;
  return (request: SimulatedRequest, context: SimulatorContext<State>): SimulatedReply => {
    const next = (): SimulatedReply => {
      const match = find(request.method, request.path);
      if (match.kind === 'unknown') return refuse(404, request);
      if (match.kind === 'wrong-method') return refuse(405, request);
      const parameter = (name: string): string => match.parameters.get(name) ?? '';
      return catchRefusal(() => match.route.handle({ ...request, parameter }, context));
    };
    return catchRefusal(() => around(request, context, next));
  };
};

/** A sandbox may be asked for days: its log, which holds whole answers, must end somewhere. */
const requestsKept = 2000;

const openEntry = (sequence: number, at: number, exchange: Exchange, request: SimulatedRequest): OpenLogEntry => ({
  sequence,
  at,
  method: request.method,
  path: request.path,
  query: groupQuery(request.query),
  headers: Object.fromEntries(request.headers),
  body: exchange.body,
  fault: undefined,
  status: undefined,
  answer: '',
  aborted: false,
});

/** What a running simulator is made of. */
const createParts = <State>(definition: SimulatorDefinition<State>, clock: Clock) => {
  const answer = createAnswer(definition);
  const faults = createFaultQueue();
  const requests: OpenLogEntry[] = [];
  const held = { state: definition.seed(clock.now()), received: 0 };
  const respond = (exchange: Exchange): Handled => {
    const request = parseExchange(exchange);
    held.received += 1;
    const entry = openEntry(held.received, clock.now(), exchange, request);
    requests.push(entry);
    if (requests.length > requestsKept) requests.shift();
    const fault = faults.take(request);
    entry.fault = fault?.kind;
    const context = { state: held.state, now: clock.now };
    const ownReply = fault === undefined || commits(fault) ? answer(request, context) : undefined;
    const faultReply = fault && replyOfFault(fault, request, (status) => definition.refuse(status, request));
    const reply = renderReply(faultReply ?? ownReply ?? { status: 503 });
    const delayMilliseconds = fault?.kind === 'delay' ? fault.milliseconds : 0;
    return { entry, delivery: deliveryOf(fault, reply), delayMilliseconds };
  };
  const reset = (): void => {
    held.state = definition.seed(clock.now());
    held.received = 0;
    requests.length = 0;
    faults.clear();
    definition.onReset?.();
  };
  return { faults, held, requests, reset, respond };
};

/** Makes a simulator of a vendor: one fetch-shaped handler, with an HTTP listener on top when it is started. */
export const createSimulator = <State>(definition: SimulatorDefinition<State>): Simulator<State> => {
  const clock = definition.clock ?? systemClock;
  const { faults, held, requests, reset, respond } = createParts(definition, clock);
  const handle = (request: Request): Promise<Response> => respondInProcess(respond, request);
  let listener: Promise<Listener> | undefined;
  return {
    name: definition.name,
    clock,
    get state() {
      return held.state;
    },
    requests,
    handle,
    fetch: (input, init) => handle(new Request(input, init)),
    inject: faults.inject,
    clearFaults: faults.clear,
    clearRequests: () => {
      requests.length = 0;
    },
    digest: () => digestState(definition.business?.(held.state) ?? held.state),
    reset,
    start: async () => {
      listener ??= startListener(respond, definition.onUpgrade);
      return { url: (await listener).url };
    },
    stop: async () => {
      const started = await listener;
      listener = undefined;
      await started?.stop();
    },
  };
};
