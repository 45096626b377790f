import type * as z from 'zod';
import type { Upstream, UpstreamOptions } from '../http/upstream.ts';

/** One complete way to authenticate: the settings it needs and how a person gets them. */
export interface CredentialOption {
  title: string;
  /** Names of settings that must all be set. */
  settings: readonly string[];
  /** How to get them, in one or two sentences with the place in the vendor's own menus. */
  how: string;
}

/** What `connect` is given: the checked settings and the only door to the network. */
export interface ConnectContext<Settings> {
  settings: Settings;
  /** Makes an upstream of the HTTP adapter; in the sandbox it leads to the simulator. */
  createUpstream(options: UpstreamOptions): Upstream;
}

/** The way to reach one business system. */
export interface ApiDefinition<Settings extends z.ZodObject, Api> {
  /** The system's name as its vendor writes it. */
  system: string;
  /** Keys are environment variable names; secrets carry `.meta({ secret: true })`. All values come as text. */
  settings: Settings;
  /** Any one of them is enough. Empty: the system needs no credentials. */
  credentials: readonly CredentialOption[];
  /** Called once, at the first call that needs it. */
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
