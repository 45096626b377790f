import type { Server } from '../define/server.ts';
import type { Principal } from '../pipeline/call.ts';
import { authorize } from '../policy/authorize.ts';
import { permissionsOf } from '../policy/permissions.ts';
import type { Policy } from '../policy/policy.ts';

/** What this server can do, and what this session may do with it. */
export function capabilitiesOf(server: Server, policy: Policy, principal: Principal): Record<string, unknown> {
  return {
    server: server.name,
    system: server.api.system,
    role: principal.role,
    read_only: policy.readOnly,
    tools: server.tools.map((tool) => {
      const { role } = principal;
      const { allowed, approval } = authorize(policy, role, tool, { server: server.name });
      return {
        name: tool.name,
        effect: tool.effect,
        ...permissionsOf(tool, { policy, role, server: server.name }),
        rate_limit: tool.rateLimit,
        allowed,
        ...(allowed && { approval }),
      };
    }),
  };
}
