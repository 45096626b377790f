import type { Server } from '../define/server.ts';
import type { Principal } from '../pipeline/call.ts';
import { authorize } from '../policy/authorize.ts';
import type { Policy } from '../policy/policy.ts';

/** What this server can do, and what this session may do with it. */
export function capabilitiesOf(server: Server, policy: Policy, principal: Principal): Record<string, unknown> {
  return {
    server: server.name,
    system: server.api.system,
    role: principal.role,
    read_only: policy.readOnly,
    tools: server.tools.map((tool) => {
      const { allowed, approval } = authorize(policy, principal.role, tool, { server: server.name });
      return {
        name: tool.name,
        effect: tool.effect,
        data_class: tool.data,
        scopes: tool.scopes,
        rate_limit: tool.rateLimit,
        allowed,
        ...(allowed && { approval }),
      };
    }),
  };
}
