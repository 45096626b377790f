import { isWrite } from '../define/effect.ts';
import type { Server } from '../define/server.ts';
import type { Principal } from '../pipeline/call.ts';
import { authorize } from '../policy/authorize.ts';
import type { Policy } from '../policy/policy.ts';

/** What this server can do, and what this session may do with it. */
export function capabilitiesOf(
  server: Server,
  policy: Policy,
  { role }: Principal,
  tenant: string | undefined,
): Record<string, unknown> {
  const context = { server: server.name, ...(tenant !== undefined && { tenant }) };
  return {
    server: server.name,
    system: server.api.system,
    role,
    read_only: policy.readOnly,
    tools: server.tools.map((tool) => {
      const { allowed, approval } = authorize(policy, role, tool, context);
      return {
        name: tool.name,
        effect: tool.effect,
        required_scopes: tool.scopes,
        data_classification: tool.data,
        approval_required: isWrite(tool.effect) && approval !== 'none',
        rate_limit: tool.rateLimit,
        allowed,
        ...(allowed && { approval }),
      };
    }),
  };
}
