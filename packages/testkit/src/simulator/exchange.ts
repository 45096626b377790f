import type { Delivery } from './delivery.ts';
import type { OpenLogEntry } from './request-log.ts';
import { readBody, type SimulatedRequest } from './simulated-http.ts';

/** A request as it came in, from a socket or in process. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
  /** The body as it was sent: text in UTF-8 is no home for files. */
  readonly bytes: Uint8Array;
}

/** What the simulator decided about a request: its log entry (still open) and how the answer goes out. */
export interface Handled {
  readonly entry: OpenLogEntry;
  readonly delivery: Delivery;
  readonly delayMilliseconds: number;
}

/** The part of a simulator that both transports share. */
export type Respond = (exchange: Exchange) => Handled;

/** Makes what guards and handlers see of a request; its parameters are filled in once a route is found. */
export const parseExchange = (exchange: Exchange): SimulatedRequest => ({
  method: exchange.method.toUpperCase(),
  path: exchange.url.pathname.length > 1 ? exchange.url.pathname.replace(/\/+$/, '') : exchange.url.pathname,
  query: exchange.url.searchParams,
  headers: exchange.headers,
  body: readBody(exchange.body, exchange.headers.get('content-type') ?? ''),
  bytes: exchange.bytes,
  parameter: () => '',
});
