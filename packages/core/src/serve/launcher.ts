#!/usr/bin/env node
/** First file of every built server: checks Node.js, turns on the compile cache, starts `server.js` beside it, keeps its memory small. */
import module from 'node:module';
import v8 from 'node:v8';

const { node } = process.versions;
const [major = 0, minor = 0] = node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `This MCP server needs Node.js 22.18 or newer; this is ${node} (${process.execPath}).\n` +
      'Install a newer Node.js (https://nodejs.org), or start it with: npx -y -p node@24 -p <this package> <this command>\n',
  );
  process.exit(1);
}
module.enableCompileCache?.();
await import(new URL('./server.js', import.meta.url).href);
module.flushCompileCache?.();
// From now on what is short-lived is collected early, and the rest grows by halves: V8 would let a flood of calls take twice the memory.
v8.setFlagsFromString('--semi-space-growth-factor=1');
v8.setFlagsFromString('--heap-growing-percent=50');
// A finished compilation frees its memory at once: those that wait for a thread to do so pile up, to 30 MB in a first flood of calls.
v8.setFlagsFromString('--no-maglev-destroy-on-background');
// It compiles in smaller pieces: each thread keeps the memory that its largest took, 2 to 10 MB in all, and calls were no quicker by it.
v8.setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
// What it frees goes back to the system, at the latest when nothing is asked for some seconds; Node.js 22 and 23 do not know the flag.
if (major >= 24) v8.setFlagsFromString('--memory-saver-mode');
