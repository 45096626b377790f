import type { Policy } from './policy.ts';
import type { DecisionContext, PolicyAction } from './question.ts';
import { matchesTool } from './tool-pattern.ts';

/** Whether an answer of this call may hold text that others wrote, so that later writes of the process need a person. */
export function isUntrustedSource(policy: Policy, action: PolicyAction, { server }: DecisionContext = {}): boolean {
  if (action.data === 'public') return false;
  const trusted = policy.rules?.taint?.trusted_sources ?? [];
  return !trusted.some((pattern) => matchesTool(pattern, { server, tool: action.name, ifUnknown: false }));
}
