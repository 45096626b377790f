import type { ConnectContext } from '../define/api.ts';
import type { Server } from '../define/server.ts';
import { readSettings, type SettingsSource } from '../define/settings.ts';
import { ToolError } from '../define/tool-error.ts';
import type { Transport } from '../http/transport.ts';
import { createUpstream, type UpstreamOptions } from '../http/upstream.ts';
import type { WebSocketClass } from '../http/web-socket.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { rememberSecret } from '../masking/known-secrets.ts';
import type { State } from '../state/state.ts';
import { createMemoryTokenStore } from './oauth/memory-token-store.ts';
import { type Grant, grantOf } from './oauth/oauth-grant.ts';
import { createTokenSource, type TokenSource } from './oauth/token-source.ts';
import type { TokenStore } from './oauth/token-store.ts';

/** The way to the business system, made at the first call that needs it. */
export interface Connection {
  /** Which account of the system it leads to, for which customer, as far as the settings tell. */
  account?: string;
  /** Tells one login from the next, which may be of another account. */
  login?(): Promise<string | undefined>;
  /** Throws `not_configured` when settings are missing or wrong; reaches no network. */
  prepare(): void;
  /** The server's api, connected once; a failed connection is tried again by the next call. */
  api(): Promise<unknown>;
}

/** A connection with credentials to tell of. */
export interface SystemConnection extends Connection {
  /** How the credentials are kept, in a sentence. Throws `not_configured` or `unauthenticated` when a person has to step in. */
  describeCredentials(): Promise<string>;
}

/** Where a connection gets its settings and tokens from. */
export interface ConnectionOptions {
  settings: SettingsSource;
  /** Replaces the network, for the sandbox; the token endpoint is then asked there as well. */
  transport?: Transport;
  /** Replaces Node's own, for the sandbox. */
  WebSocket?: WebSocketClass;
  /** Where OAuth tokens are kept; the memory of this process unless given. */
  tokenStore?: TokenStore;
  /** Told what happens to the credentials and to the way to the system, for the audit trail. */
  report?: (event: string) => Promise<void>;
  /** What processes share: the vendor's limits are counted there. */
  state: State;
  /** Told of live resources that changed. Nobody watches unless given. */
  changed?: (uri: string) => void;
  /** Where the way to the system leaves what is to be run at the end. It ends with the process unless given. */
  onClose?: (closer: () => unknown) => void;
  /** Whether the policy names a credential past the system's own rules. None unless given. */
  mayUse?: (credential: string) => boolean;
  /** Does work that no call waits for. */
  inBackground: ConnectContext<unknown>['inBackground'];
  /** The user of this machine, whose login is used. */
  principal: string;
  /** The customer or company that this server works for; each has its own login. */
  tenant?: string;
}

/** Reads the settings now and connects later. */
export function createConnection(server: Server, options: ConnectionOptions): SystemConnection {
  const { tokenStore = createMemoryTokenStore() } = options;
  const read = readAccess(server, options);
  const tokens = read.ok && read.grant ? createTokens(read.grant, tokenStore, options) : undefined;

  const prepare = () => {
    if (!read.ok) throw new ToolError('not_configured', read.problem);
    const { grant, beforeLogin } = read;
    // Looked at each time: somebody may log in while the server runs.
    const isEnough = beforeLogin === undefined || (grant !== undefined && tokenStore.version(grant.key) !== undefined);
    if (!isEnough) throw new ToolError('not_configured', beforeLogin);
    return read;
  };
  const connect = async () =>
    server.api.connect({
      settings: prepare().settings,
      ...(tokens && { tokens }),
      ...surroundingsOf(server, options, tokens),
    });
  const whose = async () => {
    const { grant } = prepare();
    return [await tokens?.login(), grant?.oauth.keeps && (await tokens?.details())];
  };
  return {
    ...(read.ok && { account: canonicalJson([options.tenant ?? null, read.account]) }),
    ...(tokens && { login: tokens.login }),
    prepare: () => void prepare(),
    api: connectOnce(connect, whose),
    async describeCredentials() {
      const { grant, origin } = prepare();
      if (!grant) return origin;
      await tokens?.assertAlive();
      return `${origin} ${await tokenStore.describeKey()}`;
    },
  };
}

/** What the way to a system is given whatever its settings are. */
function surroundingsOf({ api: { system } }: Server, options: ConnectionOptions, tokens: TokenSource | undefined) {
  const { transport, state, report, changed = () => {}, onClose = () => {}, mayUse = () => false } = options;
  const { WebSocket = globalThis.WebSocket, inBackground } = options;
  return {
    state,
    WebSocket,
    inBackground,
    changed,
    mayUse,
    onClose,
    createUpstream: (given: UpstreamOptions) =>
      createUpstream({
        ...given,
        system,
        state,
        ...(tokens && { renew: tokens.renew }),
        ...(transport && { transport }),
        ...(report && { report }),
      }),
  };
}

type Access =
  | { ok: false; problem: string }
  | {
      ok: true;
      settings: Record<string, unknown>;
      account: Record<string, string>;
      /** Where they came from, in a sentence. */
      origin: string;
      grant: Grant | undefined;
      beforeLogin: string | undefined;
    };

function readAccess({ api }: Server, { settings: source, principal, tenant }: ConnectionOptions): Access {
  const result = readSettings(api.settings, api.credentials, source);
  if (!result.ok) return result;
  for (const secret of result.secrets) rememberSecret(secret);
  const given = grantOf(api, result.settings, principal, tenant);
  if ('problem' in given) return { ok: false, problem: given.problem };
  const { settings, account, origin, beforeLogin } = result;
  return { ok: true, settings, account, origin, grant: given.grant, beforeLogin };
}

function createTokens(grant: Grant, store: TokenStore, { transport, report }: ConnectionOptions): TokenSource {
  const { key, oauth, client, refreshToken } = grant;
  return createTokenSource({
    store,
    key,
    oauth,
    client,
    ...(transport && { fetch: transport }),
    ...(report && { report }),
    ...(refreshToken !== undefined && { refreshToken }),
  });
}

/** Connects at the first call, again after a failure, and again when the login or its details are no longer the same. */
function connectOnce(connect: () => Promise<unknown>, whose: () => Promise<unknown>): () => Promise<unknown> {
  let made: { api: Promise<unknown>; for: string } | undefined;
  return async () => {
    const now = JSON.stringify(await whose());
    if (made?.for === now) return made.api;
    const api = connect();
    const mine = { api, for: now };
    made = mine;
    api.catch(() => {
      if (made === mine) made = undefined;
    });
    return api;
  };
}
