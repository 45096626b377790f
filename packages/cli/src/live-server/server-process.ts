import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerStart } from '../entry-reading/server-start.ts';
import { systemCommand } from '../entry-reading/system-command.ts';

/** How a server's process ended. */
export interface ServerEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Why it could not be started at all. */
  error?: Error;
}

/** A running server: lines in, lines out. */
export interface ServerProcess {
  readonly pid: number;
  /** The end of what it has written to standard error. */
  readonly stderr: string;
  readonly ended: Promise<ServerEnd>;
  /** How it ended by itself; undefined while it runs and when we have ended it. */
  readonly death: ServerEnd | undefined;
  send(line: string): void;
  onLine(listener: (line: string) => void): void;
  /** Ends its input, which every server has to follow, and kills it when it does not. */
  close(): Promise<void>;
}

const graceMilliseconds = 2000;
const mostStderr = 8000;
const living = new Set<ChildProcessWithoutNullStreams>();

process.on('exit', () => {
  for (const child of living) killGroup(child);
});

/** Starts a server as its client would. Never throws: what went wrong is told by its end. */
export function startServer(start: ServerStart): ServerProcess {
  const child = spawnServer(start);
  living.add(child);
  const ended = endOf(child);
  let stderr = '';
  let death: ServerEnd | undefined;
  let isClosing = false;
  ended.then((end) => {
    if (!isClosing) death = end;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-mostStderr);
  });
  // A process that ends while it is written to is seen by its end.
  child.stdin.on('error', () => {});
  return {
    pid: child.pid ?? 0,
    get stderr() {
      return stderr;
    },
    ended,
    get death() {
      return death;
    },
    send: (line) => void child.stdin.write(`${line}\n`),
    onLine: linesOf(child),
    async close() {
      isClosing = true;
      child.stdin.end();
      const isOver = await Promise.race([ended.then(() => true), delay(graceMilliseconds, false, { ref: false })]);
      if (!isOver) killGroup(child);
      await ended;
    },
  };
}

function spawnServer(start: ServerStart): ChildProcessWithoutNullStreams {
  const { environment, folder } = start;
  const { file, args, windowsVerbatimArguments } = systemCommand(start);
  // In a group of its own, Ctrl-C reaches us alone, and we tell the server what was stopped.
  const detached = process.platform !== 'win32';
  const options = { env: { ...environment }, cwd: folder, detached, windowsVerbatimArguments };
  return spawn(file, args, { ...options, stdio: 'pipe' });
}

/** The server and what started it, as npx and its shell. */
function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<ServerEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      living.delete(child);
      resolve({ code: null, signal: null, error });
    });
    // 'close' comes once the last output was read.
    child.once('close', (code, signal) => {
      living.delete(child);
      resolve({ code, signal });
    });
  });
}

function linesOf(child: ChildProcessWithoutNullStreams): ServerProcess['onLine'] {
  const listeners: ((line: string) => void)[] = [];
  const early: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (listeners.length === 0) early.push(line);
      for (const listener of listeners) listener(line);
    }
  });
  return (listener) => {
    listeners.push(listener);
    for (const line of early.splice(0)) listener(line);
  };
}
