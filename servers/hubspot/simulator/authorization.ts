import { type BearerTokens, type Grant, Refusal, type SimulatedRequest } from '@bizmcp/testkit/simulator';
import { errorReply } from './error-reply.ts';
import { toIso } from './objects/record.ts';

/** Where the token comes from: no bearer token is needed, because the credentials are in the body. */
const isTokenEndpoint = (path: string): boolean => path.startsWith('/oauth/');

// Keyed by the headers, because a handler sees a copy of the request with the same headers.
const grants = new WeakMap<SimulatedRequest['headers'], Grant>();

/** In the largest unit that fits, as HubSpot says it. */
const ago = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} second(s)`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} minute(s)`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} hour(s)`;
  return `${Math.floor(seconds / 86_400)} day(s)`;
};

/** HubSpot calls a token that it cannot read one that expired in 1970. */
const expiredReply = (expiredAt: number, now: number) =>
  errorReply(
    401,
    'EXPIRED_AUTHENTICATION',
    `The OAuth token used to make this call expired ${ago(now - expiredAt)} ago.`,
    {
      context: { 'expire time': [toIso(expiredAt)] },
    },
  );

/**
 * Checks the bearer token of a request; gives what it stands for, undefined at the token endpoint.
 * https://developers.hubspot.com/docs/api-reference/error-handling (401)
 */
export const authorize = (tokens: BearerTokens, request: SimulatedRequest, now: number): Grant | undefined => {
  if (isTokenEndpoint(request.path)) return undefined;
  const verdict = tokens.check(request.headers.get('authorization'));
  switch (verdict.kind) {
    case 'valid':
      grants.set(request.headers, verdict.grant);
      return verdict.grant;
    case 'expired':
      throw new Refusal(expiredReply(verdict.grant.expiresAt ?? 0, now));
    case 'missing':
      throw new Refusal(
        errorReply(
          401,
          'INVALID_AUTHENTICATION',
          'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
        ),
      );
    default:
      throw new Refusal(expiredReply(0, now));
  }
};

/** Says whether the token of a request has one of the scopes. */
export const hasScope = (request: SimulatedRequest<never>, scopes: readonly string[]): boolean => {
  const granted = grants.get(request.headers)?.scopes ?? [];
  return scopes.some((scope) => granted.includes(scope));
};

/**
 * Refuses a request whose token has none of the scopes.
 * https://developers.hubspot.com/docs/api-reference/error-handling (403)
 */
export const requireScope = (request: SimulatedRequest<never>, scopes: readonly string[]): void => {
  if (hasScope(request, scopes)) return;
  throw new Refusal(
    errorReply(
      403,
      'MISSING_SCOPES',
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
      {
        errors: [
          { message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: scopes } },
        ],
        links: { scopes: 'https://developers.hubspot.com/scopes' },
      },
    ),
  );
};
