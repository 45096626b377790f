import {
  type BearerTokens,
  type Clock,
  createTokenEndpoint,
  type OAuthClient,
  type Route,
  route,
  type SimulatedRequest,
  type TokenDecision,
} from '@bizmcp/testkit/simulator';
import type { XeroState } from './xero-state.ts';

/** Access tokens live 30 minutes: https://developer.xero.com/documentation/guides/oauth2/token-types */
const lifetimeSeconds = 1800;

/** Errors as in RFC 6749, 5.2: https://developer.xero.com/documentation/guides/oauth2/troubleshooting */
function toReply(decision: TokenDecision) {
  if (decision.kind === 'refused') return { status: 400, body: { error: decision.error } };
  const { accessToken, client, expiresInSeconds, refreshToken } = decision;
  return {
    status: 200,
    body: {
      access_token: accessToken,
      expires_in: expiresInSeconds,
      token_type: 'Bearer',
      scope: client.scopes.join(' '),
      ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    },
  };
}

// A refresh token that was used works on for as long, for those who never got the answer: https://developer.xero.com/faq/oauth2
const graceMilliseconds = 1_800_000;

/** Gives a new refresh token for each that is used, and lets the used one work on for a while. */
function createRotation(tokens: BearerTokens, clock: Clock) {
  const usedAt = new Map<string, number>();
  return {
    /** Before an exchange: a token whose time is over is none any more. */
    retire(token: string): void {
      const used = usedAt.get(token);
      if (used !== undefined && clock.now() >= used + graceMilliseconds) tokens.revoke(token);
    },
    /** After an exchange that gave the same token back. */
    replace(token: string, client: OAuthClient): string {
      usedAt.set(token, usedAt.get(token) ?? clock.now());
      return tokens.issueRefresh(client);
    },
  };
}

/**
 * The token endpoint for custom connections (client credentials) and for apps with PKCE, which have no secret.
 * https://developer.xero.com/documentation/guides/oauth2/custom-connections
 * https://developer.xero.com/documentation/guides/oauth2/pkce-flow
 */
export function createOAuth(tokens: BearerTokens, clients: readonly OAuthClient[], clock: Clock) {
  const endpoint = createTokenEndpoint({ tokens, clients, lifetimeSeconds, rotation: 'none' });
  const rotation = createRotation(tokens, clock);
  const exchange = (request: SimulatedRequest<never>) => {
    if (request.body.kind !== 'form') return endpoint.exchange(request);
    const form = new URLSearchParams(request.body.value);
    if (form.get('client_secret') === null) form.set('client_secret', '');
    const sent = form.get('refresh_token') ?? '';
    rotation.retire(sent);
    const decision = endpoint.exchange({ ...request, body: { kind: 'form', value: form } });
    if (decision.kind !== 'granted' || decision.refreshToken !== sent) return decision;
    return { ...decision, refreshToken: rotation.replace(sent, decision.client) };
  };
  const routes: readonly Route<XeroState>[] = [
    route('POST', '/connect/token', (request) => toReply(exchange(request))),
    route('POST', '/connect/revocation', (request) => {
      if (request.body.kind === 'form') tokens.revoke(request.body.value.get('token') ?? '');
      return { status: 200 };
    }),
  ];
  return { routes, consent: endpoint.consent };
}
