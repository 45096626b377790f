import type { Writable } from 'node:stream';

/** An answer that waits to be read keeps its request with it, some kilobytes: a flood of small ones must not count for little. */
const keptPerLine = 1024;

/** Writes whole lines to one stream, and knows what has not left the process yet. */
export class LineWriter {
  /** The stream's `write` as it was at the beginning; what replaces it later is not used. */
  readonly #writeChunk: Writable['write'];
  readonly #writes = new Set<Promise<void>>();
  readonly #listeners: ((error: Error) => void)[] = [];
  #pendingLength = 0;
  #broken: Error | undefined;

  constructor(stream: Writable) {
    this.#writeChunk = stream.write.bind(stream);
    // Without a listener an EPIPE would be an uncaught exception.
    stream.on('error', (error: Error) => this.#breakOff(error));
  }

  /** Characters that the system has not taken yet; with each line counts what is kept for it beside its text. */
  get pendingLength(): number {
    return this.#pendingLength + this.#writes.size * keptPerLine;
  }

  /** Queues a line, its newline included. Settles once the system has taken it; rejects when the reader is gone. */
  async write(line: string): Promise<void> {
    if (this.#broken) throw this.#broken;
    this.#pendingLength += line.length;
    const written = this.#writeOut(line).finally(() => {
      this.#pendingLength -= line.length;
      this.#writes.delete(written);
    });
    this.#writes.add(written);
    await written;
  }

  /** Resolves once everything written so far has been taken, or never will be. */
  async flushed(): Promise<void> {
    await Promise.allSettled(this.#writes);
  }

  /** Calls back once, when the stream can no longer be written to (EPIPE: the reader is gone). */
  onBroken(listener: (error: Error) => void): void {
    if (this.#broken) listener(this.#broken);
    else this.#listeners.push(listener);
  }

  #writeOut(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#writeChunk(line, 'utf8', (error) => {
        if (!error) return resolve();
        this.#breakOff(error);
        reject(error);
      });
    });
  }

  #breakOff(error: Error): void {
    if (this.#broken) return;
    this.#broken = error;
    for (const listener of this.#listeners) listener(error);
  }
}
