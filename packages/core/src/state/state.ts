import type { Taken, WindowLimit } from './sliding-window.ts';

/** A value that processes share. */
export interface StateRecord {
  id: string;
  value: string;
  /** Changes with every write of the record; never comes back. */
  version: string;
}

/** How a record is written. */
export interface PutOptions {
  /** When it vanishes by itself, from now. Default: never. */
  ttlMilliseconds?: number;
  /** Only if the record still has this version; `null`: only if there is none. */
  ifVersion?: string | null;
  /** On the disk before it is acknowledged, so that it outlives a loss of power too. Matters to SQLite alone. */
  isDurable?: boolean;
}

/** What an engine can do. Each operation is atomic among all processes that use the same address. */
export interface StateEngine {
  /** Counts a call against a sliding window. */
  take(bucket: string, limit: WindowLimit): Promise<Taken>;
  /** Takes back what a granted `take` counted. */
  giveBack(bucket: string, limit: WindowLimit, slot: number): Promise<void>;
  get(space: string, id: string): Promise<StateRecord | undefined>;
  /** The new version, or nothing where `ifVersion` did not hold. */
  put(space: string, id: string, value: string, options?: PutOptions): Promise<string | undefined>;
  /** Whether this call removed it: of many at once, one is told yes. */
  delete(space: string, id: string, ifVersion?: string): Promise<boolean>;
  list(space: string): Promise<StateRecord[]>;
  /** Whether others find another state at its address by now, or none: a file that was deleted is still open. */
  isLost?(): boolean;
  close(): Promise<void>;
}

/**
 * What the processes of a fleet share: limits, approvals, keys of writes, leases. It opens at its first use.
 * Every operation throws `unavailable` where the state can't be reached or is broken.
 */
export interface State extends Omit<StateEngine, 'isLost'> {
  /** Whether this caller is the first to claim the identifier; of many at once, one is. */
  claim(space: string, id: string, ttlMilliseconds: number): Promise<boolean>;
  /**
   * Runs `work` while no other process runs under the same name. The lease is renewed meanwhile, and ends by itself
   * `leaseMilliseconds` after the process died; `signal` aborts if it was lost. Throws `unavailable` after 30 seconds of waiting.
   */
  withLock<Result>(
    name: string,
    leaseMilliseconds: number,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
}
