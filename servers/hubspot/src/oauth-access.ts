import { defineOAuth, type OAuthAccess } from '@bizmcp/core';

/** What an OAuth app is set up with. */
export interface OAuthSettings {
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
  refreshToken: string | undefined;
}

/** HubSpot takes http for localhost alone: https://developers.hubspot.com/changelog/2018-03-05-oauth2-redirect-uri-served-over-http-localhost */
const redirect = { host: 'localhost', port: 42817, path: '/callback' } as const;

/**
 * HubSpot's OAuth; a refresh token stays the same until it is revoked.
 * https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens
 * https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth
 */
export function oauthAccess(settings: OAuthSettings): OAuthAccess {
  const tokenUrl = `${settings.baseUrl}/oauth/2026-03/token`;
  const oauth = defineOAuth({
    vendor: 'hubspot',
    system: 'HubSpot',
    flow: 'code',
    authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
    tokenUrl,
    revokeUrl: `${tokenUrl}/revoke`,
    scopes: settings.scopes.split(/[\s,]+/).filter((scope) => scope !== ''),
    clientAuth: 'post',
    refresh: 'N',
    lifeSeconds: 1800,
    deadGrantErrors: ['BAD_REFRESH_TOKEN'],
    redirect,
  });
  const { clientId, clientSecret, refreshToken } = settings;
  return {
    oauth,
    client: { id: clientId, secret: clientSecret },
    ...(refreshToken !== undefined && { refreshToken }),
  };
}
