import {
  type AuthorizationCode,
  type BearerTokens,
  type Clock,
  createTokenEndpoint,
  type OAuthClient,
  type Route,
  route,
  type TokenDecision,
} from '@bizmcp/testkit/simulator';
import type { QuickBooksState } from './quickbooks-state.ts';

/** Access tokens live an hour: https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0 */
const lifetimeSeconds = 3600;
const dayMilliseconds = 86_400_000;
// A hundred and one days from each use on, as in the answers quoted in the README of intuit-oauth.
const idleSeconds = 8_726_400;

interface RefreshLife {
  readonly issuedAt: number;
  usedAt: number;
  /** The end of a token that a newer one has replaced. */
  endsAt?: number;
}

/**
 * What becomes of refresh tokens: a new one is given once in 24 hours, and the one before works for 24 hours more; one that is not
 * used for a hundred days ends. The hard end after five years is not simulated.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/faq
 * README of intuit-oauth: "previous refresh tokens expire 24 hours after you receive a new one"
 */
function createRefreshLives(tokens: BearerTokens, clock: Clock) {
  const lives = new Map<string, RefreshLife>();
  const lifeOf = (token: string): RefreshLife => {
    const life = lives.get(token) ?? { issuedAt: clock.now(), usedAt: clock.now() };
    lives.set(token, life);
    return life;
  };
  return {
    note: lifeOf,
    clear: () => lives.clear(),
    /** Ends a token whose time is over, before it is used. */
    settle(token: string): void {
      const { usedAt, endsAt } = lifeOf(token);
      const isIdle = clock.now() >= usedAt + idleSeconds * 1000;
      if (isIdle || (endsAt !== undefined && clock.now() >= endsAt)) tokens.revoke(token);
    },
    /** The token to be given back for the one that was used. */
    follow(token: string): string {
      const life = lifeOf(token);
      life.usedAt = clock.now();
      const known = tokens.findRefresh(token);
      if (!known || clock.now() < life.issuedAt + dayMilliseconds) return token;
      life.endsAt ??= clock.now() + dayMilliseconds;
      const next = tokens.issueRefresh(known);
      lifeOf(next);
      return next;
    },
  };
}

/** Errors as in RFC 6749, 5.2; a client that is wrong gets 401: the same page. */
function refusalOf(decision: Extract<TokenDecision, { kind: 'refused' }>) {
  const { error, description } = decision;
  return { status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: description } };
}

/** The token endpoint, which replaces refresh tokens, and the endpoint that revokes: a revoked token takes the others with it. */
export function createOAuth(tokens: BearerTokens, clock: Clock, client: OAuthClient) {
  const endpoint = createTokenEndpoint({ tokens, clients: [client], lifetimeSeconds, rotation: 'none' });
  const lives = createRefreshLives(tokens, clock);
  const given = new Set<string>();
  const routes: readonly Route<QuickBooksState>[] = [
    route('POST', '/oauth2/v1/tokens/bearer', (request) => {
      const form = request.body.kind === 'form' ? request.body.value : new URLSearchParams();
      lives.settle(form.get('refresh_token') ?? '');
      const decision = endpoint.exchange(request);
      if (decision.kind === 'refused') return refusalOf(decision);
      const refreshToken = lives.follow(decision.refreshToken ?? '');
      for (const token of [decision.accessToken, refreshToken]) given.add(token);
      const { accessToken, expiresInSeconds } = decision;
      const access = { token_type: 'bearer', access_token: accessToken, expires_in: expiresInSeconds };
      return {
        status: 200,
        body: { ...access, refresh_token: refreshToken, x_refresh_token_expires_in: idleSeconds },
      };
    }),
    route('POST', '/v2/oauth2/tokens/revoke', ({ body, headers }) => {
      const proof = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
      if (headers.get('authorization') !== `Basic ${proof}`) return { status: 401, body: { error: 'invalid_client' } };
      const sent = body.kind === 'json' ? body.value : Object.fromEntries(body.kind === 'form' ? body.value : []);
      const token = typeof sent === 'object' && sent !== null && 'token' in sent ? sent.token : undefined;
      if (typeof token !== 'string') return { status: 400, body: { error: 'invalid_request' } };
      for (const one of [token, ...given]) tokens.revoke(one);
      return { status: 200 };
    }),
  ];
  const consent = (code: string, details: AuthorizationCode) => endpoint.consent(code, details);
  return { routes, consent, note: lives.note, clear: lives.clear };
}
