import { defineOAuth, type OAuthAccess } from '@bizmcp/core';

/** What an app at Intuit is set up with. */
export interface AppSettings {
  /** Where a test environment is, which has its token endpoint there too. */
  testUrl: string | undefined;
  clientId: string;
  clientSecret: string;
  realmId: string | undefined;
  refreshToken: string | undefined;
}

/** Intuit takes http for localhost, with development keys alone: https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/set-redirect-uri */
const redirect = { host: 'localhost', port: 42819, path: '/callback' } as const;

/**
 * Intuit's OAuth 2.0, the same for sandbox and production; the company comes back as `realmId`. A refresh token is replaced when it is
 * used, at the latest after a day, and the one before works for 24 more hours. It ends after 100 days without use, or five years.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 * https://developer.api.intuit.com/.well-known/openid_configuration
 */
export function oauthAccess({ testUrl, clientId, clientSecret, realmId, refreshToken }: AppSettings): OAuthAccess {
  const oauth = defineOAuth({
    vendor: 'quickbooks',
    system: 'QuickBooks',
    flow: 'code',
    authorizeUrl: 'https://appcenter.intuit.com/connect/oauth2',
    tokenUrl: `${testUrl ?? 'https://oauth.platform.intuit.com'}/oauth2/v1/tokens/bearer`,
    revokeUrl: `${testUrl ?? 'https://developer.api.intuit.com'}/v2/oauth2/tokens/revoke`,
    scopes: ['com.intuit.quickbooks.accounting'],
    clientAuth: 'basic',
    refresh: 'G',
    graceSeconds: 86_400,
    lifeSeconds: 3600,
    keeps: ['realmId'],
    redirect,
  });
  return {
    oauth,
    client: { id: clientId, secret: clientSecret },
    ...(realmId !== undefined && { tenant: realmId }),
    ...(refreshToken !== undefined && { refreshToken }),
  };
}
