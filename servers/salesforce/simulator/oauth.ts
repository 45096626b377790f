import { createHmac, createPublicKey, verify } from 'node:crypto';
import {
  type BearerTokens,
  createTokenEndpoint,
  type OAuthClient,
  type RefreshRotation,
  type Route,
  route,
  type SimulatedReply,
  type SimulatedRequest,
} from '@bizmcp/testkit/simulator';
import * as z from 'zod';
import { notFound } from './error-reply.ts';
import type { FieldValue } from './field-definition.ts';
import { findRecord, type OrgState } from './org-state.ts';

/** What may be chosen about how an org lets applications in. */
export interface OAuthSettings {
  readonly tokens: BearerTokens;
  readonly client: OAuthClient;
  /** A user who may log in with a password and its security token, where the org still allows it. */
  readonly login: { readonly username: string; readonly password: string; readonly securityToken: string };
  readonly allowsPasswords: boolean;
  /** The certificate's key of the application, as PEM, for the JWT bearer flow. */
  readonly publicKey: string | undefined;
  readonly rotation: RefreshRotation;
  readonly sessionSeconds: number;
  readonly now: () => number;
}

const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const audiences = [
  'https://login.salesforce.com',
  'https://test.salesforce.com',
  'https://harborline.my.salesforce.com',
];

const refused = (error: string, description: string): SimulatedReply => ({
  status: 400,
  body: { error, error_description: description },
});

const loopback = (request: SimulatedRequest<never>): string | undefined => {
  const host = request.headers.get('host') ?? '';
  return host.startsWith('127.0.0.1') ? `http://${host}` : undefined;
};

/** Who is logged in, as a link: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm */
export const identityLink = (request: SimulatedRequest<never>, { organizationId, userId }: OrgState): string =>
  `${loopback(request) ?? 'https://login.salesforce.com'}/id/${organizationId}/${userId}`;

/** Where the API of this org is: over a socket its own address, else its domain. */
const instanceOf = (request: SimulatedRequest<never>): string =>
  loopback(request) ?? 'https://harborline.my.salesforce.com';

/** Salesforce says nothing of when a session ends: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm */
const granted = (
  request: SimulatedRequest<never>,
  settings: OAuthSettings,
  state: OrgState,
  session: { readonly accessToken: string; readonly refreshToken?: string | undefined },
): SimulatedReply => {
  const id = identityLink(request, state);
  const issuedAt = String(settings.now());
  const signature = createHmac('sha256', settings.client.clientSecret)
    .update(id + issuedAt)
    .digest('base64');
  const { accessToken, refreshToken } = session;
  return {
    status: 200,
    body: {
      access_token: accessToken,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      signature,
      scope: settings.client.scopes.join(' '),
      instance_url: instanceOf(request),
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
    },
  };
};

const assertionClaims = z.object({ iss: z.string(), sub: z.string(), aud: z.string(), exp: z.number() });

