import { defineOAuth, type OAuthAccess } from '@bizmcp/core';

/** What an app at Xero is set up with. */
export interface AppSettings {
  /** Where the API is; a test environment has its token endpoint there too. */
  baseUrl: string;
  clientId: string;
  clientSecret: string | undefined;
  scopes: string;
  tenantId: string | undefined;
}

/** Xero takes http for localhost alone: https://developer.xero.com/documentation/oauth2/pkce-flow */
const redirect = { host: 'localhost', port: 42818, path: '/callback' } as const;

/**
 * With a secret, a custom connection (client credentials, one organisation); without one, an app with PKCE that a person logs in to.
 * A refresh token is replaced when it is used; the one before works for 30 more minutes.
 * https://developer.xero.com/documentation/guides/oauth2/custom-connections
 * https://developer.xero.com/documentation/guides/oauth2/pkce-flow
 */
export function oauthAccess(settings: AppSettings): OAuthAccess {
  const { baseUrl, clientId, clientSecret, tenantId } = settings;
  const identity = baseUrl === 'https://api.xero.com' ? 'https://identity.xero.com' : baseUrl;
  const scopes = settings.scopes.split(/[\s,]+/).filter((scope) => scope !== '');
  const common = { vendor: 'xero', system: 'Xero', tokenUrl: `${identity}/connect/token`, lifeSeconds: 1800 };
  if (clientSecret !== undefined) {
    const oauth = defineOAuth({ ...common, flow: 'client_credentials', scopes, clientAuth: 'basic', refresh: 'N' });
    return { oauth, client: { id: clientId, secret: clientSecret } };
  }
  const oauth = defineOAuth({
    ...common,
    flow: 'code',
    authorizeUrl: 'https://login.xero.com/identity/connect/authorize',
    revokeUrl: `${identity}/connect/revocation`,
    // Without offline_access there is no refresh token, and a login lasts for 30 minutes.
    scopes: [...new Set(['offline_access', ...scopes])],
    clientAuth: 'none',
    refresh: 'G',
    graceSeconds: 1800,
    redirect,
  });
  return { oauth, client: { id: clientId }, ...(tenantId !== undefined && { tenant: tenantId }) };
}
