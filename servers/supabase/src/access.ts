import { ToolError } from '@bizmcp/core';
import * as z from 'zod';

/** Who we are for the project. */
export interface Access {
  /** Goes into the header `apikey`. */
  apiKey: string;
  /** The user's token or a key that is a JWT; a key of the new kind is no token and stays out of `Authorization`. */
  token(): Promise<string | undefined>;
  headers(): Promise<Record<string, string>>;
  /** The database role by the token's own account, for a person to read. */
  role: string;
}

interface AccessSettings {
  SUPABASE_ANON_KEY?: string | undefined;
  SUPABASE_ACCESS_TOKEN?: string | undefined;
  SUPABASE_SERVICE_ROLE_KEY?: string | undefined;
}

/** Roles of the database that row level security does not hold. */
const rolesPastSecurity = new Set(['service_role', 'supabase_admin', 'postgres']);

/** Settles with which key and token the project is asked. A key past row level security is refused unless the policy names it. */
export function accessOf(settings: AccessSettings, mayUse: (credential: string) => boolean): Access {
  const {
    SUPABASE_ANON_KEY: anonKey,
    SUPABASE_ACCESS_TOKEN: userToken,
    SUPABASE_SERVICE_ROLE_KEY: serviceKey,
  } = settings;
  const strong = Object.entries(settings).find(([name, value]) =>
    name === 'SUPABASE_SERVICE_ROLE_KEY' ? value !== undefined : typeof value === 'string' && isPastSecurity(value),
  );
  if (strong && !mayUse('service_role')) throw refusedKey(strong[0]);
  if (serviceKey !== undefined && userToken !== undefined) throw twoIdentities();
  const apiKey = serviceKey ?? anonKey;
  if (apiKey === undefined) throw noKey();
  const token = userToken ?? (isJwt(apiKey) ? apiKey : undefined);
  return {
    apiKey,
    token: async () => token,
    headers: async () => ({ apikey: apiKey, ...(token !== undefined && { authorization: `Bearer ${token}` }) }),
    role: roleOf(token ?? apiKey),
  };
}

/** Whether a key or token skips row level security: by its kind, or by the role that it names. */
function isPastSecurity(key: string): boolean {
  return key.startsWith('sb_secret_') || rolesPastSecurity.has(roleOf(key));
}

function roleOf(key: string): string {
  if (key.startsWith('sb_secret_')) return 'service_role';
  const [, payload] = key.split('.');
  const role = isJwt(key) ? claimsOf(payload ?? '').role : undefined;
  return role ?? 'anon';
}

function isJwt(key: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(key);
}

const Claims = z.object({ role: z.string().optional() }).catch({});

function claimsOf(payload: string): z.output<typeof Claims> {
  try {
    return Claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  } catch {
    return {};
  }
}

function refusedKey(setting: string): ToolError {
  return new ToolError(
    'forbidden',
    `${setting} holds a key that skips row level security, so every row of every user would be open; nothing was sent. Set SUPABASE_ANON_KEY and a user's token instead, or let the person who configures this server list supabase.service_role under credentials in the policy file.`,
  );
}

function twoIdentities(): ToolError {
  return new ToolError(
    'not_configured',
    "SUPABASE_SERVICE_ROLE_KEY and a user's credentials are both set. Keep one of them in the configuration.",
  );
}

function noKey(): ToolError {
  return new ToolError('not_configured', 'SUPABASE_ANON_KEY is missing. Set it in the configuration.');
}
