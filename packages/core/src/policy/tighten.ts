import type { Policy } from './policy.ts';

/** What a command line or a configuration file may add to a policy: each only takes away. */
export interface Tightening {
  readOnly?: boolean;
  /** A role that must allow every call too. With the caller's own role, whichever of the two denies decides. */
  role?: string;
  /** Only these tools. */
  tools?: readonly string[];
}

/** The same policy with less allowed; never more, whatever is asked for. */
export function tighten(policy: Policy, { readOnly = false, role, tools }: Tightening): Policy {
  const before = policy.tools;
  const selected = tools && before ? tools.filter((name) => before.includes(name)) : (tools ?? before);
  return {
    ...policy,
    readOnly: policy.readOnly || readOnly,
    ...(selected && { tools: selected }),
    ...(role !== undefined && { within: [...new Set([...(policy.within ?? []), role])] }),
  };
}
