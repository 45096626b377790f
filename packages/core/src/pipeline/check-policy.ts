import { ToolError } from '../define/tool-error.ts';
import { decide, type Policy } from '../policy/policy.ts';
import type { Stage } from './call.ts';

/** Asks the deployment's policy; what no rule allows is denied. */
export function checkPolicy(policy: Policy): Stage {
  return {
    name: 'checkPolicy',
    async run(call, next) {
      const decision = decide(policy, call.principal.role, call.action);
      call.decision = decision;
      if (!decision.allowed) {
        throw new ToolError(
          'forbidden',
          `The policy of this server does not allow ${call.action.name} (${decision.reason}, rule ${decision.rule}). Only the person who configures it can change that; do not try another way.`,
        );
      }
      return next();
    },
  };
}
