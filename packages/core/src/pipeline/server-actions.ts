import type { Connection, SystemConnection } from '../credentials/connection.ts';
import type { ResourceDefinition } from '../define/resource.ts';
import type { Server } from '../define/server.ts';
import { capabilitiesFace } from '../define/surface.ts';
import { capabilitiesOf } from '../observe/capabilities.ts';
import { checkHealth } from '../observe/check-health.ts';
import { healthCheckTool } from '../observe/health-check-tool.ts';
import type { Policy } from '../policy/policy.ts';
import { completionAction, resourceAction, toolAction } from './actions.ts';
import type { Action, Principal } from './call.ts';

type Parts = Parameters<typeof checkHealth>[0] & { policy: Policy; principal: Principal; tenant?: string };

/** A resource as clients address it, its reading, and the completion of each variable of its address. */
interface ResourceActions {
  uri: string;
  action: Action;
  completions: ReadonlyMap<string, Action>;
}

/** All that clients may ask of a server: what its author wrote, and what every server has. */
export function serverActions(
  parts: Parts,
  connection: SystemConnection,
): { tools: ReadonlyMap<string, Action>; resources: readonly ResourceActions[] } {
  const { server } = parts;
  const { system } = server.api;
  const health = { prepare() {}, api: async () => ({ health: () => checkHealth(parts, connection) }) };
  const tools = [
    ...server.tools.map((tool) => toolAction(tool, system, connection)),
    // The api's type is erased here: `health` is made for this tool, and its handler asks for nothing else.
    toolAction(healthCheckTool as Server['tools'][number], system, health),
  ];
  return {
    tools: new Map(tools.map((action) => [action.name, action])),
    resources: [
      capabilities(parts),
      ...(server.resources ?? []).map((resource) => resourceActions(resource, system, connection)),
    ],
  };
}

function capabilities({ server, policy, principal, tenant }: Parts): ResourceActions {
  const resource: ResourceDefinition<unknown> = {
    ...capabilitiesFace(server.name),
    read: async () => capabilitiesOf(server, policy, principal, tenant),
  };
  return resourceActions(resource, server.api.system, { prepare() {}, api: async () => undefined });
}

function resourceActions(
  resource: ResourceDefinition<unknown>,
  system: string,
  connection: Connection,
): ResourceActions {
  const variables = Object.keys(resource.complete ?? {});
  const completions = variables.map((name) => [name, completionAction(resource, name, system, connection)] as const);
  return {
    uri: resource.uri,
    action: resourceAction(resource, system, connection),
    completions: new Map(completions),
  };
}
