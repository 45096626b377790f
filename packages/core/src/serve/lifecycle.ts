import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import v8 from 'node:v8';
import { placeOf } from '../observe/place-of.ts';
import type { LineWriter } from './lines/line-writer.ts';

/** What the end of the process depends on. */
export interface LifecycleOptions {
  stdin: Readable;
  writer: LineWriter;
  /** Resolves when the requests that came in are answered; waited for before the closers run. */
  drained(): Promise<void>;
  /** Takes what went wrong unforeseen, as one line. */
  log(line: string): void;
  /** After so long the process ends whatever still hangs; the system then needs some more to end it. 65 unless told. */
  deadlineMilliseconds?: number;
}

/** The end of the process. */
export interface Lifecycle {
  /** Registers what is to be closed. All run at once; none can delay the end. */
  onShutdown(closer: () => unknown): void;
}

/** What V8 compiles in the background by then takes a few milliseconds. */
const compilingMilliseconds = 10;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the process within 100 ms of the end of its input, of SIGINT, SIGTERM or SIGHUP, or of its output breaking
 * (EPIPE), whatever timers and sockets are open: requests are drained, closers run, what was written is flushed.
 * Exit code 0 when the client went away; 128 + signal number on a signal, as shells and supervisors expect.
 * An uncaught exception or rejection is logged by its place and the process stays up: one broken call must not take others with it.
 */
export function startLifecycle(options: LifecycleOptions): Lifecycle {
  const { stdin, writer, log, deadlineMilliseconds = 65 } = options;
  const closers: (() => unknown)[] = [];
  let isEnding = false;

  async function end(exitCode: number): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(exitCode), deadlineMilliseconds);
    const compiled = endCompiling();
    await runAll([options.drained], log);
    await runAll(closers, log);
    await writer.flushed();
    await compiled;
    process.exit(exitCode);
  }

  for (const event of ['end', 'close', 'error']) stdin.on(event, () => void end(0));
  writer.onBroken(() => void end(0));
  for (const signal of signals) process.on(signal, () => void end(128 + constants.signals[signal]));
  process.on('uncaughtException', (error) => log(`Uncaught exception: ${placeOf(error)}`));
  process.on('unhandledRejection', (reason) => log(`Unhandled rejection: ${placeOf(reason)}`));
  return { onShutdown: (closer) => void closers.push(closer) };
}

async function runAll(tasks: (() => unknown)[], log: (line: string) => void): Promise<void> {
  const results = await Promise.allSettled(tasks.map(async (task) => task()));
  for (const result of results) {
    if (result.status === 'rejected') log(`Closing failed: ${placeOf(result.reason)}`);
  }
}

/**
 * Has V8 begin nothing more in the background, and waits for what it began. A compilation there may wait for a collection by the main
 * thread; once the process exits, that thread waits for the compilation, and both do so for good: https://github.com/nodejs/node/issues/64274
 */
async function endCompiling(): Promise<void> {
  for (const flag of ['--no-maglev', '--no-concurrent-sparkplug']) v8.setFlagsFromString(flag);
  await delay(compilingMilliseconds);
}
