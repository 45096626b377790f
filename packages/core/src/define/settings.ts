import * as z from 'zod';
import type { CredentialOption } from './api.ts';

/** Settings that were read, or why they can't be used. */
export type SettingsResult<Settings> =
  | { ok: true; settings: Settings; secrets: string[] }
  | { ok: false; problem: string };

/** Where settings come from: the environment first, then a file of our own. */
export interface SettingsSource {
  environment: Record<string, string | undefined>;
  /** The settings of the `--config` file. */
  file?: Record<string, string>;
  /** Why nothing may be done at all: a flag or a file that can't be understood. */
  problem?: string;
}

const literalVariable = /^\$\{[^}]*\}$/;

/** A client that leaves `${VAR}` unexpanded, or expands it to nothing, has not set it. */
export function isUnset(value: string | undefined): boolean {
  return value === undefined || value.trim() === '' || literalVariable.test(value.trim());
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
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = isUnset(source.environment[name]) ? fromFile[name] : source.environment[name];
    if (value !== undefined && !isUnset(value)) values[name] = value.trim();
  }
  const missing = missingCredentials(credentials, values);
  if (missing) return { ok: false, problem: missing };
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return {
      ok: false,
      problem: `Settings are wrong: ${issues.join('; ')}. Mend them in the client's configuration and restart it.`,
    };
  }
  return { ok: true, settings: parsed.data, secrets: secretValues(schema, values) };
}

function missingCredentials(
  credentials: readonly CredentialOption[],
  values: Record<string, string>,
): string | undefined {
  if (credentials.length === 0 || credentials.some((option) => option.settings.every((name) => name in values)))
    return undefined;
  const begun = credentials.find((option) => option.settings.some((name) => name in values));
  const ways = (begun ? [begun] : credentials).map((option) => {
    const absent = option.settings.filter((name) => !(name in values));
    return `${option.title}: set ${absent.join(', ')}. ${option.how}`;
  });
  return `No credentials. ${ways.join(' Or: ')} Put them under "env" of this server in the client's configuration and restart it, or start the server with --sandbox to try it without an account.`;
}

function secretValues(schema: z.ZodObject, values: Record<string, string>): string[] {
  return Object.entries(schema.shape)
    .filter(([, field]) => z.globalRegistry.get(field)?.secret === true)
    .map(([name]) => values[name])
    .filter((value) => value !== undefined);
}
