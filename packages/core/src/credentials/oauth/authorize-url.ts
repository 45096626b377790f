import { createHash, randomBytes } from 'node:crypto';
import { ToolError } from '../../define/tool-error.ts';
import { rememberPassingSecret } from '../../masking/known-secrets.ts';
import { isSafeUrl, type OAuth, type OAuthClient } from './oauth.ts';

/** One attempt to log in: what the browser is sent with, and what proves that the answer belongs to it. */
export interface AuthorizeRequest {
  url: string;
  /** Comes back with the code, once. */
  state: string;
  /** Proves to the token endpoint that the code was asked for by us (RFC 7636). */
  verifier: string;
}

/** Forms the address that a person opens, with a fresh state and PKCE S256. */
export function formAuthorizeRequest(oauth: OAuth, client: OAuthClient, redirectUri: string): AuthorizeRequest {
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(48).toString('base64url');
  rememberPassingSecret(verifier);
  const url = new URL(oauth.authorizeUrl ?? '');
  const parameters = {
    ...oauth.authorizeParameters,
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirectUri,
    ...(oauth.scopes.length > 0 && { scope: oauth.scopes.join(' ') }),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: checkBrowserUrl(url.href, oauth), state, verifier };
}

/**
 * The address in its normal form, when a browser may be sent there: https, at a host of this vendor. Throws `bad_answer` for all
 * else, such as other schemes, other hosts and text that a program would take for an option.
 */
export function checkBrowserUrl(text: string, oauth: OAuth): string {
  const own = [oauth.authorizeUrl, oauth.deviceUrl].filter((url) => url !== undefined).map((url) => new URL(url).host);
  if (isSafeUrl(text) && own.includes(new URL(text).host)) return new URL(text).href;
  throw new ToolError('bad_answer', `The address to log in at is none of ${oauth.system}'s. Nothing was opened.`);
}
