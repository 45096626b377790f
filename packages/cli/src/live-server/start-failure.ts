import type { ServerEnd } from './server-process.ts';

/** Why a server and a client did not come together. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
  /** Undefined while the process still ran. */
  readonly end: ServerEnd | undefined;
  readonly stderr: string;
  readonly noise: readonly string[];

  constructor(message: string, details: { end: ServerEnd | undefined; stderr: string; noise: readonly string[] }) {
    super(message);
    this.end = details.end;
    this.stderr = details.stderr;
    this.noise = details.noise;
  }
}
