import type { CurrentCall } from '../pipeline/current-call.ts';
import type { Answer } from './answer.ts';
import { interruptible } from './interruptible.ts';
import type { OutgoingRequest } from './outgoing-request.ts';

/** Lets the same question, asked by several calls at the same time, go to the vendor once. */
export interface Flights {
  /**
   * Answers a request with the flight that is under way for the same one, or starts it. Rejects with the signal's reason when
   * this request is given up; the flight goes on for the others and ends with the last of them.
   */
  share(request: OutgoingRequest, send: (request: OutgoingRequest) => Promise<Answer>): Promise<Answer>;
}

interface Flight {
  landing: Promise<Answer>;
  /** Stands for all calls that wait for it. */
  call: CurrentCall;
  control: AbortController;
  riders: number;
}

/** Makes the flights of one upstream. Only GETs of reads are shared, and only between calls of the same caller. */
export function createFlights(): Flights {
  const flights = new Map<string, Flight>();

  const start = (
    key: string,
    call: CurrentCall,
    request: OutgoingRequest,
    send: (request: OutgoingRequest) => Promise<Answer>,
  ): Flight => {
    const control = new AbortController();
    const shared = { ...call, signal: control.signal, upstream: { attempts: 0, writes: 0, retryReasons: [] } };
    const landing = send({ ...request, call: shared, signal: control.signal }).finally(() => {
      if (flights.get(key) === flight) flights.delete(key);
    });
    landing.catch(() => undefined);
    const flight: Flight = { landing, call: shared, control, riders: 0 };
    flights.set(key, flight);
    return flight;
  };

  /** What took off before a write ended does not answer who asks after it. */
  const closeFor = (request: OutgoingRequest) => {
    if (request.isWrite) flights.clear();
  };

  return {
    async share(request, send) {
      const { call, signal } = request;
      const key = flightKey(request);
      if (!call || key === undefined) return send(request).finally(() => closeFor(request));
      signal?.throwIfAborted();
      const flight = flights.get(key) ?? start(key, call, request, send);
      return ride(flight, call, signal, () => {
        // Nobody may board a flight that is being called off.
        if (flights.get(key) === flight) flights.delete(key);
      });
    },
  };
}

async function ride(
  flight: Flight,
  call: CurrentCall,
  signal: AbortSignal | undefined,
  close: () => void,
): Promise<Answer> {
  flight.riders += 1;
  flight.call.deadline = Math.max(flight.call.deadline, call.deadline);
  try {
    return await interruptible(flight.landing, signal);
  } finally {
    flight.riders -= 1;
    noteFlight(call, flight);
    // The last to give up calls the flight off; one that has landed needs none of that.
    if (flight.riders === 0 && signal?.aborted) {
      close();
      flight.control.abort(signal.reason);
    }
  }
}

/** Each call's audit record shows the requests that answered it, shared or not. */
function noteFlight(call: CurrentCall, flight: Flight): void {
  const { attempts, writes: _, retryReasons, ...last } = flight.call.upstream;
  Object.assign(call.upstream, last);
  call.upstream.attempts += attempts;
  call.upstream.retryReasons.push(...retryReasons);
}

function flightKey({ method, url, headers, call, isForeign }: OutgoingRequest): string | undefined {
  if (method !== 'GET' || isForeign || call?.effect !== 'read' || call.caller === undefined) return undefined;
  return JSON.stringify([call.caller, url.href, [...headers]]);
}
