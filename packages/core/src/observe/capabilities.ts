import { isWrite } from '../define/effect.ts';
import type { Server } from '../define/server.ts';
import type { Principal } from '../pipeline/call.ts';
import { decide, missingScopes, type Policy } from '../policy/policy.ts';

/** What this server can do, and what this session may do with it. */
export function capabilitiesOf(server: Server, policy: Policy, principal: Principal): Record<string, unknown> {
  return {
    server: server.name,
    system: server.api.system,
    role: principal.role,
    read_only: policy.readOnly,
    tools: server.tools.map((tool) => ({
      name: tool.name,
      effect: tool.effect,
      data_class: tool.data,
      scopes: tool.scopes,
      rate_limit: tool.rateLimit,
      asks_approval: isWrite(tool.effect),
      allowed:
        decide(policy, principal.role, tool).allowed && missingScopes(policy, principal.role, tool.scopes).length === 0,
    })),
  };
}
