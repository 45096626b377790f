import { createHash } from 'node:crypto';
import { defineOAuth, type OAuthAccess, withoutSlash } from '@bizmcp/core';

interface SignInSettings {
  SUPABASE_URL: string;
  SUPABASE_ANON_KEY?: string | undefined;
  SUPABASE_EMAIL?: string | undefined;
  SUPABASE_PASSWORD?: string | undefined;
}

/**
 * A user's sign-in by password. Each refresh token works once, and the one before for ten seconds more.
 * https://supabase.com/docs/guides/auth/sessions
 */
export function signIn(settings: SignInSettings): OAuthAccess | undefined {
  const { SUPABASE_URL: url, SUPABASE_ANON_KEY: apikey, SUPABASE_EMAIL: email, SUPABASE_PASSWORD: password } = settings;
  if (apikey === undefined || email === undefined || password === undefined) return undefined;
  const oauth = defineOAuth({
    vendor: 'supabase',
    system: 'Supabase',
    flow: 'password',
    tokenUrl: `${withoutSlash(url)}/auth/v1/token`,
    tokenHeaders: { apikey },
    tokenFormat: 'json',
    scopes: [],
    clientAuth: 'none',
    refresh: 'G',
    graceSeconds: 10,
    deadGrantErrors: ['refresh_token_not_found', 'refresh_token_already_used', 'session_not_found', 'session_expired'],
  });
  // Sessions are kept by user; the address itself need not stand in their names.
  const tenant = createHash('sha256').update(email).digest('hex').slice(0, 16);
  return { oauth, client: { id: 'password', subject: email, password }, tenant };
}
