import type { Server } from '../define/server.ts';
import { readSettings, type SettingsSource } from '../define/settings.ts';
import { ToolError } from '../define/tool-error.ts';
import { createUpstream, type Transport } from '../http/upstream.ts';
import { rememberSecret } from '../masking/known-secrets.ts';

/** The way to the business system, made at the first call that needs it. */
export interface Connection {
  /** Throws `not_configured` when settings are missing or wrong; reaches no network. */
  prepare(): void;
  /** The server's api, connected once; a failed connection is tried again by the next call. */
  api(): Promise<unknown>;
}

/** Reads the settings now and connects later. `transport` replaces the network, for the sandbox. */
export function createConnection(server: Server, source: SettingsSource, transport?: Transport): Connection {
  const { settings: schema, credentials, connect } = server.api;
  const result = readSettings(schema, credentials, source);
  if (result.ok) for (const secret of result.secrets) rememberSecret(secret);
  let connected: Promise<unknown> | undefined;

  const settings = () => {
    if (!result.ok) throw new ToolError('not_configured', result.problem);
    return result.settings;
  };
  return {
    prepare: () => void settings(),
    api() {
      const given = settings();
      connected ??= Promise.resolve(
        connect({
          settings: given,
          createUpstream: (options) => createUpstream({ ...options, ...(transport && { transport }) }),
        }),
      ).catch((error: unknown) => {
        connected = undefined;
        throw error;
      });
      return connected;
    },
  };
}
