import type { Extent } from '../programs/program.ts';
import type { Results } from '../results.ts';
import type { SizeResult } from '../size/measure-sizes.ts';
import type { StartResult } from '../start/measure-starts.ts';

/** Somebody else's server, and the figures of ours for the same system. */
export interface Rival {
  name: string;
  ourName: string;
  extent?: Extent;
  peer: Partial<Costs>;
  ours: Partial<Costs>;
}

/** What the two are compared by. Less is better in each. */
export interface Costs {
  cpu: number;
  memory: number;
  tokens: number;
  listKilobytes: number;
  megabytes: number;
  packages: number;
  bytes: number;
}

/** The peers that do what a server of ours does, in the order of the list: lean beside lean, else beside all that ours shows. */
export function rivalsOf({ start = [], size = [] }: Results): Rival[] {
  const costs = (name: string) =>
    costsOf(
      start.find((result) => result.name === name),
      size.find((result) => result.name === name),
    );
  return start
    .filter(({ kind, problem }) => kind === 'peer' && problem === undefined)
    .flatMap(({ name, system, extent }) => {
      const isOurs = (result: StartResult) => result.kind === 'ours' && result.system === system;
      const wanted = extent === 'lean' ? 'lean' : undefined;
      const ours = start.find((result) => isOurs(result) && result.extent === wanted);
      if (system === undefined || !ours) return [];
      return [{ name, ourName: ours.name, ...(extent && { extent }), peer: costs(name), ours: costs(ours.name) }];
    });
}

function costsOf(start: StartResult | undefined, size: SizeResult | undefined): Partial<Costs> {
  return {
    ...(start?.warm && { cpu: start.warm.cpu, memory: start.warm.memory }),
    ...(start && start.tools.length > 0 && { tokens: start.tokens, listKilobytes: start.listKilobytes }),
    ...(size?.bytes !== undefined && { bytes: size.bytes }),
    ...(size?.megabytes !== undefined && { megabytes: size.megabytes }),
    ...(size?.packages !== undefined && { packages: size.packages }),
  };
}
