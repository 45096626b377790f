import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataClasses, effects, nearestNames } from '@bizmcp/core';
import type { PolicyCatalogue, ScopedAction } from '@bizmcp/core/operate';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { fleet } from '../fleet/fleet.ts';
import type { Surroundings } from '../surroundings.ts';

const Tool = z.object({
  name: z.string(),
  effect: z.enum(effects),
  class: z.enum(dataClasses),
  scopes: z.array(z.string()),
});

/** Of a surface.json or of the fleet: what a policy decides by. */
const Surface = z.object({ name: z.string(), tools: z.array(Tool) });

/** The tools of the fleet, and of servers of one's own whose surface.json is named; those take the place of the fleet's. */
export function catalogueOf(surfaces: readonly string[] | undefined, { folder }: Surroundings): PolicyCatalogue {
  const own = (surfaces ?? []).map((path) => readSurface(resolve(folder, path)));
  const others = fleet.filter(({ name }) => !own.some((surface) => surface.name === name));
  return [...own, ...others.map((server) => Surface.parse(server))].map(({ name, tools }) => ({
    server: name,
    tools: tools.map(({ class: data, ...tool }): ScopedAction => ({ ...tool, data })),
  }));
}

/** The tool that was named as `server.tool`. Throws `usage` with the nearest names where there is none. */
export function toolNamed(catalogue: PolicyCatalogue, name: string): { server: string; action: ScopedAction } {
  const [server = '', tool = ''] = name.split('.');
  const action = findTool(catalogue, server, tool);
  if (action) return { server, action };
  const names = catalogue.flatMap((known) => known.tools.map((one) => `${known.server}.${one.name}`));
  const nearest = nearestNames(name, names);
  const hint = nearest.length > 0 ? `Near it: ${nearest.join(', ')}.` : 'See `bizmcp list <server>`.';
  throw new CliError('usage', `There is no tool ${name}.`, hint);
}

/** A tool by its server and its own name. */
export function findTool(catalogue: PolicyCatalogue, server: string, tool: string): ScopedAction | undefined {
  return catalogue.find((known) => known.server === server)?.tools.find(({ name }) => name === tool);
}

function readSurface(path: string): z.output<typeof Surface> {
  try {
    return Surface.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CliError('usage', `${path} is no surface.json of a server.`, 'The generator writes it: `pnpm generate`.');
  }
}
