import * as z from 'zod';
import type { CredentialOption } from './api.ts';
import { isUnset } from './is-unset.ts';

/** Settings that were read, or why they can't be used. */
export type SettingsResult<Settings> =
  | {
      ok: true;
      settings: Settings;
      secrets: string[];
      /** What tells the accounts of a system apart: the settings that are no secret; where all that are given are, those. */
      account: Record<string, string>;
      /** Where each value came from, as one sentence. */
      origin: string;
      /** What is missing until somebody has logged in with `--login`; undefined when the settings are enough. */
      beforeLogin?: string;
    }
  | { ok: false; problem: string };

/** Where settings come from: the environment first, then a file of our own, then what is kept encrypted on this machine. */
export interface SettingsSource {
  environment: Record<string, string | undefined>;
  /** Whether that environment is the sandbox's own. */
  isSandbox?: boolean;
  /** The settings of the `--config` file. */
  file?: Record<string, string>;
  /** The stored settings, where the deployment asks for them. */
  stored?: Record<string, string>;
  /** Why the stored settings do not open. Only to be told where something is missing without them. */
  storedProblem?: string;
  /** Why nothing may be done at all: a flag or a file that can't be understood. */
  problem?: string;
}

/** Reads a server's settings; never throws, so that the server can start and tell what is missing. */
export function readSettings<Shape extends z.ZodObject>(
  schema: Shape,
  credentials: readonly CredentialOption[],
  source: SettingsSource,
): SettingsResult<z.output<Shape>> {
  if (source.problem !== undefined) return { ok: false, problem: source.problem };
  const names = Object.keys(schema.shape);
  const fromFile = source.file ?? {};
  const unknown = Object.keys(fromFile).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    return {
      ok: false,
      problem: `The settings file names ${unknown.join(', ')}, which this server does not know. It knows: ${names.join(', ')}.`,
    };
  }
  const found = names.flatMap((name) => foundIn(source, name) ?? []);
  const values = Object.fromEntries(found.map(({ name, value }) => [name, value]));
  const missing = missingCredentials(credentials, values);
  const isLoginEnough = missing !== undefined && canLogIn(credentials, values);
  if (missing !== undefined && !isLoginEnough) return { ok: false, problem: source.storedProblem ?? missing };
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return {
      ok: false,
      problem: `Settings are wrong: ${issues.join('; ')}. Mend them in the client's configuration and restart it.`,
    };
  }
  return {
    ok: true,
    settings: parsed.data,
    secrets: Object.values(pick(values, (name) => isSecret(schema, name))),
    account: accountOf(schema, values),
    origin: originOf(found),
    ...(missing !== undefined && { beforeLogin: missing }),
  };
}

interface FoundSetting {
  name: string;
  value: string;
  place: string;
}

function foundIn(
  { environment, isSandbox, file = {}, stored = {} }: SettingsSource,
  name: string,
): FoundSetting | undefined {
  const places = {
    [isSandbox ? 'sandbox' : 'environment']: environment,
    'settings file': file,
    'stored settings': stored,
  };
  for (const [place, given] of Object.entries(places)) {
    const value = given[name];
    if (value !== undefined && !isUnset(value)) return { name, value: value.trim(), place };
  }
  return undefined;
}

function originOf(found: readonly FoundSetting[]): string {
  const places = Map.groupBy(found, ({ place }) => place);
  const parts = [...places].map(
    ([place, settings]) => `${settings.map(({ name }) => name).join(', ')} from the ${place}`,
  );
  return parts.length === 0 ? 'Settings are complete.' : `Settings are complete: ${parts.join('; ')}.`;
}

/** The settings that a person has to set before `--login`, and how to get them; one text for each way that has a login. */
export function settingsForLogin(credentials: readonly CredentialOption[]): string[] {
  return credentials
    .filter((option) => option.fromLogin)
    .map((option) => `${option.title}: set ${ownSettings(option).join(', ')}. ${option.how}`);
}

function missingCredentials(
  credentials: readonly CredentialOption[],
  values: Record<string, string>,
): string | undefined {
  const isSet = (name: string) => name in values;
  const isComplete = (option: CredentialOption) =>
    option.settings.every(isSet) && (option.fromLogin === undefined || option.fromLogin.length > 0);
  if (credentials.length === 0 || credentials.some(isComplete)) return undefined;
  const begun = credentials.find((option) => option.settings.some(isSet));
  const ways = (begun ? [begun] : credentials).map((option) => wayText(option, isSet));
  return `No credentials. ${ways.join(' Or: ')} Put them into this server's settings in the client ("env" of its entry, or the options of its plugin or extension) and restart it, or start the server with --sandbox to try it without an account.`;
}

function wayText(option: CredentialOption, isSet: (name: string) => boolean): string {
  const { title, settings, fromLogin, how } = option;
  const absent = settings.filter((name) => !isSet(name));
  if (!fromLogin) return `${title}: set ${absent.join(', ')}. ${how}`;
  const own = absent.filter((name) => !fromLogin.includes(name));
  const others = absent.filter((name) => fromLogin.includes(name));
  const first = own.length > 0 ? `set ${own.join(', ')}, then run` : 'run';
  const instead = others.length > 0 ? ` (or set ${others.join(', ')})` : '';
  return `${title}: ${first} this server once with --login${instead}. ${how}`;
}

/** Whether all is set but what a login brings. */
function canLogIn(credentials: readonly CredentialOption[], values: Record<string, string>): boolean {
  return credentials.some((option) => option.fromLogin && ownSettings(option).every((name) => name in values));
}

function ownSettings({ settings, fromLogin = [] }: CredentialOption): string[] {
  return settings.filter((name) => !fromLogin.includes(name));
}

function accountOf(schema: z.ZodObject, values: Record<string, string>): Record<string, string> {
  const open = pick(values, (name) => !isSecret(schema, name));
  return Object.keys(open).length > 0 ? open : values;
}

function isSecret(schema: z.ZodObject, name: string): boolean {
  const field = schema.shape[name];
  return field !== undefined && z.globalRegistry.get(field)?.secret === true;
}

function pick(values: Record<string, string>, isWanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)));
}
