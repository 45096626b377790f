import type { ApprovalQueue } from '../approval/approval-queue.ts';
import type { Confirmations } from '../approval/confirmations.ts';
import type { Idempotency } from '../approval/idempotency.ts';
import { createPresentValues } from '../approval/present-values.ts';
import type { ShownChanges } from '../approval/shown-changes.ts';
import type { Taint } from '../approval/taint.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { RateLimiter } from '../limits/rate-limiter.ts';
import type { Pseudonym } from '../masking/pseudonym.ts';
import { createShownMasks } from '../masking/shown-masks.ts';
import type { Policy } from '../policy/policy.ts';
import { isUntrustedSource } from '../policy/untrusted-source.ts';
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
import { newReader, redact } from './redact.ts';
import { renderPage } from './render-page.ts';

/** What the stages share for the life of a process. */
export interface GovernanceServices {
  /** The server's name, as policies name it. */
  server: string;
  /** The customer or company that this server works for. */
  tenant?: string;
  policy: Policy;
  /** Makes equal masked values equal words; without it they can't be joined. */
  pseudonym?: Pseudonym;
  auditLog: AuditLog;
  limiter: RateLimiter;
  confirmations: Confirmations;
  queue: ApprovalQueue;
  idempotency: Idempotency;
  shownChanges: ShownChanges;
  taint: Taint;
}

/**
 * The life of every call, outermost first. No server can reorder, remove or weaken a stage.
 * The breaker and the retries are inside the HTTP adapter, behind `cache`.
 */
export function governance(services: GovernanceServices): readonly Stage[] {
  const { policy, limiter, server, tenant, taint, pseudonym } = services;
  const shownMasks = createShownMasks();
  const place = { server, ...(tenant !== undefined && { tenant }) };
  return [
    audit(services.auditLog),
    hideSurprises(),
    checkInput(shownMasks),
    checkScopes(policy),
    checkPolicy(policy, { ...place, budgets: limiter, isTainted: () => taint.source !== undefined }),
    limitRate(limiter),
    askApproval({
      ...services,
      changeOf: createPresentValues((role) => newReader(policy, role)),
      isUntrusted: (call) => isUntrustedSource(policy, call.action, place),
    }),
    deadline(),
    renderPage(),
    cache(policy),
    capSize(),
    redact(policy, shownMasks.noting(pseudonym)),
    checkOutput(),
  ];
}

/** The life of work that no call waits for: nobody is there to be asked or answered. */
export function backgroundGovernance({ auditLog, policy }: GovernanceServices): readonly Stage[] {
  return [audit(auditLog), hideSurprises(), checkScopes(policy), deadline()];
}

/** The life of a call of what is not there: its refusal is on record like any other. */
export function refusalGovernance({ auditLog }: GovernanceServices): readonly Stage[] {
  return [audit(auditLog), hideSurprises()];
}
