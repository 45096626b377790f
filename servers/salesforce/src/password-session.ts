import { ToolError, type Upstream, type UpstreamOptions } from '@bizmcp/core';
import * as z from 'zod';

/** What a user logs in with, where the org still allows it. */
export interface PasswordLogin {
  loginUrl: string;
  clientId: string;
  clientSecret: string;
  username: string;
  /** With the security token at its end, where the org asks for it. */
  password: string;
}

/** Valid sessions of a user with a password. */
export interface PasswordSession {
  accessToken(): Promise<string>;
  renew(): Promise<void>;
}

const WireSession = z.object({ access_token: z.string().min(1) });
const WireRefusal = z.object({ error: z.string() });

/**
 * Logs in by user name and password, once for all requests that need it. Orgs made since Summer '23 refuse it until an administrator
 * allows it: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_username_password_flow.htm
 */
export function createPasswordSession(
  login: PasswordLogin,
  createUpstream: (options: UpstreamOptions) => Upstream,
): PasswordSession {
  const upstream = createUpstream({
    system: 'Salesforce',
    baseUrl: login.loginUrl,
    requestIdHeaders: [],
    attempts: 1,
    explain: explainRefusal,
  });
  let session: Promise<string> | undefined;
  const accessToken = () => {
    const started = session ?? requestSession(upstream, login);
    session = started;
    started.catch(() => {
      if (session === started) session = undefined;
    });
    return started;
  };
  return {
    accessToken,
    async renew() {
      session = undefined;
      await accessToken();
    },
  };
}

async function requestSession(upstream: Upstream, login: PasswordLogin): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'password',
    client_id: login.clientId,
    client_secret: login.clientSecret,
    username: login.username,
    password: login.password,
  });
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const url = `${login.loginUrl}/services/oauth2/token`;
  const response = await upstream.fetch(url, { method: 'POST', headers, body: form.toString() });
  const found = WireSession.safeParse(await response.json());
  if (found.success) return found.data.access_token;
  throw new ToolError('bad_answer', 'Salesforce gave no session for the login. Check SALESFORCE_LOGIN_URL.');
}

const sentences: Readonly<Record<string, string>> = {
  invalid_grant:
    'the user name, password or security token is wrong, or password logins are not allowed (Setup > OAuth and OpenID Connect Settings)',
  unsupported_grant_type: 'this org allows no password logins; use another way to log in',
  invalid_client: 'the consumer key or secret is wrong',
  invalid_client_id: 'the consumer key is wrong',
};

const explainRefusal: NonNullable<UpstreamOptions['explain']> = ({ body }) => {
  const refusal = WireRefusal.safeParse(body).data;
  const message = refusal && Object.hasOwn(sentences, refusal.error) ? sentences[refusal.error] : undefined;
  return message === undefined ? undefined : { code: 'unauthenticated', message, retry: false };
};