const claimsOf = (assertion: string, publicKey: string) => {
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const key = createPublicKey(publicKey);
  if (!verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
    return undefined;
  try {
    return assertionClaims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

/** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_jwt_flow.htm */
const judgeAssertion = (settings: OAuthSettings, assertion: string): SimulatedReply | undefined => {
  const { client, login, now, publicKey } = settings;
  const claims = publicKey === undefined ? undefined : claimsOf(assertion, publicKey);
  if (claims === undefined) return refused('invalid_grant', 'invalid assertion');
  if (claims.iss !== client.clientId) return refused('invalid_client_id', 'client identifier invalid');
  if (!audiences.includes(claims.aud)) return refused('invalid_grant', 'audience is invalid');
  if (claims.sub !== login.username) return refused('invalid_grant', "user hasn't approved this consumer");
  const seconds = now() / 1000;
  const isFresh = claims.exp > seconds && claims.exp <= seconds + 300;
  return isFresh ? undefined : refused('invalid_grant', 'assertion has expired');
};

const judgePassword = (settings: OAuthSettings, form: URLSearchParams): SimulatedReply | undefined => {
  const { allowsPasswords, client, login } = settings;
  if (!allowsPasswords) return refused('unsupported_grant_type', 'grant type not supported');
  if (form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret)
    return refused('invalid_client', 'invalid client credentials');
  const isRight =
    form.get('username') === login.username && form.get('password') === login.password + login.securityToken;
  return isRight ? undefined : refused('invalid_grant', 'authentication failure');
};

const descriptions: Readonly<Record<string, string>> = {
  invalid_grant: 'expired access/refresh token',
  invalid_client: 'invalid client credentials',
  unsupported_grant_type: 'grant type not supported',
};

const createExchange = (settings: OAuthSettings) => {
  const { client, rotation, sessionSeconds, tokens } = settings;
  const endpoint = createTokenEndpoint({ tokens, clients: [client], lifetimeSeconds: sessionSeconds, rotation });
  const issue = () => tokens.issue({ account: client.account, scopes: client.scopes, lifetimeSeconds: sessionSeconds });
  const exchange = (request: SimulatedRequest<never>, state: OrgState): SimulatedReply => {
    const form = request.body.kind === 'form' ? request.body.value : new URLSearchParams();
    const kind = form.get('grant_type');
    if (kind === jwtGrant || kind === 'password') {
      const refusal =
        kind === 'password' ? judgePassword(settings, form) : judgeAssertion(settings, form.get('assertion') ?? '');
      return refusal ?? granted(request, settings, state, { accessToken: issue() });
    }
    const decision = endpoint.exchange(request);
    if (decision.kind === 'refused')
      return refused(decision.error, descriptions[decision.error] ?? decision.description);
    const { accessToken, refreshToken } = decision;
    // A refresh token that stays is not sent again.
    const isRepeated = kind === 'refresh_token' && rotation === 'none';
    return granted(request, settings, state, { accessToken, refreshToken: isRepeated ? undefined : refreshToken });
  };
  return { endpoint, exchange };
};

const userField = (state: OrgState, name: string): FieldValue => findRecord(state, state.userId)?.[name] ?? null;

/** What both descriptions of the logged-in user say. */
const identityOf = (state: OrgState) => ({
  user_id: state.userId,
  organization_id: state.organizationId,
  preferred_username: userField(state, 'Username'),
  name: userField(state, 'Name'),
  email: userField(state, 'Email'),
  locale: 'en_US',
});

/** Makes the OAuth endpoints: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm */
export const createOAuth = (settings: OAuthSettings) => {
  const { endpoint, exchange } = createExchange(settings);
  const routes: ReadonlyArray<Route<OrgState>> = [
    route<OrgState, '/services/oauth2/token'>('POST', '/services/oauth2/token', (request, { state }) =>
      exchange(request, state),
    ),
    route<OrgState, '/services/oauth2/revoke'>('POST', '/services/oauth2/revoke', ({ body }) => {
      if (body.kind === 'form') settings.tokens.revoke(body.value.get('token') ?? '');
      return { status: 200, body: '' };
    }),
    route<OrgState, '/services/oauth2/userinfo'>('GET', '/services/oauth2/userinfo', (request, { state }) => ({
      status: 200,
      body: { sub: identityLink(request, state), zoneinfo: userField(state, 'TimeZoneSidKey'), ...identityOf(state) },
    })),
    route<OrgState, '/id/{organization}/{user}'>('GET', '/id/{organization}/{user}', (request, { state }) => {
      const isOwn =
        request.parameter('organization') === state.organizationId && request.parameter('user') === state.userId;
      if (!isOwn) throw notFound();
      const { name, preferred_username, ...identity } = identityOf(state);
      const id = identityLink(request, state);
      const body = { id, username: preferred_username, display_name: name, user_type: 'STANDARD', ...identity };
      return { status: 200, body };
    }),
  ];
  return { routes, consent: endpoint.consent };
};
