/** Bounds how many requests to one vendor are under way, so that one slow vendor cannot take up the whole process. */
export interface Bulkhead {
  /**
   * Takes a place, after waiting for one where all are taken; resolves with what gives it back. Rejects with the signal's
   * reason when that aborts first, and the wait ends there. Undefined when too many are waiting already.
   */
  enter(signal?: AbortSignal): Promise<() => void> | undefined;
}

/** A bulkhead with so many places and a queue of so many, first come, first served. */
export function createBulkhead(places: number, queueLength: number): Bulkhead {
  const waiting = new Set<() => void>();
  let taken = 0;

  const createLeave = () => {
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const [next] = waiting;
      if (!next) {
        taken -= 1;
        return;
      }
      // The place goes from hand to hand: nobody who comes now can slip in between.
      waiting.delete(next);
      next();
    };
  };

  return {
    enter(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (taken < places) {
        taken += 1;
        return Promise.resolve(createLeave());
      }
      if (waiting.size >= queueLength) return undefined;
      return queueUp(waiting, signal).then(createLeave);
    },
  };
}

/** Resolves when the place of somebody who leaves is handed over. */
function queueUp(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => {
    waiting.delete(onPlace);
    reject(signal?.reason);
  };
  const onPlace = () => {
    signal?.removeEventListener('abort', onAbort);
    resolve();
  };
  waiting.add(onPlace);
  signal?.addEventListener('abort', onAbort, { once: true });
  return promise;
}
