import { createHash } from 'node:crypto';
import { isPassing, ToolError } from '../../define/tool-error.ts';
import type { Transport } from '../../http/transport.ts';
import { currentCall } from '../../pipeline/current-call.ts';
import type { OAuth, OAuthClient } from './oauth.ts';
import { isOfClient, reconnect, renewGrant } from './renew-grant.ts';
import type { OAuthParty } from './token-request.ts';
import { type GrantKey, rememberTokens, type StoredGrant, type TokenStore } from './token-store.ts';

/** Where a token source gets its tokens from. */
export interface TokenSourceOptions {
  store: TokenStore;
  key: GrantKey;
  oauth: OAuth;
  client: OAuthClient;
  fetch?: Transport;
  /** A refresh token from the settings, for a grant that was made elsewhere. A login on this machine comes first. */
  refreshToken?: string;
  /** Puts on record that the tokens were renewed, or that the vendor ended the grant. Rejects never. */
  report?: (event: 'credentials.renewed' | 'credentials.lost') => Promise<void>;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** From 0 to 1. */
  random?: () => number;
}

/** Valid access tokens, shared by all processes of this machine. */
export interface TokenSource {
  /** Throws `not_configured` before the first login and `unauthenticated` when a person has to log in again. */
  accessToken(): Promise<string>;
  /** To be called when the vendor refused the token: the next one is another. */
  renew(): Promise<void>;
  /** What the vendor said of the grant, by the names in {@link OAuth.keeps}. */
  details(): Promise<Record<string, string>>;
  /** Tells one login from the next, which may be of another account; asks nobody. Undefined where the settings give the access. */
  login(): Promise<string | undefined>;
  /** Throws `unauthenticated` when a person has to log in again, as far as is known without asking the vendor. */
  assertAlive(): Promise<void>;
}

/** Milliseconds for which a token that still lives is used after its renewal failed for a passing reason. */
const pauseMilliseconds = 30_000;
const marginMilliseconds = 5000;

/** What a source knows of its grant. */
interface Held {
  /** Not that of a former login, which may be of another account. */
  grant: StoredGrant | undefined;
  /** When it is to be renewed, in milliseconds since 1970. */
  renewAt: number;
  /** The token that the vendor refused last: it is not handed out again, even if renewing it failed. */
  refused: string | undefined;
}

/** Hands out access tokens, and renews them once for all processes: when 80 to 90 % of their life is over, or when one was refused. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { store, key, now = Date.now } = options;
  const held: Held = { grant: undefined, renewAt: 0, refused: undefined };
  const inStore = readStore(options);
  let running: Promise<StoredGrant> | undefined;

  // The renewal belongs to no tool call: none may cancel it for the others.
  const share = () => {
    running ??= currentCall
      .exit(() => store.withLock(key, () => settle(held, options)))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const current = async () => {
    try {
      if (held.grant?.login !== (await inStore.login())) held.grant = undefined;
      return held.grant && now() < held.renewAt ? held.grant : await share();
    } catch (error) {
      if (!held.grant || !isPassing(error) || now() > held.grant.expiresAt - marginMilliseconds) throw error;
      held.renewAt = now() + pauseMilliseconds;
      return held.grant;
    }
  };

  return {
    async accessToken() {
      const grant = await current();
      rememberTokens(grant);
      return grant.accessToken;
    },
    details: async () => (await current()).details,
    async renew() {
      Object.assign(held, { refused: held.grant?.accessToken ?? held.refused, grant: undefined });
      await share();
    },
    ...inStore,
  };
}

/** What the store tells of the grant, without the vendor. */
function readStore(options: TokenSourceOptions): Pick<TokenSource, 'login' | 'assertAlive'> {
  const { store, key, oauth } = options;
  let last: { version: string | undefined; login: string | undefined } = { version: undefined, login: undefined };
  return {
    async login() {
      const version = store.version(key);
      if (version !== last.version) last = { version, login: (await store.read(key))?.login };
      return last.login;
    },
    async assertAlive() {
      const stored = startOf(await store.read(key), options);
      if (stored?.isLost) throw reconnect(oauth, stored);
    },
  };
}

/** Takes what another process has renewed since, or else renews. The lock must be held. */
async function settle(held: Held, options: TokenSourceOptions): Promise<StoredGrant> {
  const { store, key, oauth, client, fetch = globalThis.fetch, now = Date.now, random = Math.random } = options;
  const adopt = (grant: StoredGrant) => {
    held.grant = grant;
    held.renewAt = grant.obtainedAt + (grant.expiresAt - grant.obtainedAt) * (0.8 + 0.1 * random());
    return grant;
  };
  const party: OAuthParty = { oauth, client, fetch };
  const stored = startOf(await store.read(key), options);
  if (!stored) throw notLoggedIn(oauth);
  const isOther = stored.accessToken !== held.refused && stored.accessToken !== held.grant?.accessToken;
  if (isOther) adopt(stored);
  if (isOther && now() < held.renewAt) return stored;
  return adopt(await reported(() => renewGrant({ party, store, key, now }, stored), options));
}

async function reported(renew: () => Promise<StoredGrant>, { report }: TokenSourceOptions): Promise<StoredGrant> {
  try {
    const grant = await renew();
    await report?.('credentials.renewed');
    return grant;
  } catch (error) {
    if (error instanceof ToolError && error.code === 'unauthenticated') await report?.('credentials.lost');
    throw error;
  }
}

/** The grant to go on from: the stored one, or a first one that has only what the settings give. */
function startOf(
  stored: StoredGrant | undefined,
  { refreshToken, client, oauth }: TokenSourceOptions,
): StoredGrant | undefined {
  if (refreshToken === undefined && !isOfClient(oauth)) return stored;
  const given = JSON.stringify([client.id, client.subject, oauth.tokenUrl, oauth.scopes, refreshToken]);
  const seed = createHash('sha256').update(given).digest('base64url').slice(0, 22);
  const isFromLogin = stored !== undefined && stored.seed === undefined;
  if (stored && (isFromLogin || stored.seed === seed)) return stored;
  const empty = { accessToken: '', obtainedAt: 0, expiresAt: 0, generation: stored?.generation ?? 0, details: {} };
  return { ...empty, ...(refreshToken !== undefined && { refreshToken }), seed };
}

function notLoggedIn({ system }: OAuth): ToolError {
  return new ToolError('not_configured', `Nobody has connected ${system} yet. Run this server once with --login.`);
}
