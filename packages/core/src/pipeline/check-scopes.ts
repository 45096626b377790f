import { isWrite } from '../define/effect.ts';
import { ToolError } from '../define/tool-error.ts';
import { scopeDenial } from '../policy/authorize.ts';
import { missingScopes, type Policy, policyDigest } from '../policy/policy.ts';
import type { Stage } from './call.ts';

/** Refuses a caller whose role lacks a scope, any write in read-only mode, and everything while the policy file is broken. */
export function checkScopes(policy: Policy): Stage {
  return {
    name: 'checkScopes',
    async run(call, next) {
      const { action, principal } = call;
      if (policy.broken !== undefined) {
        call.decision = { allowed: false, reason: 'policy_broken', rule: 'policy', policy: policyDigest(policy) };
        throw new ToolError('forbidden', policy.broken);
      }
      if (policy.readOnly && isWrite(action.effect)) {
        call.decision = { allowed: false, reason: 'read_only', rule: 'readOnly', policy: policyDigest(policy) };
        throw new ToolError(
          'forbidden',
          `${action.name} changes ${action.system}, and this server runs read-only. Only the person who configures it can change that (--read-only, or what health_check says of the configuration).`,
        );
      }
      const denial = scopeDenial(policy, principal.role, action);
      if (denial) {
        call.decision = denial;
        const missing = missingScopes(policy, principal.role, action.scopes);
        throw new ToolError(
          'forbidden',
          `${action.name} needs the scope ${missing.join(', ')}, which the role ${principal.role} does not hold. Only the person who configures this server can grant it; do not try another way.`,
        );
      }
      return next();
    },
  };
}
