/** Why a call was decided as it was. */
export type DecisionReason =
  | 'allowed'
  | 'policy_broken'
  | 'unknown_role'
  | 'read_only'
  | 'scope_missing'
  | 'tool_not_selected'
  | 'tool_denied'
  | 'tool_not_allowed'
  | 'context_required'
  | 'unknown_context'
  | 'system_not_in_context'
  | 'permission_missing'
  | 'class_denied'
  | 'clearance_too_low'
  | 'outside_hours'
  | 'argument_missing'
  | 'argument_not_allowed'
  | 'tainted'
  | 'budget_spent';

/** Why a call is denied. */
export interface Denial {
  reason: DecisionReason;
  rule: string;
  detail?: string;
}
