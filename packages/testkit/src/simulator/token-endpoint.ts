import { createHash } from 'node:crypto';
import type { BearerTokens } from './bearer-tokens.ts';
import type { SimulatedRequest } from './simulated-http.ts';

/** An application that may ask for tokens. */
export interface OAuthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly account: string;
  readonly scopes: readonly string[];
}

/** A code that a person's consent gave, to be exchanged once. `challenge` is the S256 PKCE challenge, if there was one. */
export interface AuthorizationCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge?: string;
}

/** What the token endpoint decided; the vendor's simulator gives it the vendor's shape. Errors are named as in RFC 6749, 5.2. */
export type TokenDecision =
  | {
      readonly kind: 'granted';
      readonly client: OAuthClient;
      readonly accessToken: string;
      readonly refreshToken: string | undefined;
      readonly expiresInSeconds: number;
    }
  | {
      readonly kind: 'refused';
      readonly error: 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type';
      readonly description: string;
    };

/** How a vendor treats refresh tokens: they stay, or each use replaces them. */
export type RefreshRotation = 'none' | 'single-use';

/** The settings of a token endpoint. */
export interface TokenEndpointSettings {
  readonly tokens: BearerTokens;
  readonly clients: readonly OAuthClient[];
  readonly lifetimeSeconds: number;
  readonly rotation: RefreshRotation;
}

/** A vendor's OAuth 2.0 token endpoint, without its URL and wording. */
export interface TokenEndpoint {
  exchange(request: SimulatedRequest<never>): TokenDecision;
  /** Makes a code good for one exchange, as if a person had consented in a browser. */
  consent(code: string, details: AuthorizationCode): void;
}

const refuse = (error: Extract<TokenDecision, { kind: 'refused' }>['error'], description: string): TokenDecision => ({
  kind: 'refused',
  error,
  description,
});

const basicCredentials = (header: string | null): readonly [string, string] | undefined => {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [name = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return [decodeURIComponent(name), decodeURIComponent(secret)];
};

const isVerified = (challenge: string | undefined, verifier: string | null): boolean =>
  challenge === undefined ||
  createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url') === challenge;

/** The client that a request's form or Basic credentials name and prove. */
const findClient = (
  clients: readonly OAuthClient[],
  form: URLSearchParams,
  authorization: string | null,
): OAuthClient | undefined => {
  const sent = basicCredentials(authorization) ?? [form.get('client_id'), form.get('client_secret')];
  return clients.find(({ clientId, clientSecret }) => clientId === sent[0] && clientSecret === sent[1]);
};

/** The grants that a proven client may use. */
const createGrants = ({ lifetimeSeconds, rotation, tokens }: TokenEndpointSettings) => {
  const codes = new Map<string, AuthorizationCode>();
  const grant = (client: OAuthClient, scopes: readonly string[], refreshToken?: string): TokenDecision => ({
    kind: 'granted',
    client,
    accessToken: tokens.issue({ account: client.account, scopes, lifetimeSeconds }),
    refreshToken,
    expiresInSeconds: lifetimeSeconds,
  });
  const refresh = (client: OAuthClient, token: string): TokenDecision => {
    const known = tokens.findRefresh(token);
    if (known?.clientId !== client.clientId) {
      return refuse('invalid_grant', 'refresh token is invalid, expired or revoked');
    }
    if (rotation === 'none') return grant(client, known.scopes, token);
    tokens.revoke(token);
    return grant(client, known.scopes, tokens.issueRefresh(known));
  };
  const redeem = (client: OAuthClient, form: URLSearchParams): TokenDecision => {
    const code = form.get('code') ?? '';
    const details = codes.get(code);
    codes.delete(code);
    const isRight = details?.clientId === client.clientId && details.redirectUri === form.get('redirect_uri');
    if (!isRight || !isVerified(details.challenge, form.get('code_verifier'))) {
      return refuse('invalid_grant', 'the authorization code is invalid, expired or was issued to another client');
    }
    return grant(client, client.scopes, tokens.issueRefresh(client));
  };
  return { codes, grant, redeem, refresh };
};

/** Makes a token endpoint for the grants refresh_token, authorization_code (with PKCE) and client_credentials. */
export const createTokenEndpoint = (settings: TokenEndpointSettings): TokenEndpoint => {
  const { codes, grant, redeem, refresh } = createGrants(settings);
  return {
    consent: (code, details) => {
      codes.set(code, details);
    },
    exchange: (request) => {
      if (request.body.kind !== 'form') return refuse('invalid_request', 'the parameters must be sent as a form');
      const form = request.body.value;
      const client = findClient(settings.clients, form, request.headers.get('authorization'));
      if (client === undefined) return refuse('invalid_client', 'client_id or client_secret is wrong');
      switch (form.get('grant_type')) {
        case 'refresh_token':
          return refresh(client, form.get('refresh_token') ?? '');
        case 'authorization_code':
          return redeem(client, form);
        case 'client_credentials':
          return grant(client, client.scopes);
        default:
          return refuse('unsupported_grant_type', 'grant_type is missing or not supported');
      }
    },
  };
};
