import {
  type BearerTokens,
  createTokenEndpoint,
  type OAuthClient,
  type Route,
  route,
  type TokenDecision,
} from '@bizmcp/testkit/simulator';
import type { HubspotState } from './hubspot-state.ts';

/** Access tokens live 30 minutes: https://developers.hubspot.com/docs/api-reference/legacy/authentication/oauth-tokens/v1/guide */
const lifetimeSeconds = 1_800;

/** OAuth errors as in RFC 6749, beside HubSpot's own fields: https://developers.hubspot.com/changelog/new-oauth-v3-api-endpoints-and-standardized-error-responses */
const statusNames = {
  invalid_grant: 'BAD_REFRESH_TOKEN',
  invalid_client: 'BAD_CLIENT_ID',
  invalid_request: 'BAD_REQUEST',
  unsupported_grant_type: 'BAD_GRANT_TYPE',
} as const;

const toReply = (decision: TokenDecision, hubId: number) => {
  if (decision.kind === 'refused') {
    const { description, error } = decision;
    const status = error === 'invalid_client' ? 401 : 400;
    return {
      status,
      body: { error, error_description: description, status: statusNames[error], message: description },
    };
  }
  const { accessToken, expiresInSeconds, refreshToken } = decision;
  return {
    status: 200,
    body: {
      token_type: 'bearer',
      token_use: refreshToken === undefined ? 'client_credentials' : 'access_token',
      access_token: accessToken,
      expires_in: expiresInSeconds,
      scopes: decision.client.scopes,
      hub_id: hubId,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    },
  };
};

/**
 * The token endpoints; a refresh token stays the same. v1 ends on 16 February 2027:
 * https://developers.hubspot.com/changelog/v1-oauth-api-deprecation
 */
export const createOAuthRoutes = (
  tokens: BearerTokens,
  clients: readonly OAuthClient[],
): ReadonlyArray<Route<HubspotState>> => {
  const endpoint = createTokenEndpoint({ tokens, clients, lifetimeSeconds, rotation: 'none' });
  return [
    ...['/oauth/2026-03', '/oauth/2026-09', '/oauth/v3', '/oauth/v1'].map((base) =>
      route<HubspotState, `${string}/token`>('POST', `${base}/token`, (request, { state }) =>
        toReply(endpoint.exchange(request), state.portal.id),
      ),
    ),
    ...['/oauth/2026-03', '/oauth/2026-09', '/oauth/v3'].map((base) =>
      route<HubspotState, `${string}/revoke`>('POST', `${base}/token/revoke`, (request) => {
        if (request.body.kind === 'form') tokens.revoke(request.body.value.get('token') ?? '');
        return { status: 204 };
      }),
    ),
  ];
};
