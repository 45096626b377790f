import { randomUUID } from 'node:crypto';
import type { Transport } from '../../http/transport.ts';
import { formAuthorizeRequest } from './authorize-url.ts';
import { requestClientTokens } from './client-grant.ts';
import { loginByDevice } from './device-login.ts';
import { listenForCallback } from './loopback-callback.ts';
import type { OAuth, OAuthClient } from './oauth.ts';
import { openBrowser } from './open-browser.ts';
import { type OAuthParty, pickDetails, postForm, requestTokens, type Tokens } from './token-request.ts';
import type { GrantKey, StoredGrant, TokenStore } from './token-store.ts';

/** What a login needs besides the vendor's description. */
export interface LoginOptions {
  store: TokenStore;
  key: GrantKey;
  client: OAuthClient;
  fetch?: Transport;
  /** Tells the person at the terminal what to do. */
  show(line: string): void;
  /** Opens the browser; the system's opener unless told. The address is always shown as well. */
  open?: (url: string) => Promise<boolean>;
  /** Ends the waiting; after ten minutes unless told. */
  signal?: AbortSignal;
}

/** What a login brought, without its secrets. */
interface LoginResult {
  /** ISO 8601. */
  expiresAt: string;
  isRenewable: boolean;
  scope: string | undefined;
  details: Record<string, string>;
}

const patienceMilliseconds = 600_000;

/** Connects a person's account at the vendor and keeps the grant encrypted on this machine. Throws a ToolError that says why not. */
export async function login(oauth: OAuth, options: LoginOptions): Promise<LoginResult> {
  const { store, key, client } = options;
  const party: OAuthParty = { oauth, client, fetch: options.fetch ?? globalThis.fetch };
  const signal = options.signal ?? AbortSignal.timeout(patienceMilliseconds);
  const tokens = await obtain(party, options, signal);
  const obtainedAt = Date.now();
  const expiresAt = obtainedAt + tokens.lifeSeconds * 1000;
  await store.withLock(key, async () => {
    // One that does not open is replaced: that is what the person was told to do.
    const former = await store.read(key).catch(() => undefined);
    const grant: StoredGrant = {
      accessToken: tokens.accessToken,
      ...(tokens.refreshToken !== undefined && { refreshToken: tokens.refreshToken }),
      obtainedAt,
      expiresAt,
      generation: (former?.generation ?? 0) + 1,
      login: randomUUID(),
      details: tokens.details,
      ...(tokens.scope !== undefined && { scope: tokens.scope }),
    };
    await store.write(key, grant);
  });
  return {
    expiresAt: new Date(expiresAt).toISOString(),
    isRenewable: tokens.refreshToken !== undefined,
    scope: tokens.scope,
    details: tokens.details,
  };
}

/**
 * Forgets the grant on this machine, after asking the vendor to end it. `revoked`: it is ended there too; `forgotten`: the vendor
 * has no way to end it, or could not be asked; `none`: there was no grant.
 */
export async function logout(
  oauth: OAuth,
  options: Pick<LoginOptions, 'store' | 'key' | 'client' | 'fetch'>,
): Promise<'revoked' | 'forgotten' | 'none'> {
  const { store, key, client, fetch = globalThis.fetch } = options;
  return store.withLock(key, async () => {
    const grant = await store.read(key).catch(() => 'closed' as const);
    if (grant === undefined) return 'none';
    const isRevoked = grant !== 'closed' && (await revoke({ oauth, client, fetch }, grant));
    await store.remove(key);
    return isRevoked ? 'revoked' : 'forgotten';
  });
}

function obtain(party: OAuthParty, options: LoginOptions, signal: AbortSignal): Promise<Tokens> {
  const { flow } = party.oauth;
  if (flow === 'code') return loginByBrowser(party, options, signal);
  return flow === 'device' ? loginByDevice(party, options.show, signal) : requestClientTokens(party, Date.now);
}

async function loginByBrowser(party: OAuthParty, options: LoginOptions, signal: AbortSignal): Promise<Tokens> {
  const { oauth, client } = party;
  const callback = await listenForCallback(oauth);
  try {
    const { url, state, verifier } = formAuthorizeRequest(oauth, client, callback.redirectUri);
    const answered = callback.answer(state, signal);
    options.show(`Log in to ${oauth.system} in the browser. If none opens, open this address:\n${url}`);
    const open = options.open ?? ((address: string) => openBrowser(address, oauth));
    const [answer] = await Promise.all([answered, open(url)]);
    const tokens = await requestTokens(party, {
      grant_type: 'authorization_code',
      code: answer.get('code') ?? '',
      redirect_uri: callback.redirectUri,
      code_verifier: verifier,
    });
    const details = { ...pickDetails(oauth, Object.fromEntries(answer)), ...tokens.details };
    return { ...tokens, details };
  } finally {
    callback.close();
  }
}

/** True when the vendor took the grant back: what renews it, or all there is. Some vendors revoke no access tokens. */
async function revoke(party: OAuthParty, grant: StoredGrant): Promise<boolean> {
  const url = party.oauth.revokeUrl;
  if (url === undefined) return false;
  const revokeToken = async (token: string, kind: string) => {
    const answer = await postForm(party, url, { token, token_type_hint: kind }).catch(() => undefined);
    return answer?.response.ok ?? false;
  };
  const isEnded = grant.refreshToken === undefined || (await revokeToken(grant.refreshToken, 'refresh_token'));
  const isTaken = await revokeToken(grant.accessToken, 'access_token');
  return grant.refreshToken === undefined ? isTaken : isEnded;
}
