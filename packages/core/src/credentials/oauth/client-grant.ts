import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { ToolError } from '../../define/tool-error.ts';
import { rememberPassingSecret, rememberSecret } from '../../masking/known-secrets.ts';
import { type OAuthParty, requestTokens, type Tokens } from './token-request.ts';

/** Seconds that an assertion is valid: Salesforce takes no more than three minutes. */
const assertionSeconds = 170;

/** Gets an access token by what the settings hold: a secret, a key for a signed assertion (RFC 7523), a password. No person takes part. */
export async function requestClientTokens(party: OAuthParty, now: () => number): Promise<Tokens> {
  const { oauth } = party;
  const scope = oauth.scopes.join(' ');
  if (oauth.flow === 'client_credentials') {
    return requestTokens(party, { grant_type: 'client_credentials', ...(scope && { scope }) });
  }
  if (oauth.flow === 'password') return requestTokens(party, passwordGrant(party));
  const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  return requestTokens(party, {
    grant_type: grantType,
    assertion: signAssertion(party, now),
    ...(scope && { scope }),
  });
}

function passwordGrant({ oauth, client: { subject, password } }: OAuthParty): Record<string, string> {
  if (subject === undefined || password === undefined) {
    throw new ToolError(
      'not_configured',
      `${oauth.system} needs a user and a password. Set them in the configuration.`,
    );
  }
  rememberSecret(password);
  // Only those who ask in JSON ask by an address of electronic mail; RFC 6749 says username.
  return { grant_type: 'password', [oauth.tokenFormat === 'json' ? 'email' : 'username']: subject, password };
}

function signAssertion({ oauth, client }: OAuthParty, now: () => number): string {
  const { assertion, system } = oauth;
  if (!assertion || client.privateKey === undefined) {
    throw new ToolError('not_configured', `${system} needs the private key of its app. Set it in the configuration.`);
  }
  const issuedAt = Math.floor(now() / 1000);
  const header = { alg: assertion.algorithm, typ: 'JWT' };
  const claims = {
    iss: client.id,
    sub: client.subject ?? client.id,
    aud: assertion.audience,
    iat: issuedAt,
    exp: issuedAt + assertionSeconds,
    jti: randomUUID(),
  };
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const signature = signText(text, client.privateKey, assertion.algorithm, system);
  const signed = `${text}.${signature}`;
  rememberPassingSecret(signed);
  return signed;
}

function signText(text: string, pem: string, algorithm: 'RS256' | 'ES256', system: string): string {
  rememberSecret(pem);
  try {
    // In an environment variable the lines of a PEM are often written as \n.
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    const isRightKind =
      algorithm === 'RS256' ? key.asymmetricKeyType === 'rsa' : key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    if (!isRightKind) throw new TypeError('wrong kind of key');
    return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  } catch {
    throw new ToolError(
      'not_configured',
      `The private key for ${system} is no PEM of the kind that ${algorithm} needs. Mend it in the configuration.`,
    );
  }
}
