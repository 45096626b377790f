import type { Fault } from './fault.ts';

/** One request that reached the simulator, as it was on the wire (the authorization is kept, for tests that look for canaries). */
export interface LoggedRequest {
  /** 1 for the first request. */
  readonly sequence: number;
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The kind of the fault that struck, if one did. */
  readonly fault: Fault['kind'] | undefined;
  /** The status of the answer; undefined while there is none, and for ever after a hang or a reset. */
  readonly status: number | undefined;
  /** The answer's body; empty while there is none. */
  readonly answer: string;
  /** Whether the client gave up before it had the whole answer. */
  readonly aborted: boolean;
}

/** A log entry while its exchange goes on. */
export type OpenLogEntry = { -readonly [Field in keyof LoggedRequest]: LoggedRequest[Field] };

/** Groups repeated query parameters under their names. */
export const groupQuery = (query: URLSearchParams): Record<string, string[]> =>
  Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
