/** Takes what is worth reading in a report though nothing failed, such as a measured time. */
export type Note = (text: string) => void;

/** One thing that a server is held to. It throws an AssertionError that says what is wrong and where to look. */
export interface Check {
  /** A sentence about behaviour, unique in its suite. */
  title: string;
  run(note: Note): Promise<void>;
}

/** Checks on one subject of the contract. */
export interface Suite {
  title: string;
  checks: readonly Check[];
  /** Whether the checks wait more than they work, so that several may run at once. */
  isConcurrent?: boolean;
  /** Ends what its checks share, once no more of them will run. */
  end?(): Promise<void>;
}
