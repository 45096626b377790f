import { createHash } from 'node:crypto';
import type { DataClass } from '../define/data-class.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import type { PolicyFile } from './policy-schema.ts';
import { unassignedRoles } from './preset-roles.ts';
import { clears, coversScope, type Role } from './role.ts';

/** The rules of a policy file other than its roles, as the file has them. */
export type PolicyRules = Omit<PolicyFile, '$schema' | 'version' | 'description' | 'presets' | 'roles' | 'read_only'>;

/** The rules of a deployment. What it does not allow is denied. */
export interface Policy {
  version: 1;
  roles: Readonly<Record<string, Role>>;
  /** No write, whatever the role. */
  readOnly: boolean;
  /** If set, only these tools. */
  tools?: readonly string[];
  /** Roles that must allow a call too: how a chosen role can only tighten the one that was assigned. */
  within?: readonly string[];
  /** Of the policy file. */
  rules?: PolicyRules;
  /** Why the policy file can't be used; everything is denied then. */
  broken?: string;
}

/** The role of a caller for whom the deployment names none. */
export const defaultRole = 'agent_executor';

/** The rules without a policy file: reads are allowed, writes ask, restricted data is masked, whichever role is chosen. */
export const defaultPolicy: Policy = { version: 1, roles: unassignedRoles, readOnly: false };

const digests = new WeakMap<Policy, string>();

/** Identifies a policy in audit records and cache keys; equal rules have equal digests, in whatever order they were written. */
export function policyDigest(policy: Policy): string {
  const known = digests.get(policy);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(canonicalJson(policy)).digest('hex').slice(0, 16);
  digests.set(policy, digest);
  return digest;
}

/** A role with those that it must stay within. */
export function rolesOf({ within = [] }: Policy, role: string): string[] {
  return [...new Set([role, ...within])];
}

/** The scopes of `needed` that a role does not hold. An unknown role holds none. */
export function missingScopes(policy: Policy, role: string, needed: readonly string[]): string[] {
  const roles = rolesOf(policy, role).map((name) => roleNamed(policy, name)?.scopes ?? []);
  return needed.filter((scope) => !roles.every((held) => held.some((pattern) => coversScope(pattern, scope))));
}

/** Whether a role may be shown data of this class in clear. */
export function isCleared(policy: Policy, role: string, data: DataClass): boolean {
  if (policy.broken !== undefined) return false;
  return rolesOf(policy, role).every((name) => clears(roleNamed(policy, name), data));
}

/** Whether the policy file names a credential past the system's own rules, such as `supabase.service_role`. The default names none. */
export function namesCredential(policy: Policy, server: string, credential: string): boolean {
  if (policy.broken !== undefined) return false;
  return policy.rules?.credentials?.includes(`${server}.${credential}`) ?? false;
}

/** The role of a caller to whom the policy gives none; no role has this name. */
export const noRole = '(none)';

/** The role that a caller was given by the policy: by name, else the default one, else {@link noRole}. */
export function assignedRole({ rules }: Policy, principal: string): string {
  if (!rules) return defaultRole;
  const { principals = {}, default_role: fallback = noRole } = rules;
  return (Object.hasOwn(principals, principal) ? principals[principal] : undefined) ?? fallback;
}

function roleNamed(policy: Policy, name: string): Role | undefined {
  return Object.hasOwn(policy.roles, name) ? policy.roles[name] : undefined;
}
