import { createHash } from 'node:crypto';
import { type DataClass, dataClasses } from '../define/data-class.ts';
import { type Effect, isWrite } from '../define/effect.ts';

/** What a role may do. */
export interface Role {
  /** `*`, `*:read`, `<noun>:*` or `<noun>:<read|write>`. */
  scopes: readonly string[];
  /** The highest class of data it may be shown in clear. */
  clearance: DataClass;
}

/** The rules of a deployment. What it does not allow is denied. */
export interface Policy {
  version: 1;
  roles: Readonly<Record<string, Role>>;
  /** No write, whatever the role. */
  readOnly: boolean;
  /** If set, only these tools. */
  tools?: readonly string[];
}

/** The outcome of a check, with the rule that decided it. */
export interface Decision {
  allowed: boolean;
  /** Stable code for the audit record. */
  reason: string;
  rule: string;
}

/** The rules without a policy file: reads are allowed, writes ask, restricted data is masked. */
export const defaultPolicy: Policy = {
  version: 1,
  roles: {
    viewer: { scopes: ['*:read'], clearance: 'internal' },
    agent_executor: { scopes: ['*'], clearance: 'confidential' },
  },
  readOnly: false,
};

/** The role of a caller for whom the deployment names none. */
export const defaultRole = 'agent_executor';

/** Identifies a policy in audit records and cache keys. */
export function policyDigest(policy: Policy): string {
  return createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 16);
}

/** The scopes of `needed` that a role does not hold. An unknown role holds none. */
export function missingScopes(policy: Policy, role: string, needed: readonly string[]): string[] {
  const held = policy.roles[role]?.scopes ?? [];
  return needed.filter((scope) => !held.some((pattern) => covers(pattern, scope)));
}

function covers(pattern: string, scope: string): boolean {
  if (pattern === '*') return true;
  const [noun, verb] = scope.split(':');
  const [patternNoun, patternVerb] = pattern.split(':');
  return (patternNoun === '*' || patternNoun === noun) && (patternVerb === '*' || patternVerb === verb);
}

/** Whether a role may be shown data of this class in clear. */
export function isCleared(policy: Policy, role: string, data: DataClass): boolean {
  const clearance = policy.roles[role]?.clearance;
  return clearance !== undefined && dataClasses.indexOf(data) <= dataClasses.indexOf(clearance);
}

/** Decides on a tool by the deployment's rules other than scopes. */
export function decide(
  policy: Policy,
  role: string,
  action: { name: string; effect: Effect; data: DataClass },
): Decision {
  if (!policy.roles[role]) return { allowed: false, reason: 'unknown_role', rule: 'roles' };
  if (policy.readOnly && isWrite(action.effect)) return { allowed: false, reason: 'read_only', rule: 'readOnly' };
  if (policy.tools && !policy.tools.includes(action.name))
    return { allowed: false, reason: 'tool_not_selected', rule: 'tools' };
  if (action.data === 'restricted' && !isCleared(policy, role, action.data)) {
    return { allowed: false, reason: 'clearance_too_low', rule: `roles.${role}.clearance` };
  }
  return { allowed: true, reason: 'allowed', rule: `roles.${role}` };
}
