/** Gives identifiers as decimal strings, each larger than the last. */
export interface IdSequence {
  next(): string;
}

/** Makes a sequence that begins at `start`; with a `step` above 1 identifiers cannot be guessed by adding one. */
export const createIdSequence = (start: number, step = 1): IdSequence => {
  let current = start;
  return {
    next: () => {
      const identifier = String(current);
      current += step;
      return identifier;
    },
  };
};
