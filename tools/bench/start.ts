import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'tsup';
import { root, serverFolders } from '../docs/servers.ts';
import { type Figure, medianOf } from './figure.ts';
import { startLineClient } from './line-client.ts';

const runs = 15;
const floor = 'SDK hello';

/** One start. */
interface Sample {
  /** Milliseconds on the processor until the list of tools was there. */
  cpu: number;
  /** The most memory until then, in MB. */
  memory: number;
}

/**
 * Processor time and memory from the start of each server to its list of tools, beside a hello-world on the bare SDK that is bundled and
 * has a warm compile cache too. Each round starts every one of them once, so that a busy machine is busy for all.
 */
export async function measureStart(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bizmcp-bench-'));
  const scripts = new Map([[floor, await bundledHello(folder)]]);
  for (const { name, folder: server } of serverFolders()) {
    const script = join(server, 'dist', 'index.js');
    if (existsSync(script)) scripts.set(name, script);
    else console.log(`  ${name} is not built, and left out`);
  }
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < runs + 2; round += 1) {
    for (const [name, script] of scripts) {
      const sample = await startOnce(script);
      if (round >= 2) samples.set(name, [...(samples.get(name) ?? []), sample]);
    }
  }
  rmSync(folder, { recursive: true });
  const floorSamples = samples.get(floor) ?? [];
  return [...samples].flatMap(([name, mine]) => figuresOf(name, mine, floorSamples));
}

function figuresOf(name: string, mine: readonly Sample[], floorSamples: readonly Sample[]): Figure[] {
  const ratios = mine.map(({ cpu }, round) => cpu / (floorSamples[round]?.cpu ?? Number.NaN));
  const memory = medianOf(mine.map((sample) => sample.memory));
  const more = memory - medianOf(floorSamples.map((sample) => sample.memory));
  return [
    {
      name: `${name}: start to tools/list, CPU, median of ${runs}`,
      unit: 'ms',
      value: medianOf(mine.map(({ cpu }) => cpu)),
      note: `${medianOf(ratios).toFixed(2)} x the SDK hello`,
    },
    {
      name: `${name}: start to tools/list, peak memory`,
      unit: 'MB',
      value: memory,
      note: `${more >= 0 ? '+' : ''}${more.toFixed(1)} MB beside the SDK hello`,
    },
  ];
}

// Bundled CommonJS calls require() for Node's own modules.
const requireBanner = 'import { createRequire as __cr } from "node:module"; const require = __cr(import.meta.url);';

/** Bundles the floor as a careful author would: one minified file behind a launcher that turns the compile cache on. */
async function bundledHello(folder: string): Promise<string> {
  const entry = { server: join(root, 'tools', 'bench', 'sdk-hello.ts') };
  await build({
    ...{ entry, outDir: folder, format: 'esm', platform: 'node', minify: true, noExternal: [/./] },
    ...{ config: false, dts: false, clean: false, silent: true, banner: { js: requireBanner } },
  });
  const launcher = join(folder, 'index.js');
  const cache = JSON.stringify(join(folder, 'cache'));
  writeFileSync(
    launcher,
    `import { enableCompileCache } from 'node:module';\nenableCompileCache(${cache});\nawait import('./server.js');\n`,
  );
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return launcher;
}

async function startOnce(script: string): Promise<Sample> {
  const client = await startLineClient([script], { HOME: root });
  await client.request('tools/list', {});
  const { pid = 0 } = client.process;
  const sample = { cpu: cpuOf(pid), memory: peakMemoryOf(pid) };
  await client.close();
  return sample;
}

/** Milliseconds on the processor so far, of all threads, from the scheduler's own account (Linux only). */
function cpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}

/** The largest resident set so far, in MB (Linux only). */
function peakMemoryOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
