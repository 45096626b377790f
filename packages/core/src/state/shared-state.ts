import { ToolError } from '../define/tool-error.ts';
import { log } from '../observe/log.ts';
import { messageOf } from '../observe/message-of.ts';
import type { State, StateEngine } from './state.ts';

const lockSpace = 'lock';
const longestLockWaitMilliseconds = 30_000;

/** A state over an engine that is opened at the first use, and again after it could not be opened or was lost; the log names its file. */
export function createState(open: () => Promise<StateEngine>, file?: string): State {
  const engine = createLazyEngine(open, file);
  return {
    ...engine,
    async claim(space, id, ttlMilliseconds) {
      return (await engine.put(space, id, '', { ttlMilliseconds, ifVersion: null })) !== undefined;
    },
    async withLock(name, leaseMilliseconds, work) {
      const lease = await takeLease(engine, name, leaseMilliseconds);
      try {
        return await work(lease.signal);
      } finally {
        await lease.end();
      }
    },
  };
}

function createLazyEngine(open: () => Promise<StateEngine>, file: string | undefined): Omit<StateEngine, 'isLost'> {
  let opening: Promise<StateEngine> | undefined;
  let opened: StateEngine | undefined;
  const openAnew = async () => {
    opened = await open();
    return opened;
  };
  const engine = () => {
    if (opened?.isLost?.()) {
      opened.close().catch(() => {});
      opened = opening = undefined;
    }
    opening ??= openAnew().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };
  const using = async <Result>(work: (engine: StateEngine) => Promise<Result>): Promise<Result> => {
    try {
      return await work(await engine());
    } catch (error) {
      throw unavailable(error, file);
    }
  };
  return {
    take: (bucket, limit) => using((one) => one.take(bucket, limit)),
    giveBack: (bucket, limit, slot) => using((one) => one.giveBack(bucket, limit, slot)),
    get: (space, id) => using((one) => one.get(space, id)),
    put: (space, id, value, options) => using((one) => one.put(space, id, value, options)),
    delete: (space, id, ifVersion) => using((one) => one.delete(space, id, ifVersion)),
    list: (space) => using((one) => one.list(space)),
    async close() {
      const closing = opening;
      opened = opening = undefined;
      // An engine that never opened has nothing to close.
      await closing?.then((one) => one.close()).catch(() => {});
    },
  };
}

async function takeLease(engine: StateEngine, name: string, ttlMilliseconds: number) {
  let version = await waitForLease(engine, name, ttlMilliseconds);
  const lost = new AbortController();
  let renewing: Promise<void> = Promise.resolve();
  const renew = async () => {
    const next = await engine.put(lockSpace, name, '', { ttlMilliseconds, ifVersion: version });
    if (next === undefined)
      lost.abort(new ToolError('unavailable', 'Another process took over what this one was doing.'));
    else version = next;
  };
  const timer = setInterval(() => {
    // A renewal that fails is tried again; the lease ends by itself if none succeeds.
    renewing = renewing.then(() => (lost.signal.aborted ? undefined : renew())).catch(() => {});
  }, ttlMilliseconds / 3);
  timer.unref();
  return {
    signal: lost.signal,
    async end() {
      clearInterval(timer);
      await renewing;
      // If it can't be given back it ends by itself; the work is done all the same.
      if (!lost.signal.aborted) await engine.delete(lockSpace, name, version).catch(() => {});
    },
  };
}

async function waitForLease(engine: StateEngine, name: string, ttlMilliseconds: number): Promise<string> {
  const until = Date.now() + longestLockWaitMilliseconds;
  for (;;) {
    const version = await engine.put(lockSpace, name, '', { ttlMilliseconds, ifVersion: null });
    if (version !== undefined) return version;
    if (Date.now() > until) {
      throw new ToolError('unavailable', `Another process is busy with the same (${name}). Try again in a minute.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 40));
  }
}

function unavailable(error: unknown, file: string | undefined): ToolError {
  if (error instanceof ToolError) return error;
  log(
    'error',
    `The shared state of this server can't be used: ${file ? `the state file ${file}: ` : ''}${messageOf(error)}`,
  );
  return new ToolError(
    'unavailable',
    'The place where this server keeps its limits and approvals cannot be used, so nothing that changes something is done. The person who runs this computer finds the reason in its log on stderr: make room for the state file that it names, move that file away where it is broken, or start the database.',
    {},
    { cause: error },
  );
}
