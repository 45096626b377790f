import * as z from 'zod';
import { ToolError } from '../../define/tool-error.ts';
import { readBody } from '../../http/response-body.ts';
import { retryAfterMilliseconds } from '../../http/retry-after.ts';
import type { Transport } from '../../http/transport.ts';
import { parseJson } from '../../json/parse-json.ts';
import { rememberPassingSecret, rememberSecret } from '../../masking/known-secrets.ts';
import type { OAuth, OAuthClient } from './oauth.ts';

/** The three that a token request needs. */
export interface OAuthParty {
  oauth: OAuth;
  client: OAuthClient;
  fetch: Transport;
}

/** What a token endpoint granted. */
export interface Tokens {
  accessToken: string;
  refreshToken: string | undefined;
  lifeSeconds: number;
  scope: string | undefined;
  details: Record<string, string>;
}

/** The vendor understood the request and said no. */
export class TokenRefusal extends ToolError {
  /** An error name of RFC 6749 or 8628, or `other`: a vendor's own words are not passed on. */
  readonly reason: string;

  constructor(reason: string, oauth: OAuth) {
    super(...refusalText(reason, oauth));
    this.reason = reason;
  }
}

/** Longer than any token lives. */
const mostLifeSeconds = 1e9;
/** Lenient: what is granted has used up the refresh token before it, so no answer with an access token is thrown away. */
const Granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional().catch(undefined),
  expires_in: z.coerce.number().positive().max(mostLifeSeconds).optional().catch(undefined),
  scope: z.string().optional().catch(undefined),
});
const Name = z.string().optional().catch(undefined);
const Refused = z.object({ error: Name, status: Name, error_code: Name });

const knownErrors = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'invalid_credentials',
  'authorization_pending',
  'slow_down',
  'access_denied',
  'expired_token',
]);
const timeoutMilliseconds = 20_000;
const maxBytes = 256 * 1024;

/** Asks the token endpoint. Throws {@link TokenRefusal} when the vendor says no, and `unavailable` or `rate_limited` when it can't say. */
export async function requestTokens(party: OAuthParty, grant: Record<string, string>): Promise<Tokens> {
  const { oauth } = party;
  const { response, body } = await postForm(party, oauth.tokenUrl, grant);
  const granted = response.ok ? Granted.safeParse(body) : undefined;
  if (!granted?.success) throw refusalOf(response, body, oauth);
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn, scope } = granted.data;
  for (const token of [accessToken, refreshToken]) if (token !== undefined) rememberPassingSecret(token);
  return {
    accessToken,
    refreshToken,
    lifeSeconds: expiresIn ?? oauth.lifeSeconds ?? 3600,
    scope,
    details: pickDetails(oauth, body),
  };
}

/** Posts a form with the client's name, as the vendor wants it. Follows no redirect: it would carry the secrets elsewhere. */
export async function postForm(
  { oauth, client, fetch }: OAuthParty,
  url: string,
  fields: Record<string, string>,
): Promise<{ response: Response; body: unknown }> {
  if (client.secret !== undefined) rememberSecret(client.secret);
  const isBasic = oauth.clientAuth === 'basic' && client.secret !== undefined;
  const headers = {
    accept: 'application/json',
    ...oauth.tokenHeaders,
    ...(isBasic && { authorization: basicAuthorization(client) }),
  };
  const sent = oauth.tokenFormat === 'json' ? jsonRequest(url, fields) : formRequest(url, fields, oauth, client);
  try {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const init = { method: 'POST', headers: { ...headers, 'content-type': sent.type }, body: sent.body } as const;
    const response = await fetch(sent.url, { ...init, redirect: 'error', signal });
    return { response, body: parseJson(new TextDecoder().decode(await readBody(response, maxBytes))) };
  } catch {
    // What fetch throws may quote the request.
    throw new ToolError(
      'unavailable',
      `${oauth.system} could not be asked for an access token. Check the network, its proxy and the configured address, then try again.`,
    );
  }
}

interface TokenRequest {
  url: string;
  type: string;
  body: string;
}

