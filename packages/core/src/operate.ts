// What a program for operators needs of core: the trail, the queue of approvals and the policy, without a server.

export { type ApprovalDesk, openApprovalDesk } from './approval/approval-desk.ts';
export type { ApprovalRequest } from './approval/approval-queue.ts';
export { shownText } from './approval/shown-text.ts';
export type { Hold } from './audit/holds.ts';
export { withOperatorLog } from './audit/operator-log.ts';
export { type AuditFilter, auditOutcomes, isOfFilter } from './audit/reading/audit-filter.ts';
export { type ExportFormat, exportAuditTrail, exportFormats } from './audit/reading/export.ts';
export { fieldAt } from './audit/reading/field-at.ts';
export type { FoundRecord } from './audit/reading/newest-first.ts';
export { searchAuditTrail } from './audit/reading/search.ts';
export type { TrailProblem } from './audit/reading/trail-reader.ts';
export { type Verification, verifyAuditTrail } from './audit/reading/verify.ts';
export {
  applyRetention,
  changeHold,
  planRetention,
  type RetainedSegment,
  type RetentionPlan,
} from './audit/retention-plan.ts';
export type { StoredRecord } from './audit/segment-reader.ts';
export { withFileLock } from './credentials/file-lock.ts';
export { createStoredSettings } from './credentials/stored-settings.ts';
export { counted } from './define/counted.ts';
export { ToolError } from './define/tool-error.ts';
export { explainDecision } from './policy/authoring/explain-decision.ts';
export { inspectPolicyFile, type PolicyFinding } from './policy/authoring/inspect-policy.ts';
export type { CataloguedAction, PolicyCatalogue } from './policy/authoring/policy-catalogue.ts';
export { parsePolicyFixtures, runPolicyFixtures } from './policy/authoring/policy-fixture.ts';
export type { ScopedAction } from './policy/authorize.ts';
export type { Policy } from './policy/policy.ts';
export type { DecisionContext } from './policy/question.ts';
export { readPolicy } from './policy/read-policy.ts';
export { tighten } from './policy/tighten.ts';
export { homeFolder } from './serve/deployment/home-folder.ts';
export { makePrivateFolder } from './state/make-private-folder.ts';
export { renamePatiently } from './state/rename-patiently.ts';
