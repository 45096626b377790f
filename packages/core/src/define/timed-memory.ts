/** Gives what is known under a key, or reads it. */
export type TimedMemory<Value> = (key: string, read: () => Promise<Value>) => Promise<Value>;

/** Remembers answers for some time. What fails, or is cancelled with the call that asked, is not remembered. */
export function createTimedMemory<Value>(milliseconds: number, most: number): TimedMemory<Value> {
  const known = new Map<string, { value: Value; until: number }>();
  return async (key, read) => {
    const found = known.get(key);
    if (found && Date.now() < found.until) return found.value;
    const value = await read();
    known.delete(key);
    known.set(key, { value, until: Date.now() + milliseconds });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
