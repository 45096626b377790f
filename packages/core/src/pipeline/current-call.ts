import { AsyncLocalStorage } from 'node:async_hooks';
import type { Effect } from '../define/effect.ts';

/** What the HTTP adapter notes about a call's requests, for the audit record. */
export interface UpstreamNotes {
  /** Requests sent, retries included. */
  attempts: number;
  /** Requests that may change something, and all behind one that did; each counted once however often it was sent. */
  writes: number;
  /** Set once a request that may change something left for the system. */
  hasSent?: true;
  /** Set once a request that may change something was answered well: the same call again could change it twice. */
  hasWritten?: true;
  /** HTTP status of the last answer. */
  status?: number;
  /** The vendor's identifier of the last request. */
  vendorRequestId?: string;
  /** Why requests were sent again, in order. */
  retryReasons: string[];
}

/** The call that the current async work belongs to. Adapters read it, so that a vendor SDK needs to be told nothing. */
export interface CurrentCall {
  tool: string;
  effect: Effect;
  /** Set where the call is to change something, in its preview and its look-ups too: it may use the requests that reads have to leave. */
  isForWrite?: true;
  /** Who calls, in which tenant and role: calls of the same caller alone may share an answer. None: nothing is shared. */
  caller?: string;
  /** Aborts on cancellation by the client and at the deadline. */
  signal: AbortSignal;
  /** When the call must be over, in `performance.now()` milliseconds. */
  deadline: number;
  /** Set on an approved write; sent to the vendor where it takes one. */
  idempotencyKey?: string;
  upstream: UpstreamNotes;
}

/** Carries the {@link CurrentCall} through promises, timers and vendor SDKs. Empty outside a tool call. */
export const currentCall = new AsyncLocalStorage<CurrentCall>();
