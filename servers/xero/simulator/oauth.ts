import type { BearerTokens, OAuthClient, Route, TokenDecision } from '@bizmcp/testkit/simulator';
import { createTokenEndpoint, route } from '@bizmcp/testkit/simulator';
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

/**
 * The token endpoint for custom connections (client credentials) and for apps with PKCE, which have no secret and whose refresh
 * tokens are replaced when used. That the one before works for 30 more minutes is not simulated: it is refused at once.
 * https://developer.xero.com/documentation/guides/oauth2/custom-connections
 * https://developer.xero.com/documentation/guides/oauth2/pkce-flow
 */
export function createOAuth(tokens: BearerTokens, clients: readonly OAuthClient[]) {
  const endpoint = createTokenEndpoint({ tokens, clients, lifetimeSeconds, rotation: 'single-use' });
  const routes: readonly Route<XeroState>[] = [
    route('POST', '/connect/token', (request) => {
      if (request.body.kind !== 'form') return toReply(endpoint.exchange(request));
      const form = new URLSearchParams(request.body.value);
      if (form.get('client_secret') === null) form.set('client_secret', '');
      return toReply(endpoint.exchange({ ...request, body: { kind: 'form', value: form } }));
    }),
    route('POST', '/connect/revocation', (request) => {
      if (request.body.kind === 'form') tokens.revoke(request.body.value.get('token') ?? '');
      return { status: 200 };
    }),
  ];
  return { routes, consent: endpoint.consent };
}
