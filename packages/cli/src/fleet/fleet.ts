import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { FleetServer } from './fleet-server.ts';
import surface from './surface.json' with { type: 'json' };

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
