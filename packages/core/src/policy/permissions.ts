import type { DataClass } from '../define/data-class.ts';
import { decide, defaultPolicy, defaultRole, type Policy, type PolicyAction } from './policy.ts';

/** What a tool asks of its caller. */
export interface FunctionPermissions {
  required_scopes: readonly string[];
  data_classification: DataClass;
  approval_required: boolean;
}

/** The permissions of a tool; whether it asks is by the rules of a policy, for one role of it. */
export function permissionsOf(
  tool: PolicyAction & { scopes: readonly string[] },
  { policy = defaultPolicy, role = defaultRole, server }: { policy?: Policy; role?: string; server?: string } = {},
): FunctionPermissions {
  const { approval } = decide(policy, role, tool, server === undefined ? {} : { server });
  return {
    required_scopes: tool.scopes,
    data_classification: tool.data,
    approval_required: approval !== 'none',
  };
}
