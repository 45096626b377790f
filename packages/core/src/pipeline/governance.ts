import type { Confirmations } from '../approval/confirmations.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { Policy } from '../policy/policy.ts';
import { askApproval } from './ask-approval.ts';
import { audit } from './audit.ts';
import { cache } from './cache.ts';
import type { Stage } from './call.ts';
import { capSize } from './cap-size.ts';
import { checkInput } from './check-input.ts';
import { checkOutput } from './check-output.ts';
import { checkPolicy } from './check-policy.ts';
import { checkScopes } from './check-scopes.ts';
import { deadline } from './deadline.ts';
import { hideSurprises } from './hide-surprises.ts';
import { limitRate } from './limit-rate.ts';
import { redact } from './redact.ts';

/** What the stages share for the life of a process. */
export interface GovernanceServices {
  policy: Policy;
  auditLog: AuditLog;
  limiter: RateLimiter;
  confirmations: Confirmations;
}

/**
 * The life of every call, outermost first. No server can reorder, remove or weaken a stage.
 * The breaker and the retries are inside the HTTP adapter, behind `cache`.
 */
export function governance(services: GovernanceServices): readonly Stage[] {
  return [
    audit(services.auditLog),
    hideSurprises(),
    checkInput(),
    checkScopes(services.policy),
    checkPolicy(services.policy),
    limitRate(services.limiter),
    askApproval(services.confirmations),
    deadline(),
    cache(services.policy),
    capSize(),
    redact(services.policy),
    checkOutput(),
  ];
}
