import type * as z from 'zod';
import type { OAuthAccess } from '../credentials/oauth/oauth.ts';
import type { TokenSource } from '../credentials/oauth/token-source.ts';
import type { Upstream, UpstreamOptions } from '../http/upstream.ts';
import type { WebSocketClass } from '../http/web-socket.ts';
import type { State } from '../state/state.ts';

/** One complete way to authenticate: the settings it needs and how a person gets them. */
export interface CredentialOption {
  title: string;
  /** Names of settings that must all be set. */
  settings: readonly string[];
  /** Those of them that `--login` brings instead, such as the refresh token. May be empty: then only a login can do. */
  fromLogin?: readonly string[];
  /** How to get them, in one or two sentences with the place in the vendor's own menus. */
  how: string;
}

/** Work that no call waits for, such as what a subscription brings. */
export interface BackgroundWork {
  /** The tool by which a person asked for it. */
  tool: string;
  /** What it is done with; on record as a digest. */
  input: Record<string, unknown>;
  run(): Promise<void>;
}

/** What `connect` is given: the checked settings and the only door to the network. */
export interface ConnectContext<Settings> {
  settings: Settings;
  /** Valid access tokens, renewed once for all processes of this machine. There when `oauth` told how, else undefined. */
  tokens?: TokenSource;
  /** Makes an upstream of the HTTP adapter to the system; in the sandbox it leads to the simulator. */
  createUpstream(options: UpstreamOptions): Upstream;
  /** For systems that speak over sockets; in the sandbox its sockets lead to the simulator. */
  WebSocket: WebSocketClass;
  /**
   * Does work in the name of a tool: on record before and after as a call is, and its requests count as that tool's. Throws `forbidden`
   * where read-only mode or the role does not allow that tool any more; approval was given when the tool was called.
   */
  inBackground(work: BackgroundWork): Promise<void>;
  /** What all processes of this server share, for what has to outlive a process. Take spaces that begin with the server's name. */
  state: State;
  /** Tells the clients that watch a live resource of its change. */
  changed(uri: string): void;
  /**
   * Whether the policy names a credential past the system's own rules on who sees what, such as `service_role` of Supabase. Without it
   * `connect` refuses one.
   */
  mayUse(credential: string): boolean;
  /** What is run when the server ends, such as closing a socket. */
  onClose(closer: () => unknown): void;
}

/** The way to reach one business system. */
export interface ApiDefinition<Settings extends z.ZodObject, Api> {
  /** The system's name as its vendor writes it. */
  system: string;
  /** Keys are environment variable names; secrets carry `.meta({ secret: true })`. All values come as text. */
  settings: Settings;
  /** Any one of them is enough. Empty: the system needs no credentials. */
  credentials: readonly CredentialOption[];
  /** How OAuth works with these settings; undefined when they hold another credential, or not enough for OAuth. Reaches no network. */
  oauth?(settings: z.output<Settings>): OAuthAccess | undefined;
  /**
   * Called once, at the first call that needs it; and again when a login brought other details, such as another organisation, so
   * `tokens.details()` may be read here.
   */
  connect(context: ConnectContext<z.output<Settings>>): Api | Promise<Api>;
  /** One cheap read that proves the credentials; returns what was reached, for `health_check`. */
  check(api: Api): Promise<string>;
}

/** Defines the way to reach one system. */
export function defineApi<Settings extends z.ZodObject, Api>(
  api: ApiDefinition<Settings, Api>,
): ApiDefinition<Settings, Api> {
  return api;
}
