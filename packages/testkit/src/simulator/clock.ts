/** Where a simulator reads the time, in milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that only moves when the test says so. */
export interface ManualClock extends Clock {
  /** Moves the clock forward by this many milliseconds. */
  advance(milliseconds: number): void;
}

/** Makes a clock that stands at `start` (milliseconds since 1970) until it is advanced. */
export const createManualClock = (start: number): ManualClock => {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
};
