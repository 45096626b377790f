import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dataClasses, effects } from '@bizmcp/core';
import type { CataloguedAction, PolicyCatalogue, ScopedAction } from '@bizmcp/core/operate';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { fleet } from '../fleet/fleet.ts';
import { nearHint } from '../near-hint.ts';
import { findCheckout } from '../new/checkout.ts';
import { namesInFolder, type Surroundings } from '../surroundings.ts';

const Tool = z.object({
  name: z.string(),
  effect: z.enum(effects),
  class: z.enum(dataClasses),
  scopes: z.array(z.string()),
  /** Of the fleet; a surface.json has their schema. */
  arguments: z.array(z.string()).optional(),
  inputSchema: z.object({ properties: z.record(z.string(), z.unknown()).optional() }).optional(),
});

/** Of a surface.json or of the fleet: what a policy decides by. */
const Surface = z.object({ name: z.string(), tools: z.array(Tool) });

/**
 * The tools of the fleet, and of servers of one's own: those of the checkout that the command is run in, and those whose surface.json
 * is named. Of two servers of one name the nearer one counts.
 */
export function catalogueOf(surfaces: readonly string[] = [], { folder }: Surroundings): PolicyCatalogue {
  const checkout = findCheckout(folder);
  const own = [
    ...surfaces.map((path) => readSurface(resolve(folder, path))),
    ...(checkout === undefined ? [] : surfacesIn(join(checkout, 'servers'))),
    ...fleet.map((server) => Surface.parse(server)),
  ];
  const nearest = own.filter(({ name }, index) => own.findIndex((other) => other.name === name) === index);
  return nearest.map(({ name, tools }) => ({ server: name, tools: tools.map(toAction) }));
}

function toAction({ class: data, inputSchema, arguments: names, ...tool }: z.output<typeof Tool>): CataloguedAction {
  return { ...tool, data, arguments: names ?? (inputSchema && Object.keys(inputSchema.properties ?? {})) };
}

function surfacesIn(servers: string): z.output<typeof Surface>[] {
  const paths = namesInFolder(servers).map((name) => join(servers, name, 'surface.json'));
  return paths.filter((path) => existsSync(path)).map(readSurface);
}

/** The tool that was named as `server.tool`. Throws `usage` with the nearest names where there is none. */
export function toolNamed(catalogue: PolicyCatalogue, name: string): { server: string; action: ScopedAction } {
  const [server = '', tool = ''] = name.split('.');
  const action = findTool(catalogue, server, tool);
  if (action) return { server, action };
  const names = catalogue.flatMap((known) => known.tools.map((one) => `${known.server}.${one.name}`));
  throw new CliError('usage', `There is no tool ${name}.`, nearHint(name, names, 'See `bizmcp list <server>`.'));
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
