// `pnpm bench [topic]`: measures, and prints medians and ratios of one run. Never a test: the machine decides the figures.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../docs/servers.ts';
import type { Figure } from './figure.ts';
import { measureOverhead } from './overhead.ts';
import { measureStart } from './start.ts';
import { measureThroughput } from './throughput.ts';

const topics: Record<string, () => Promise<Figure[]>> = {
  start: measureStart,
  governance: async () => [
    ...(await measureOverhead()),
    ...(await measureThroughput()),
    ...(await runBenchFiles('core')),
  ],
  insights: () => runBenchFiles('insights'),
};

const [chosen] = process.argv.slice(2);
const names = chosen === undefined ? Object.keys(topics) : [chosen];
for (const name of names) {
  const topic = topics[name];
  if (!topic) throw new Error(`There is no bench called ${name}. There are: ${Object.keys(topics).join(', ')}.`);
  console.log(`\n${name} (Node.js ${process.versions.node}, ${process.platform} ${process.arch})`);
  for (const figure of await topic()) console.log(lineOf(figure));
}

function lineOf({ name, value, unit, note }: Figure): string {
  return `  ${name.padEnd(60)} ${formatted(value).padStart(10)} ${unit}${note === undefined ? '' : `  (${note})`}`;
}

function formatted(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Runs the `*.bench.ts` files of a package, each of which exports `run`. */
async function runBenchFiles(packageName: string): Promise<Figure[]> {
  const folder = join(root, 'packages', packageName, 'bench');
  const figures: Figure[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))) {
    const { run }: { run(): Promise<Figure[]> } = await import(join(folder, file));
    figures.push(
      ...(await run()).map((figure) => ({ ...figure, name: `${file.replace('.bench.ts', '')}: ${figure.name}` })),
    );
  }
  return figures;
}
