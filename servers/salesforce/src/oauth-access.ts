import { createHash } from 'node:crypto';
import { defineOAuth, type OAuth, type OAuthAccess, type OAuthClient } from '@bizmcp/core';

/** What an app at Salesforce is set up with. */
export interface AppSettings {
  /** Where people and apps log in: the general address, that of sandboxes, or the org's own. */
  loginUrl: string;
  /** The org's own address, where it is known before a login. */
  instanceUrl: string | undefined;
  clientId: string;
  clientSecret: string | undefined;
  username: string | undefined;
  privateKey: string | undefined;
  password: string | undefined;
  refreshToken: string | undefined;
}

/** Salesforce takes http for localhost: https://help.salesforce.com/s/articleView?id=xcloud.configure_oauth_settings_for_an_external_client_app.htm */
const redirect = { host: 'localhost', port: 42820, path: '/callback' } as const;

/** Salesforce does not say when a session ends; the shortest that most orgs use is two hours, counted anew by each call. */
const sessionSeconds = 7200;

/**
 * A private key signs for a user (JWT bearer); a password opens the session of its user; a secret without a refresh token is the app
 * itself (client credentials, at the org's own address alone); else a person logs in with PKCE. A refresh token is replaced at each
 * use where the app says so, and the one before is dead.
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flows.htm
 */
export function oauthAccess(settings: AppSettings): OAuthAccess {
  const { clientSecret: secret, instanceUrl, password, privateKey, refreshToken, username } = settings;
  const account = accountOf(instanceUrl, (privateKey ?? password) ? username : undefined);
  if (privateKey !== undefined) return { ...signedAccess(settings, privateKey), ...account };
  const user = username !== undefined && password !== undefined && { subject: username, password };
  if (secret !== undefined && user) return { ...passwordAccess(settings, { secret, ...user }), ...account };
  const isApp = secret !== undefined && refreshToken === undefined;
  return { ...(isApp ? appAccess(settings, secret) : personAccess(settings)), ...account };
}

/** Sessions are kept by org, and by the user that the settings name; the name itself need not stand there. */
function accountOf(instanceUrl: string | undefined, username: string | undefined): Pick<OAuthAccess, 'tenant'> {
  const user = username && createHash('sha256').update(username).digest('hex').slice(0, 16);
  const tenant = [instanceUrl, user].filter((part) => part !== undefined).join(' ');
  return tenant === '' ? {} : { tenant };
}

function endpoints(loginUrl: string) {
  return {
    vendor: 'salesforce',
    system: 'Salesforce',
    tokenUrl: `${loginUrl}/services/oauth2/token`,
    revokeUrl: `${loginUrl}/services/oauth2/revoke`,
    lifeSeconds: sessionSeconds,
    keeps: ['instance_url'],
  } satisfies Partial<OAuth>;
}

function signedAccess({ clientId, loginUrl, username }: AppSettings, privateKey: string): OAuthAccess {
  const assertion = { algorithm: 'RS256', audience: audienceOf(loginUrl) } as const;
  const flow = { flow: 'jwt_bearer', scopes: [], clientAuth: 'none', refresh: 'N', assertion } as const;
  const subject = username === undefined ? {} : { subject: username };
  return {
    oauth: defineOAuth({ ...endpoints(loginUrl), ...flow }),
    client: { id: clientId, privateKey, ...subject },
  };
}

/**
 * Orgs made since Summer '23 refuse it until an administrator allows it:
 * https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_username_password_flow.htm
 */
function passwordAccess({ clientId, loginUrl }: AppSettings, user: Omit<OAuthClient, 'id'>): OAuthAccess {
  const flow = { flow: 'password', scopes: [], clientAuth: 'post', refresh: 'N' } as const;
  return { oauth: defineOAuth({ ...endpoints(loginUrl), ...flow }), client: { id: clientId, ...user } };
}

function appAccess({ clientId, loginUrl }: AppSettings, secret: string): OAuthAccess {
  const flow = { flow: 'client_credentials', scopes: [], clientAuth: 'post', refresh: 'N' } as const;
  return { oauth: defineOAuth({ ...endpoints(loginUrl), ...flow }), client: { id: clientId, secret } };
}

function personAccess({ clientId, clientSecret: secret, loginUrl, refreshToken }: AppSettings): OAuthAccess {
  const oauth = defineOAuth({
    ...endpoints(loginUrl),
    flow: 'code',
    authorizeUrl: `${loginUrl}/services/oauth2/authorize`,
    scopes: ['api', 'refresh_token'],
    clientAuth: secret === undefined ? 'none' : 'post',
    refresh: 'S',
    redirect,
  });
  const client = { id: clientId, ...(secret !== undefined && { secret }) };
  return { oauth, client, ...(refreshToken !== undefined && { refreshToken }) };
}

/** Whom an assertion is for: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm */
function audienceOf(loginUrl: string): string {
  const { hostname } = new URL(loginUrl);
  const isSandbox = hostname === 'test.salesforce.com' || hostname.includes('.sandbox.');
  return isSandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
}
