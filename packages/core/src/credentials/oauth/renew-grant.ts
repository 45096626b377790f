import { ToolError } from '../../define/tool-error.ts';
import { requestClientTokens } from './client-grant.ts';
import type { OAuth } from './oauth.ts';
import { type OAuthParty, requestTokens, TokenRefusal, type Tokens } from './token-request.ts';
import type { GrantKey, StoredGrant, TokenStore } from './token-store.ts';

/** What a renewal works on; its lock must be held. */
export interface RenewalContext {
  party: OAuthParty;
  store: TokenStore;
  key: GrantKey;
  /** Milliseconds since 1970. */
  now: () => number;
}

/**
 * Gets new tokens for a grant and keeps them. A mark is on the disk before the request leaves, and the former refresh token stays
 * until the new one was used. So after a crash in between: classes N and G go on with the token that is there; class S tries it
 * once, and where the vendor had taken it already, says that a person has to reconnect.
 */
export async function renewGrant(context: RenewalContext, stored: StoredGrant): Promise<StoredGrant> {
  const { party, store, key, now } = context;
  if (isOfClient(party.oauth)) {
    const tokens = (await refreshSession(party, stored)) ?? (await requestClientTokens(party, now));
    return save(context, stored, tokens, undefined);
  }
  const { refreshToken } = stored;
  if (stored.isLost || refreshToken === undefined) throw reconnect(party.oauth, stored);
  const marked = { ...stored, inFlightAt: stored.inFlightAt ?? now() };
  await store.write(key, marked);
  for (const candidate of [refreshToken, ...formerToken(party, stored, now())]) {
    const tokens = await tryToken(party, candidate);
    if (tokens) return save(context, stored, tokens, candidate);
  }
  // Without the mark of this renewal: the vendor answered it.
  await store.write(key, { ...stored, isLost: true });
  throw reconnect(party.oauth, stored);
}

/** Whether the client gets its tokens by itself, without a person's grant. */
export function isOfClient({ flow }: OAuth): boolean {
  return flow !== 'code' && flow !== 'device';
}

/** A user who signed in by password goes on in the same session where that still lives; else the password opens another. */
async function refreshSession(party: OAuthParty, { refreshToken }: StoredGrant): Promise<Tokens | undefined> {
  if (party.oauth.flow !== 'password' || refreshToken === undefined) return undefined;
  return tryToken(party, refreshToken);
}

/** Undefined when the vendor does not know the token any more. */
async function tryToken(party: OAuthParty, refreshToken: string): Promise<Tokens | undefined> {
  try {
    return await requestTokens(party, { grant_type: 'refresh_token', refresh_token: refreshToken });
  } catch (error) {
    if (error instanceof TokenRefusal && error.reason === 'invalid_grant') return undefined;
    throw error;
  }
}

/** The token before the last renewal, where the vendor still takes it. In class S it would end what is left of the grant. */
function formerToken({ oauth }: OAuthParty, stored: StoredGrant, now: number): string[] {
  const { formerRefreshToken, obtainedAt } = stored;
  if (oauth.refresh === 'S' || formerRefreshToken === undefined) return [];
  const ends = oauth.refresh === 'N' ? Number.POSITIVE_INFINITY : obtainedAt + (oauth.graceSeconds ?? 0) * 1000;
  return now < ends ? [formerRefreshToken] : [];
}

async function save(
  { store, key, now }: RenewalContext,
  stored: StoredGrant,
  tokens: Tokens,
  used: string | undefined,
): Promise<StoredGrant> {
  const obtainedAt = now();
  const refreshToken = tokens.refreshToken ?? used;
  const former = refreshToken === used ? undefined : used;
  const scope = tokens.scope ?? stored.scope;
  const grant: StoredGrant = {
    accessToken: tokens.accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(former !== undefined && { formerRefreshToken: former }),
    obtainedAt,
    expiresAt: obtainedAt + tokens.lifeSeconds * 1000,
    generation: stored.generation + 1,
    details: { ...stored.details, ...tokens.details },
    ...(scope !== undefined && { scope }),
    ...(stored.login !== undefined && { login: stored.login }),
    ...(stored.seed !== undefined && { seed: stored.seed }),
  };
  await store.write(key, grant);
  return grant;
}

/** What a person has to do after the vendor refused the refresh token. */
export function reconnect({ system, refresh }: OAuth, stored: StoredGrant): ToolError {
  const isInterrupted = stored.inFlightAt !== undefined && refresh !== 'N';
  const why = isInterrupted
    ? `a renewal of the access to ${system} was interrupted, and its refresh token is used up`
    : `${system} has ended the access that was granted`;
  const orElse = stored.seed === undefined ? '' : ', or set a new refresh token';
  return new ToolError(
    'unauthenticated',
    `The login is dead: ${why}. Reconnect: run this server with --login${orElse}.`,
  );
}