function formRequest(url: string, fields: Record<string, string>, oauth: OAuth, client: OAuthClient): TokenRequest {
  const isBasic = oauth.clientAuth === 'basic' && client.secret !== undefined;
  const form = new URLSearchParams(fields);
  if (!isBasic && oauth.flow !== 'jwt_bearer') form.set('client_id', client.id);
  if (oauth.clientAuth === 'post' && client.secret !== undefined) form.set('client_secret', client.secret);
  return { url, type: 'application/x-www-form-urlencoded', body: form.toString() };
}

function jsonRequest(url: string, { grant_type: grantType = '', ...fields }: Record<string, string>): TokenRequest {
  const target = new URL(url);
  target.searchParams.set('grant_type', grantType);
  return { url: target.href, type: 'application/json', body: JSON.stringify(fields) };
}

/** The fields that a vendor's description keeps. */
export function pickDetails(oauth: OAuth, source: unknown): Record<string, string> {
  const fields = z.record(z.string(), z.unknown()).safeParse(source).data ?? {};
  const names = (oauth.keeps ?? []).filter((name) => ['string', 'number'].includes(typeof fields[name]));
  return Object.fromEntries(names.map((name) => [name, String(fields[name])]));
}

/** Both parts as a form would carry them: RFC 6749, section 2.3.1. */
function basicAuthorization({ id, secret = '' }: OAuthClient): string {
  const [name, password] = [id, secret].map((part) => new URLSearchParams({ part }).toString().slice('part='.length));
  const encoded = Buffer.from(`${name}:${password}`).toString('base64');
  rememberSecret(encoded);
  return `Basic ${encoded}`;
}

function refusalOf(response: Response, body: unknown, oauth: OAuth): ToolError {
  const { system, deadGrantErrors = [] } = oauth;
  if (response.status === 429) {
    const wait = retryAfterMilliseconds(response.headers, Date.now());
    const details = wait === undefined ? {} : { retryAfterSeconds: Math.ceil(wait / 1000) };
    return new ToolError('rate_limited', `${system} gives no more access tokens for now. Try again later.`, details);
  }
  const said = Refused.safeParse(body).data;
  const names = [said?.error, said?.status, said?.error_code].filter((name) => name !== undefined);
  if (names.some((name) => deadGrantErrors.includes(name))) return new TokenRefusal('invalid_grant', oauth);
  // Without a name of RFC 6749 it may be a proxy, a firewall or a page of an outage that said so; the RFC has 400 and 401 alone.
  const isSaid = names.length > 0 || response.status === 400 || response.status === 401;
  if (response.status >= 500 || !isSaid) {
    return new ToolError(
      'unavailable',
      `${system} gave no access token this time (${response.status}). Try again later; if it stays so, check the network, its proxy and the configured address.`,
    );
  }
  return new TokenRefusal(names.find((name) => knownErrors.has(name)) ?? 'other', oauth);
}

function refusalText(reason: string, { flow, system }: OAuth): ['not_configured' | 'unauthenticated', string] {
  if (reason === 'invalid_client' || reason === 'unauthorized_client') {
    return [
      'not_configured',
      `${system} does not accept the client ID or its secret or key. Mend them in the configuration.`,
    ];
  }
  if (reason === 'unsupported_grant_type') {
    return ['not_configured', `${system} does not allow this way of logging in. Configure another.`];
  }
  if (reason === 'invalid_credentials' || (flow === 'password' && reason === 'invalid_grant')) {
    return [
      'unauthenticated',
      `${system} does not accept the user's name and password. Mend them in the configuration.`,
    ];
  }
  if (reason === 'invalid_scope') {
    return ['not_configured', `${system} does not grant the scopes that this server asks for. Allow them in its app.`];
  }
  const why = reason === 'other' ? '' : ` (${reason})`;
  const isOfPerson = flow === 'code' || flow === 'device';
  const next = isOfPerson ? 'Reconnect: run this server with --login' : 'Check what the configuration has for it';
  return ['unauthenticated', `${system} refused access${why}. ${next}.`];
}
