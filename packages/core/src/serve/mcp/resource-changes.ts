/** Leads the news of a changed resource from the server's code to the connection. */
export interface ResourceChanges {
  publish(uri: string): void;
  /** Whoever listens hears of what changes from now on. Returns the end of it. */
  listen(listener: (uri: string) => void): () => void;
}

/** Makes one that nobody listens to yet; what is published before is heard by nobody. */
export function createResourceChanges(): ResourceChanges {
  const listeners = new Set<(uri: string) => void>();
  return {
    publish(uri) {
      for (const listener of listeners) listener(uri);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
