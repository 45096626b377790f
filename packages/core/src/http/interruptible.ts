/** Waits for work, but no longer than until the signal aborts; the work itself goes on for others who wait for it. */
export async function interruptible<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (!signal) return work;
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([stop.promise, work]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
