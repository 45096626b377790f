import { ToolError } from '@bizmcp/core';

/** What a deployment allows of callbacks. */
export interface CallbackRules {
  /** `hooks.example.com`, `hooks.example.com:8443` or `*.example.com`. */
  hosts: readonly string[];
  /** Whether this machine may be called, and without TLS. */
  isLoopbackAllowed: boolean;
  /** Signs each callback. */
  secret: string | undefined;
}

const loopback = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Whether the person who set up the server named this machine among the hosts. */
export function namesLoopback(hosts: readonly string[]): boolean {
  return hosts.some((host) => loopback.test(host.trim().toLowerCase().replace(/:\d+$/, '')));
}

/** Checks an address to call back before anything is kept. Throws `invalid_input` or `not_configured`. */
export function checkCallbackUrl(text: string, { hosts, isLoopbackAllowed, secret }: CallbackRules): URL {
  const url = URL.parse(text);
  if (!url || url.username || url.password || url.hash) {
    throw refused('invalid_input', 'A callback_url is an https address without user, password and fragment');
  }
  const isLoopback = isLoopbackAllowed && loopback.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw refused('invalid_input', 'A callback_url begins with https://');
  }
  if (!hosts.some((allowed) => matches(allowed, url))) {
    throw hosts.length === 0
      ? refused(
          'not_configured',
          'No callbacks are allowed here. The person who runs this server can allow hosts by SUPABASE_CALLBACK_HOSTS; without callback_url the changes come as resource updates',
        )
      : refused('invalid_input', `Callbacks go to these hosts only: ${hosts.join(', ')}`);
  }
  if (!secret) {
    throw refused(
      'not_configured',
      'Callbacks are signed: set SUPABASE_CALLBACK_SECRET to at least 32 characters first',
    );
  }
  return url;
}

function matches(allowed: string, url: URL): boolean {
  const [, host = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(allowed.trim().toLowerCase()) ?? [];
  if (port !== url.port) return false;
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : host === url.hostname;
}

function refused(code: 'invalid_input' | 'not_configured', message: string): ToolError {
  return new ToolError(code, `${message}.`, { fields: [{ path: 'callback_url', problem: message }] });
}
