import { userInfo } from 'node:os';
import { isUnset } from '../../define/is-unset.ts';
import type { Principal } from '../../pipeline/call.ts';
import { assignedRole, type Policy } from '../../policy/policy.ts';
import { readPolicy } from '../../policy/read-policy.ts';
import { tighten } from '../../policy/tighten.ts';
import type { ConfigFile } from './config-file.ts';
import type { Flags } from './flags.ts';
import { userConfigFolder } from './user-config-folder.ts';

/** What the person who configures a server decided, from the command line, the environment, and the policy and configuration files. */
export interface Deployment {
  policy: Policy;
  /** The file that the policy comes from; none where the default holds. */
  policyFile?: string;
  principal: Principal;
  /** The customer or company that this server works for. */
  tenant?: string;
  /** Whether to run on the simulator. */
  sandbox: boolean;
  /** Settings of the configuration file. */
  file: Record<string, string>;
  /** Why nothing may be done at all. */
  problem?: string;
}

type Environment = Record<string, string | undefined>;

/** What a switch in a client's settings writes into a variable. */
const switchWords = ['true', 'false'];
const sandboxProblem =
  'BIZMCP_SANDBOX is either true or false. Mend it under "env" of this server in the client\'s configuration and restart it.';

/** Puts the decisions together. The policy grants; everything else can only take away. */
export async function readDeployment(flags: Flags, environment: Environment): Promise<Deployment> {
  const read = flags.configFile === undefined ? undefined : await readConfig(flags.configFile);
  const config: Partial<ConfigFile> = read?.ok ? read.config : {};
  const reading = await readPolicy(flags.policyFile, { userConfigFolder: userConfigFolder(environment) });
  const roles = [flags.role, config.role, setting(environment.BIZMCP_ROLE)].filter((role) => role !== undefined);
  const name = userName();
  const tenant = setting(flags.tenant) ?? setting(environment.BIZMCP_TENANT);
  const sandbox = setting(environment.BIZMCP_SANDBOX)?.toLowerCase() ?? 'false';
  const problem =
    flags.problem ??
    (switchWords.includes(sandbox) ? undefined : sandboxProblem) ??
    (read?.ok === false ? read.problem : undefined) ??
    reading.problem ??
    roleProblem(reading.policy, roles);
  const assigned = assignedRole(reading.policy, name);
  return {
    policy: tightened(reading.policy, flags, config, [assigned, ...roles]),
    ...(reading.path !== undefined && { policyFile: reading.path }),
    principal: { name, role: roles.find((role) => Object.hasOwn(reading.policy.roles, role)) ?? assigned },
    ...(tenant !== undefined && { tenant }),
    sandbox: flags.sandbox || sandbox === 'true',
    file: config.settings ?? {},
    ...(problem !== undefined && { problem }),
  };
}

/** Most starts have no such file, and need nothing of what reads it. */
async function readConfig(path: string) {
  const { readConfigFile } = await import('./config-file.ts');
  return readConfigFile(path);
}

function tightened(policy: Policy, flags: Flags, config: Partial<ConfigFile>, roles: readonly string[]): Policy {
  const readOnly = flags.readOnly || config.read_only === true;
  const once = tighten(policy, { readOnly, ...(flags.tools && { tools: flags.tools }) });
  const twice = tighten(once, config.tools ? { tools: config.tools } : {});
  return roles.reduce((held, role) => tighten(held, { role }), twice);
}

function setting(value: string | undefined): string | undefined {
  return isUnset(value) ? undefined : value;
}

function roleProblem(policy: Policy, roles: readonly string[]): string | undefined {
  if (roles.every((role) => Object.hasOwn(policy.roles, role))) return undefined;
  // A word that names no role may be a credential that went astray.
  return `A role that is asked for does not exist. There are: ${Object.keys(policy.roles).join(', ')}. Mend --role, BIZMCP_ROLE or the configuration file and restart the client.`;
}

/** The user of the operating system: the only identity that a client on the same machine can't choose. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
