import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';

/** What a token stands for: the account it opens, what it may do there and until when. */
export interface Grant {
  readonly account: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970; undefined for a token that does not expire. */
  readonly expiresAt: number | undefined;
}

/** What an `Authorization` header amounts to. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly token: string; readonly grant: Grant }
  | { readonly kind: 'expired'; readonly token: string; readonly grant: Grant }
  | { readonly kind: 'revoked'; readonly token: string }
  | { readonly kind: 'unknown'; readonly token: string }
  | { readonly kind: 'missing' };

/** The permission to ask for new access tokens. */
export interface RefreshGrant {
  readonly clientId: string;
  readonly account: string;
  readonly scopes: readonly string[];
}

/** Issues, checks and revokes tokens. Tokens are no part of the business state, so refreshing one changes no digest. */
export interface BearerTokens {
  /** Issues an access token; `token` chooses its text, `lifetimeSeconds` makes it expire. */
  issue(request: { account: string; scopes: readonly string[]; lifetimeSeconds?: number; token?: string }): string;
  check(authorization: string | null): TokenVerdict;
  /** Makes an access or refresh token useless from now on. */
  revoke(token: string): void;
  issueRefresh(grant: RefreshGrant, token?: string): string;
  /** What a refresh token allows; undefined when it is unknown, revoked or was exchanged for a newer one. */
  findRefresh(token: string): RefreshGrant | undefined;
  /** Forgets all tokens. */
  clear(): void;
}

const judge = (token: string, grant: Grant | undefined, isRevoked: boolean, now: number): TokenVerdict => {
  if (isRevoked) return { kind: 'revoked', token };
  if (grant === undefined) return { kind: 'unknown', token };
  const isExpired = grant.expiresAt !== undefined && grant.expiresAt <= now;
  return { kind: isExpired ? 'expired' : 'valid', token, grant };
};

/** Makes a token store; `name` makes the tokens of two simulators differ. */
export const createBearerTokens = (clock: Clock, name: string): BearerTokens => {
  const access = new Map<string, Grant>();
  const refresh = new Map<string, RefreshGrant>();
  const revoked = new Set<string>();
  let issued = 0;
  const newToken = (kind: string): string => {
    issued += 1;
    return `${kind}-${createHash('sha256').update(`${name} ${kind} ${issued}`).digest('hex').slice(0, 32)}`;
  };
  return {
    check: (authorization) => {
      const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) return { kind: 'missing' };
      return judge(token, access.get(token), revoked.has(token), clock.now());
    },
    issue: ({ account, lifetimeSeconds, scopes, token = newToken('access') }) => {
      const expiresAt = lifetimeSeconds === undefined ? undefined : clock.now() + lifetimeSeconds * 1000;
      access.set(token, { account, scopes, expiresAt });
      return token;
    },
    revoke: (token) => {
      revoked.add(token);
    },
    issueRefresh: (grant, token = newToken('refresh')) => {
      refresh.set(token, grant);
      return token;
    },
    findRefresh: (token) => (revoked.has(token) ? undefined : refresh.get(token)),
    clear: () => {
      for (const known of [access, refresh, revoked]) known.clear();
    },
  };
};
