import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { LineWriter } from './line-writer.ts';

const stdoutDescriptor = 1;
const stderrDescriptor = 2;

/**
 * Keeps standard output for MCP alone: returns the only writer that still reaches it, and sends every other write to
 * standard error: `console.log`, `process.stdout`, pipes into it, and `fs` writes to descriptor 1 (as loggers do).
 * To be called once, before other modules run. A child process that inherits descriptor 1 is out of its reach.
 */
export function guardStdout(): LineWriter {
  const { stdout, stderr } = process;
  const writer = new LineWriter(stdout);
  // A stray message must not end the process because nobody reads standard error.
  stderr.on('error', () => {});
  stdout.write = new Proxy(stdout.write, {
    apply: (_target, _self, args) => Reflect.apply(stderr.write, stderr, args),
  });
  stdout.end = new Proxy(stdout.end, { apply: (_target, _self, args) => endStray(args) });
  redirectDescriptor();
  return writer;
}

/** Nobody ends standard output; what was to be its last chunk is written like any other stray chunk. */
function endStray(args: unknown[]): typeof process.stdout {
  const callback = args.find((arg) => typeof arg === 'function');
  const [chunk] = args;
  if (typeof chunk === 'string' || chunk instanceof Uint8Array) process.stderr.write(chunk);
  if (callback) queueMicrotask(() => Reflect.apply(callback, process.stdout, []));
  return process.stdout;
}

/** A stream's own writes do not pass here: Node.js took the functions that it needs when it started. */
function redirectDescriptor(): void {
  for (const name of ['write', 'writeSync', 'writev', 'writevSync'] as const) {
    const redirected = new Proxy(fs[name], {
      apply: (target, self, [descriptor, ...rest]) =>
        Reflect.apply(target, self, [descriptor === stdoutDescriptor ? stderrDescriptor : descriptor, ...rest]),
    });
    Reflect.set(fs, name, redirected);
  }
  syncBuiltinESMExports();
}
