import { type TokenSource, ToolError } from '@bizmcp/core';
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
  /** Who that is: an identifier or an address; the role where nobody is signed in. */
  user: string;
}

interface AccessSettings {
  SUPABASE_ANON_KEY?: string | undefined;
  SUPABASE_ACCESS_TOKEN?: string | undefined;
  SUPABASE_EMAIL?: string | undefined;
  SUPABASE_SERVICE_ROLE_KEY?: string | undefined;
}

const rolesPastSecurity = new Set(['service_role', 'supabase_admin', 'postgres']);

/** Whether row level security holds a role of the database. */
export function isHeld(role: string): boolean {
  return !rolesPastSecurity.has(role);
}

interface Surroundings {
  mayUse: (credential: string) => boolean;
  /** Of a user who signs in. */
  tokens?: TokenSource | undefined;
}

/** Settles with which key and token the project is asked. A key past row level security is refused unless the policy names it. */
export function accessOf(settings: AccessSettings, { mayUse, tokens }: Surroundings): Access {
  const {
    SUPABASE_ANON_KEY: anonKey,
    SUPABASE_ACCESS_TOKEN: userToken,
    SUPABASE_SERVICE_ROLE_KEY: serviceKey,
  } = settings;
  const strong = settingPastSecurity(settings);
  if (strong !== undefined && !mayUse('service_role')) throw refusedKey(strong);
  const identities = [serviceKey, userToken, settings.SUPABASE_EMAIL].filter((each) => each !== undefined);
  if (identities.length > 1) throw twoIdentities();
  const apiKey = serviceKey ?? anonKey;
  if (apiKey === undefined) throw noKey();
  const fixed = userToken ?? (isJwt(apiKey) ? apiKey : undefined);
  const token = async () => (tokens ? tokens.accessToken() : fixed);
  return {
    apiKey,
    token,
    async headers() {
      const bearer = await token();
      return { apikey: apiKey, ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }) };
    },
    role: tokens ? 'authenticated' : roleOf(fixed ?? apiKey),
    user: settings.SUPABASE_EMAIL ?? claimsOf(fixed ?? '').sub ?? roleOf(fixed ?? apiKey),
  };
}

/** The setting whose key skips row level security; what stands in the place of the service key is taken at its word. */
function settingPastSecurity(settings: AccessSettings): string | undefined {
  const {
    SUPABASE_ANON_KEY: anonKey = '',
    SUPABASE_ACCESS_TOKEN: userToken = '',
    SUPABASE_SERVICE_ROLE_KEY: serviceKey,
  } = settings;
  if (serviceKey !== undefined) return 'SUPABASE_SERVICE_ROLE_KEY';
  if (isPastSecurity(anonKey)) return 'SUPABASE_ANON_KEY';
  return isPastSecurity(userToken) ? 'SUPABASE_ACCESS_TOKEN' : undefined;
}

/** Whether a key or token skips row level security: by its kind, or by the role that it names. */
function isPastSecurity(key: string): boolean {
  return key.startsWith('sb_secret_') || !isHeld(roleOf(key));
}

function roleOf(key: string): string {
  return key.startsWith('sb_secret_') ? 'service_role' : (claimsOf(key).role ?? 'anon');
}

function isJwt(key: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(key);
}

const Claims = z.object({ role: z.string().optional(), sub: z.string().optional() }).catch({});

/** What a token says of itself; nothing of a key that is no token. Only the project can tell whether it is true. */
function claimsOf(token: string): z.output<typeof Claims> {
  const [, payload = ''] = isJwt(token) ? token.split('.') : [];
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
    'Two identities are set: keep one of SUPABASE_ACCESS_TOKEN, SUPABASE_EMAIL and SUPABASE_SERVICE_ROLE_KEY in the configuration.',
  );
}

function noKey(): ToolError {
  return new ToolError('not_configured', 'SUPABASE_ANON_KEY is missing. Set it in the configuration.');
}
