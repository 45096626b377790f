/**
 * What happens to a refresh token when it is used. N: it stays. G: a new one comes, and the one before works for a while.
 * S: a new one comes, and the one before is dead; using it again ends the grant.
 */
export type RefreshClass = 'N' | 'G' | 'S';

/** How a vendor's OAuth 2.0 works, as data. */
export interface OAuth {
  /** Short name, kebab-case: `xero`. */
  vendor: string;
  /** The name that a person knows: `Xero`. */
  system: string;
  /**
   * How access is got: by a person in a browser, by a person on another device, by the client itself, or by a user's name and password
   * from the settings.
   */
  flow: 'code' | 'device' | 'client_credentials' | 'jwt_bearer' | 'password';
  authorizeUrl?: string;
  tokenUrl: string;
  deviceUrl?: string;
  /** RFC 7009. Without one, a grant can only be forgotten here. */
  revokeUrl?: string;
  /** Sent by the vendor as `iss` with each code (RFC 9207); a code without it, or with another, is refused. */
  issuer?: string;
  scopes: readonly string[];
  /** How the client names itself at the token endpoint. */
  clientAuth: 'basic' | 'post' | 'none';
  refresh: RefreshClass;
  /** Seconds for which the refresh token before still works, in class G. */
  graceSeconds?: number;
  /** Seconds that an access token lives where the answer does not say; 3600 unless told. */
  lifeSeconds?: number;
  authorizeParameters?: Record<string, string>;
  /** Sent to the token endpoint too, such as the key of a gateway. */
  tokenHeaders?: Record<string, string>;
  /** `json`: the grant's type in the query and the rest as JSON. A form unless told. */
  tokenFormat?: 'form' | 'json';
  /** Names in the callback and in token answers that are kept as details, such as `realmId` or `instance_url`. */
  keeps?: readonly string[];
  /** Error names of this vendor that mean `invalid_grant`. */
  deadGrantErrors?: readonly string[];
  /** Where the browser comes back, for vendors that know one address only. A free port of 127.0.0.1 unless told. */
  redirect?: { host: '127.0.0.1' | 'localhost'; port: number; path: string };
  /** The signed claim of a client, in flow `jwt_bearer`. */
  assertion?: { algorithm: 'RS256' | 'ES256'; audience: string };
}

/** How a system's OAuth works for the settings at hand. */
export interface OAuthAccess {
  oauth: OAuth;
  client: OAuthClient;
  /** The account at the vendor that the settings name, where they do; each has its own login. */
  tenant?: string;
  /** A refresh token from the settings, for access that was granted elsewhere. A login on this machine comes first. */
  refreshToken?: string;
}

/** What this installation is at the vendor. */
export interface OAuthClient {
  id: string;
  secret?: string;
  /** PEM, for flow `jwt_bearer`. */
  privateKey?: string;
  /** On whose behalf, in flow `jwt_bearer`; who signs in, in flow `password`. */
  subject?: string;
  /** The user's, for flow `password`. */
  password?: string;
}

const needs: Record<OAuth['flow'], keyof OAuth | undefined> = {
  code: 'authorizeUrl',
  device: 'deviceUrl',
  client_credentials: undefined,
  jwt_bearer: 'assertion',
  password: undefined,
};

/** Describes a vendor's OAuth 2.0. Throws a TypeError for a description that could send a secret or a person astray. */
export function defineOAuth(oauth: OAuth): OAuth {
  const missing = needs[oauth.flow];
  if (missing && oauth[missing] === undefined) throw new TypeError(`OAuth of ${oauth.system}: ${missing} is missing`);
  for (const name of ['authorizeUrl', 'tokenUrl', 'deviceUrl', 'revokeUrl'] as const) {
    const url = oauth[name];
    if (url !== undefined && !isSafeUrl(url)) throw new TypeError(`OAuth of ${oauth.system}: ${name} is not https`);
  }
  return oauth;
}

/** Whether requests with secrets may go there: https, or this machine. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isHere = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  return (url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) && !url.username && !url.password;
}
