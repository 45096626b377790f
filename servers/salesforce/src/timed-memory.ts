/** Remembers answers for some time. What fails, or is cancelled with the call that asked, is not remembered. */
export function createTimedMemory<Value>(milliseconds: number, most: number) {
  const known = new Map<string, { value: Value; until: number }>();
  return async (key: string, read: () => Promise<Value>): Promise<Value> => {
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
