import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import { missingScopes, type Policy } from '../policy/policy.ts';
import type { Stage } from './call.ts';

/** Refuses a caller whose role lacks a scope, and any write in read-only mode. */
export function checkScopes(policy: Policy): Stage {
  return {
    name: 'checkScopes',
    async run(call, next) {
      const { action, principal } = call;
      if (policy.readOnly && isWrite(action.effect)) {
        call.decision = { allowed: false, reason: 'read_only', rule: 'readOnly' };
        throw new ToolError(
          'forbidden',
          `${action.name} changes ${action.system}, and this server runs read-only. Only the person who configures it can change that (--read-only).`,
        );
      }
      const missing = missingScopes(policy, principal.role, action.scopes);
      if (missing.length > 0) {
        call.decision = { allowed: false, reason: 'scope_missing', rule: `roles.${principal.role}.scopes` };
        throw new ToolError(
          'forbidden',
          `${action.name} needs the scope ${missing.join(', ')}, which the role ${principal.role} does not hold. Only the person who configures this server can grant it; do not try another way.`,
        );
      }
      return next();
    },
  };
}
