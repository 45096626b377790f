// `pnpm bench [part...] [--quick] [--no-peers] [--write] [--from result.json]`: measures, and prints medians and ratios of one run.
// A whole run also writes docs/benchmarks.md. Never a test: the machine decides the figures.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../docs/servers.ts';
import { loadOfMinute, thisMachine } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import { parts } from './parts.ts';
import { cacheFolder } from './programs/cache-folder.ts';
import { peers } from './programs/peer-list.ts';
import { documentReport, terminalReport } from './report/report.ts';
import type { Results } from './results.ts';
import { prepare } from './surroundings.ts';

const options = readOptions(process.argv.slice(2));
// A result is only ever written by this program.
const results =
  options.from === undefined ? await measure(options) : (JSON.parse(readFileSync(options.from, 'utf8')) as Results);
console.log(terminalReport(results));
if (options.writesDocument) writeFileSync(join(root, 'docs', 'benchmarks.md'), documentReport(results));
if (options.from === undefined) console.log(`\nAs JSON: ${keep(results)}`);

async function measure({ isQuick, hasPeers, parts: names }: Options): Promise<Results> {
  const begun = performance.now();
  const machine = thisMachine();
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-bench-'));
  try {
    const surroundings = await prepare(folder, { isQuick, hasPeers });
    const problems: Record<string, string> = {};
    let measured: Partial<Results> = {};
    for (const name of names) {
      console.log(`  measuring: ${name} ...`);
      try {
        measured = { ...measured, ...(await parts[name](surroundings)) };
      } catch (error) {
        // What the other parts measured is not lost with it.
        problems[name] = `not measured: ${error instanceof Error ? error.message : 'unknown'}`;
      }
    }
    return {
      ...{ date: new Date().toISOString().slice(0, 10), machine, loadAfter: loadOfMinute(), isQuick, hasPeers },
      ...{ lasted: (performance.now() - begun) / 60_000, ...measured },
      notes: { ...(hasPeers && notesOfPeers()), ...problems },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notesOfPeers(): Record<string, string> {
  return Object.fromEntries(
    peers.map(({ name, package: from, version, env, note }) => [
      name,
      [`${from}@${version}`, env ? 'with made-up credentials' : undefined, note].filter(Boolean).join('; '),
    ]),
  );
}

/** Where programs find the figures of the last run. */
function keep(kept: Results): string {
  const path = join(cacheFolder(), 'result.json');
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(path, `${JSON.stringify(kept, undefined, 2)}\n`);
  return path;
}
