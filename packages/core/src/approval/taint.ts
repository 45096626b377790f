/** Whether this process has read text that outsiders may have written: from then on no write is approved without a person. */
export interface Taint {
  /** Remembers a read of untrusted content by the name of its tool. There is no way back but a new process. */
  mark(source: string): void;
  /** The first tool that read such content; nothing while there is none. */
  readonly source: string | undefined;
}

/** A process that has read nothing yet. */
export function createTaint(): Taint {
  let first: string | undefined;
  return {
    mark(source) {
      first ??= source;
    },
    get source() {
      return first;
    },
  };
}
