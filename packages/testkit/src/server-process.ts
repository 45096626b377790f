import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** How to start a server. */
export interface ServerProcessOptions {
  /** The JavaScript file to run with this Node.js. */
  script: string;
  args?: readonly string[];
  /** The whole environment of the process but for PATH, which it always gets. */
  env?: Readonly<Record<string, string>>;
  /** The folder it runs in; this process's own unless given. */
  cwd?: string;
}

/** How a process ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** When, on the scale of `performance.now()`. */
  at: number;
}

/** A running server, seen from outside: lines in, lines out. */
export interface ServerProcess {
  readonly pid: number;
  /** The complete lines on standard output so far. */
  readonly lines: readonly string[];
  /** All bytes on standard output so far, as text. */
  readonly stdout: string;
  readonly stderr: string;
  readonly exited: Promise<Exit>;
  /** Writes text and a newline to standard input. */
  send(line: string): void;
  /** Calls back with each line that comes after this. */
  onLine(listener: (line: string) => void): void;
  /** The first line so far or to come that fits. Rejects with all that was seen when none comes in time. */
  lineWhere(fits: (line: string) => boolean, milliseconds?: number): Promise<string>;
  /** Ends standard input. */
  endInput(): void;
  kill(signal: NodeJS.Signals): void;
  /** Ends input, waits a moment and kills what is left. Harmless when it has ended. */
  close(): Promise<void>;
}

const graceMilliseconds = 1000;
const patienceMilliseconds = 15_000;
const living = new Set<ChildProcessWithoutNullStreams>();

// Whatever becomes of the tests, no process outlives them.
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts a server without a shell and without a client, so that a test can say and see each line. */
export function startServerProcess({ script, args = [], env = {}, cwd }: ServerProcessOptions): ServerProcess {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: 'pipe',
    ...(cwd !== undefined && { cwd }),
  });
  living.add(child);
  const exited = watchExit(child);
  const output = collectLines(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A process that ends while it is written to is seen by its exit.
  child.stdin.on('error', () => {});
  return {
    pid: child.pid ?? 0,
    ...output,
    get stdout() {
      return output.text();
    },
    get stderr() {
      return stderr;
    },
    exited,
    send: (line) => void child.stdin.write(`${line}\n`),
    lineWhere: (fits, milliseconds = patienceMilliseconds) =>
      lineWhere(output, fits, milliseconds, () => `stdout: ${output.text()}\nstderr: ${stderr}`),
    endInput: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    async close() {
      child.stdin.end();
      const isOver = await Promise.race([exited.then(() => true), delay(graceMilliseconds, false)]);
      if (!isOver) child.kill('SIGKILL');
      await exited;
    },
  };
}

function watchExit(child: ChildProcessWithoutNullStreams): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    let at = 0;
    child.once('exit', () => {
      at = performance.now();
      living.delete(child);
    });
    // 'close' comes once the last output was read.
    child.once('close', (code, signal) => resolve({ code, signal, at }));
  });
}

interface Output {
  lines: string[];
  text(): string;
  onLine(listener: (line: string) => void): void;
}

function collectLines(child: ChildProcessWithoutNullStreams): Output {
  const lines: string[] = [];
  const listeners: ((line: string) => void)[] = [];
  let text = '';
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      for (const listener of [...listeners]) listener(line);
    }
  });
  return { lines, text: () => text, onLine: (listener) => void listeners.push(listener) };
}

async function lineWhere(
  output: Output,
  fits: (line: string) => boolean,
  milliseconds: number,
  seen: () => string,
): Promise<string> {
  const known = output.lines.find(fits);
  if (known !== undefined) return known;
  const found = Promise.withResolvers<string>();
  output.onLine((line) => {
    if (fits(line)) found.resolve(line);
  });
  const timer = setTimeout(
    () => found.reject(new Error(`No such line in ${milliseconds} ms.\n${seen()}`)),
    milliseconds,
  );
  try {
    return await found.promise;
  } finally {
    clearTimeout(timer);
  }
}
