/** Keeps texts up to a number of bytes; what was not used for the longest time goes first. */
export interface ByteCache<Entry extends { text: string }> {
  get(key: string): Entry | undefined;
  /** Keeps an entry, unless it alone would not fit. */
  set(key: string, entry: Entry): void;
  delete(key: string): void;
}

/** What an entry takes beside its text: key, numbers, places in the map. */
const overheadBytes = 300;

/** A cache of at most so many bytes, measured as the texts in UTF-8 and what keeping them takes. */
export function createByteCache<Entry extends { text: string }>(mostBytes: number): ByteCache<Entry> {
  // A Map hands its keys out in the order in which they were set: the first is the one to go.
  const entries = new Map<string, Entry>();
  let bytes = 0;

  const remove = (key: string) => {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    bytes -= sizeOf(entry);
  };

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry;
    },
    set(key, entry) {
      remove(key);
      if (sizeOf(entry) > mostBytes) return;
      entries.set(key, entry);
      bytes += sizeOf(entry);
      for (const oldest of entries.keys()) {
        if (bytes <= mostBytes) return;
        remove(oldest);
      }
    },
    delete: remove,
  };
}

function sizeOf(entry: { text: string }): number {
  return Buffer.byteLength(entry.text) + overheadBytes;
}
