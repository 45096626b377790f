import { parseArgs } from 'node:util';
import { isUnset } from '../../define/is-unset.ts';

/** What the command line asks for. */
export interface Flags {
  mode: 'serve' | 'help' | 'version' | 'check' | 'login' | 'logout' | 'rotate-keys';
  sandbox: boolean;
  readOnly: boolean;
  tools?: string[];
  configFile?: string;
  policyFile?: string;
  /** A role that every call must satisfy as well as its own. */
  role?: string;
  /** The customer or company that this server works for. */
  tenant?: string;
  /** Why the command line can't be followed; the server then starts and refuses every call with it. */
  problem?: string;
}

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  check: { type: 'boolean' },
  login: { type: 'boolean' },
  logout: { type: 'boolean' },
  'rotate-keys': { type: 'boolean' },
  tenant: { type: 'string' },
  sandbox: { type: 'boolean' },
  'read-only': { type: 'boolean' },
  tools: { type: 'string', multiple: true },
  config: { type: 'string' },
  policy: { type: 'string' },
  role: { type: 'string' },
} as const;

/** Reads the command line. Never throws: a client shows a user what a tool answers, not why a process ended. */
export function readFlags(args: readonly string[], knownTools: readonly string[]): Flags {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    const tools = values.tools
      ?.flatMap((list) => list.split(','))
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const problem = (tools && unknownTool(tools, knownTools)) ?? emptyTenant(values.tenant);
    return {
      mode: modeOf(values),
      sandbox: values.sandbox ?? false,
      readOnly: values['read-only'] ?? false,
      ...(tools && { tools }),
      ...(values.config !== undefined && { configFile: values.config }),
      ...(values.policy !== undefined && { policyFile: values.policy }),
      ...(values.role !== undefined && { role: values.role }),
      ...(values.tenant !== undefined && { tenant: values.tenant }),
      ...(problem !== undefined && { problem }),
    };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : '';
    // A word that belongs to no flag may be a credential that went astray.
    const reason = message.replace(/^(Unexpected argument) .*$/s, '$1');
    const known = Object.keys(options).map((name) => `--${name}`);
    return {
      // A person at a terminal must see what is wrong; a server that listens would seem to hang.
      mode: modeOf(Object.fromEntries(atTerminal.map((mode) => [mode, args.includes(`--${mode}`)]))),
      sandbox: false,
      readOnly: true,
      problem: `The command line of this server can't be understood: ${reason}. It knows ${known.join(', ')}. Mend "args" in the client's configuration and restart it.`,
    };
  }
}

/** A word that names no tool may be a credential that went astray, so only its place is told. */
function unknownTool(tools: readonly string[], knownTools: readonly string[]): string | undefined {
  const index = tools.findIndex((name) => !knownTools.includes(name));
  if (index < 0) return undefined;
  return `Name ${index + 1} of --tools is no tool of this server. It has: ${knownTools.join(', ')}. Mend "args" in the client's configuration and restart it.`;
}

/** A tenant that came out empty, as of a variable that is not set, would be whoever has none. */
function emptyTenant(tenant: string | undefined): string | undefined {
  if (tenant === undefined || !isUnset(tenant)) return undefined;
  return 'The --tenant of this server has no name. Name the customer or company in "args" of the client\'s configuration, or leave --tenant out, and restart it.';
}

/** What a person does at a terminal. */
const atTerminal = ['rotate-keys', 'logout', 'login'] as const;
const modes = ['help', 'version', 'check', ...atTerminal] as const;

function modeOf(values: Partial<Record<(typeof modes)[number], boolean>>): Flags['mode'] {
  return modes.find((mode) => values[mode]) ?? 'serve';
}
