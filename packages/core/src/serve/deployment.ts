import { userInfo } from 'node:os';
import { isUnset } from '../define/settings.ts';
import type { Principal } from '../pipeline/call.ts';
import { defaultPolicy, defaultRole, type Policy } from '../policy/policy.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import type { Flags } from './flags.ts';

/** What the person who configures a server decided, from the command line, the environment and the configuration file. */
export interface Deployment {
  policy: Policy;
  principal: Principal;
  /** Whether to run on the simulator. */
  sandbox: boolean;
  /** Settings of the configuration file. */
  file: Record<string, string>;
  /** Why nothing may be done at all. */
  problem?: string;
}

/** Puts the decisions together. Each can only tighten: read-only in one place is read-only. */
export function readDeployment(flags: Flags, environment: Record<string, string | undefined>): Deployment {
  const read = flags.configFile === undefined ? undefined : readConfigFile(flags.configFile);
  const config: Partial<ConfigFile> = read?.ok ? read.config : {};
  const tools = intersect(flags.tools, config.tools);
  const policy: Policy = {
    ...defaultPolicy,
    readOnly: flags.readOnly || config.read_only === true,
    ...(tools && { tools }),
  };
  const role =
    config.role ?? (isUnset(environment.BIZMCP_ROLE) ? defaultRole : (environment.BIZMCP_ROLE ?? defaultRole));
  const problem = flags.problem ?? (read?.ok === false ? read.problem : undefined) ?? roleProblem(policy, role);
  return {
    policy,
    principal: { name: userName(), role },
    sandbox: flags.sandbox,
    file: config.settings ?? {},
    ...(problem !== undefined && { problem }),
  };
}

function intersect(one: string[] | undefined, other: string[] | undefined): string[] | undefined {
  return one && other ? one.filter((name) => other.includes(name)) : (one ?? other);
}

function roleProblem(policy: Policy, role: string): string | undefined {
  if (Object.hasOwn(policy.roles, role)) return undefined;
  return `The role ${role} does not exist. There are: ${Object.keys(policy.roles).join(', ')}. Mend BIZMCP_ROLE or the configuration file and restart the client.`;
}

/** The user of the operating system: the only identity that a client on the same machine can't choose. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
