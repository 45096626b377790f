/** Gives what is known under a key, or reads it; each key has one reader. */
export type TimedMemory = <Value>(key: string, read: () => Promise<Value>) => Promise<Value>;

/** Remembers answers for so many milliseconds, and of them the `most` youngest. What fails, or is cancelled with the call that asked, is not remembered. */
export function createTimedMemory(milliseconds: number, most: number): TimedMemory {
  const known = new Map<string, { value: unknown; until: number }>();
  return async <Value>(key: string, read: () => Promise<Value>) => {
    const found = known.get(key);
    // It came from the one reader of its key.
    if (found && Date.now() < found.until) return found.value as Value;
    const value = await read();
    known.delete(key);
    known.set(key, { value, until: Date.now() + milliseconds });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return value;
  };
}
