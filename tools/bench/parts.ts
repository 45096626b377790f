import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../docs/servers.ts';
import { measureConcurrency } from './calls/measure-concurrency.ts';
import { measureOverhead } from './calls/overhead.ts';
import { measureThroughput } from './calls/throughput.ts';
import type { Figure } from './figure.ts';
import { type Fleet, firstOf, measureFleets } from './fleet/measure-fleet.ts';
import { measureMemory } from './memory/measure-memory.ts';
import type { PartName } from './options.ts';
import { leanPrograms } from './programs/peer-programs.ts';
import { ourTen } from './report/promises.ts';
import type { Results } from './results.ts';
import { measureSizes } from './size/measure-sizes.ts';
import { measureStarts } from './start/measure-starts.ts';
import type { Surroundings } from './surroundings.ts';

/** How each part of a run is measured. */
export const parts: Record<PartName, (surroundings: Surroundings) => Promise<Partial<Results>>> = {
  start: async ({ folder, isQuick, floors, ours, peers }) => ({
    start: await measureStarts(
      [...floors, ...ours, ...(peers.length > 0 ? leanPrograms(ours) : []), ...peers],
      folder,
      isQuick ? 3 : 15,
    ),
  }),
  size: async ({ folder, ours, installedPeers }) => ({
    size: await measureSizes(
      ours.map(({ name }) => name),
      installedPeers,
      folder,
    ),
  }),
  calls: async ({ folder, isQuick, called }) => ({
    overhead: await measureOverhead(folder, isQuick),
    concurrency: await measureConcurrency(
      await called(),
      folder,
      isQuick ? { rounds: 1, milliseconds: 400 } : { rounds: 4, milliseconds: 600 },
    ),
  }),
  memory: async ({ folder, isQuick, called }) => ({
    memory: await measureMemory(await called(), folder, isQuick ? 5_000 : 50_000),
  }),
  fleet: async (surroundings) => ({
    fleet: await measureFleets(fleetsOf(surroundings), surroundings.folder, surroundings.isQuick ? 1 : 3),
  }),
  governance: async ({ folder, isQuick }) => ({
    overhead: await measureOverhead(folder, isQuick),
    governance: [...(await measureThroughput()), ...(await runBenchFiles('core'))],
  }),
  insights: async () => ({ insights: await runBenchFiles('insights') }),
};

function fleetsOf({ ours, floors, peers }: Surroundings): Fleet[] {
  // The template is in no client's configuration.
  const fleet = ours.filter(({ name }) => name !== 'hello').map((program) => withSandbox(program));
  const whole = peers.filter(({ name, extent }) => extent === undefined && !name.startsWith('Stripe'));
  return [
    ...floors.map((floor) => ({ name: `ten times ${floor.name}`, programs: firstOf([floor], 10) })),
    { name: ourTen, programs: firstOf(fleet, 10) },
    ...(whole.length > 0 ? [{ name: 'the other servers, one of each', programs: whole }] : []),
  ];
}

/** A start is the same with it; the calls after it need no account. */
function withSandbox<Program extends { args: readonly string[] }>(program: Program): Program {
  return { ...program, args: [...program.args, '--sandbox'] };
}

/** Runs the `*.bench.ts` files of a package, each of which exports `run`. */
async function runBenchFiles(packageName: string): Promise<Figure[]> {
  const folder = join(root, 'packages', packageName, 'bench');
  const figures: Figure[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))) {
    const { run }: { run(): Promise<Figure[]> } = await import(join(folder, file));
    const topic = file.replace('.bench.ts', '');
    figures.push(...(await run()).map((figure) => ({ ...figure, name: `${topic}: ${figure.name}` })));
  }
  return figures;
}
