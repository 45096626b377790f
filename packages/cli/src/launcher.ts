#!/usr/bin/env node
/** First file of the built command: checks Node.js, turns on the compile cache and loads the rest. */
import module from 'node:module';

const { node } = process.versions;
const [major = 0, minor = 0] = node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `bizmcp needs Node.js 22.18 or newer; this is ${node} (${process.execPath}).\n` +
      'Install a newer Node.js (https://nodejs.org), or run it with: npx -y -p node@24 node ' +
      `${JSON.stringify(process.argv[1])}\n`,
  );
  process.exit(2);
}
module.enableCompileCache?.();
await import('./main.ts');
