import type { SurfaceTool } from '@bizmcp/core';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import surface from './surface.json' with { type: 'json' };

const Setting = z.object({
  name: z.string(),
  description: z.string(),
  secret: z.boolean(),
  default: z.string().optional(),
});

const Credential = z.object({
  title: z.string(),
  settings: z.array(z.string()),
  /** What a login brings, so that it need not be set. */
  fromLogin: z.array(z.string()).optional(),
  how: z.string(),
});

const Tool = z.object({
  name: z.string(),
  title: z.string(),
  effect: z.enum(['read', 'create', 'update', 'delete', 'send']) satisfies z.ZodType<SurfaceTool['effect']>,
  class: z.string(),
  scopes: z.array(z.string()),
  tokens: z.number(),
});

/** What bizmcp knows of a server: its package, and of its surface what people choose by. */
export const FleetServer = z.object({
  name: z.string(),
  title: z.string(),
  package: z.string(),
  version: z.string(),
  settings: z.array(Setting),
  credentials: z.array(Credential),
  tools: z.array(Tool),
  tokens: z.number(),
});

/** One server of the fleet. */
export type FleetServer = z.output<typeof FleetServer>;

/** One way to give a server access. */
export type Credential = z.output<typeof Credential>;

/** All servers, by name. */
export const fleet: readonly FleetServer[] = z.array(FleetServer).parse(surface);

/** The servers of these names, each once. Throws `CliError` for a name that there is not. */
export function serversOf(names: readonly string[]): FleetServer[] {
  return [...new Set(names)].map((name) => {
    const server = fleet.find((one) => one.name === name);
    if (server) return server;
    throw new CliError(
      'usage',
      `There is no server "${name}".`,
      `Servers: ${fleet.map((one) => one.name).join(', ')}.`,
    );
  });
}
