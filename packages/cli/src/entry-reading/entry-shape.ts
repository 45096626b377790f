import { type ConfigObject, isConfigObject } from '../config-edit/config-format.ts';
import type { FoundEntry } from './found-entry.ts';

/** What an entry says, out of the form of its client; nothing is expanded yet. */
export interface EntryShape {
  /** Undefined where there is none: a remote server, or an entry that can't start anything. */
  command: string | undefined;
  args: readonly unknown[];
  variables: ConfigObject;
  /** Variables that the client is to hand on from its own environment. */
  passed: readonly string[];
  folder: string | undefined;
  isRemote: boolean;
  isDisabled: boolean;
  /** Seconds that the entry gives the server to start. */
  startSeconds: number | undefined;
}

/** Reads an entry as its client would. */
export function shapeOf({ client, raw }: Pick<FoundEntry, 'client' | 'raw'>): EntryShape {
  const program = programOf(client.id, raw);
  const transport = objectOf(raw.transport);
  return {
    ...program,
    folder: textOf(raw.cwd ?? transport.cwd),
    isRemote: [raw.url, raw.httpUrl, raw.serverUrl, raw.uri, transport.url].some(
      (address) => typeof address === 'string',
    ),
    isDisabled: raw.disabled === true || raw.enabled === false,
    startSeconds:
      client.id === 'codex' && typeof raw.startup_timeout_sec === 'number' ? raw.startup_timeout_sec : undefined,
  };
}

/** The customer that an entry's server works for; an argument comes before the variable. */
export function tenantOf({ args, variables }: Pick<EntryShape, 'args' | 'variables'>): string | undefined {
  return textOf(args.includes('--tenant') ? args[args.indexOf('--tenant') + 1] : variables.BIZMCP_TENANT);
}

type Program = Pick<EntryShape, 'command' | 'args' | 'variables' | 'passed'>;

function programOf(client: string, raw: ConfigObject): Program {
  if (client === 'opencode') {
    const [command, ...args] = listOf(raw.command);
    return { command: textOf(command), args, variables: objectOf(raw.environment), passed: [] };
  }
  if (client === 'goose')
    return { ...plain(raw.cmd, raw), variables: objectOf(raw.envs), passed: namesIn(raw.env_keys) };
  if (client === 'codex') return { ...plain(raw.command, raw), passed: namesIn(raw.env_vars) };
  // Zed's form of before: the program in an object of its own.
  if (client === 'zed' && isConfigObject(raw.command)) return plain(raw.command.path, raw.command);
  // Cline's form of an entry that it has written itself.
  if (client === 'cline' && isConfigObject(raw.transport)) return plain(raw.transport.command, raw.transport);
  return plain(raw.command, raw);
}

function plain(command: unknown, { args, env }: ConfigObject): Program {
  return { command: textOf(command), args: listOf(args), variables: objectOf(env), passed: [] };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): ConfigObject {
  return isConfigObject(value) ? value : {};
}

function namesIn(value: unknown): string[] {
  return listOf(value).filter((name) => typeof name === 'string');
}
