import type { Writable } from 'node:stream';

/** Writes whole lines to one stream, and knows what has not left the process yet. */
export interface LineWriter {
  /** Queues a line, its newline included. Settles once the system has taken it; rejects when the reader is gone. */
  write(line: string): Promise<void>;
  /** Characters that the system has not taken yet. */
  pendingLength(): number;
  /** Resolves once everything written so far has been taken, or never will be. */
  flushed(): Promise<void>;
  /** Calls back once, when the stream can no longer be written to (EPIPE: the reader is gone). */
  onBroken(listener: (error: Error) => void): void;
}

/** Takes hold of the stream's `write` as it is now; what replaces it later is not used. */
export function createLineWriter(stream: Writable): LineWriter {
  const writeChunk = stream.write.bind(stream);
  const writes = new Set<Promise<void>>();
  const listeners: ((error: Error) => void)[] = [];
  let pending = 0;
  let broken: Error | undefined;

  function breakOff(error: Error): void {
    if (broken) return;
    broken = error;
    for (const listener of listeners) listener(error);
  }

  function writeOut(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      writeChunk(line, 'utf8', (error) => {
        if (!error) return resolve();
        breakOff(error);
        reject(error);
      });
    });
  }

  async function write(line: string): Promise<void> {
    if (broken) throw broken;
    pending += line.length;
    const written = writeOut(line).finally(() => {
      pending -= line.length;
      writes.delete(written);
    });
    writes.add(written);
    await written;
  }

  async function flushed(): Promise<void> {
    await Promise.allSettled(writes);
  }

  // Without a listener an EPIPE would be an uncaught exception.
  stream.on('error', breakOff);
  return {
    write,
    flushed,
    pendingLength: () => pending,
    onBroken: (listener) => (broken ? listener(broken) : listeners.push(listener)),
  };
}
