import { ToolError } from '../define/tool-error.ts';

/** Where requests to a system may go. */
export interface Address {
  system: string;
  /** Its path ends in a slash. */
  base: URL;
  /** Whether the path of every request does. */
  endsInSlash: boolean;
  /** Further origins, to which no credential is sent. */
  origins: ReadonlySet<string>;
}

/** Values of a query; an array is repeated, undefined is left out. */
export type Query = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Checks the configured address once: https (http only to this machine), no user, query or fragment. */
export function parseAddress(
  system: string,
  baseUrl: string,
  { origins = [], endsInSlash = false }: { origins?: readonly string[]; endsInSlash?: boolean } = {},
): Address {
  const base = parseOrigin(system, baseUrl);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return { system, base, endsInSlash, origins: new Set(origins.map((origin) => parseOrigin(system, origin).origin)) };
}

/** Builds an URL below the base from path segments, each of which stays one segment whatever it holds. */
export function buildUrl(address: Address, path: readonly (string | number)[], query: Query = {}): URL {
  const segments = path.map((segment) => encodeSegment(address.system, String(segment)));
  const url = new URL(`${segments.join('/')}${address.endsInSlash ? '/' : ''}`, address.base);
  const parameters = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item: unknown) => ({ name, item })),
  );
  const search = new URLSearchParams();
  for (const { name, item } of parameters) if (item !== undefined) search.append(name, String(item));
  // A plus is a space only in forms; %20 is one everywhere.
  url.search = search.toString().replaceAll('+', '%20');
  admitUrl(address, url);
  return url;
}

/** Parses an address that a vendor SDK made, refusing what the parser would silently repair. */
export function parseSdkUrl(address: Address, text: string): URL {
  const path = text.split(/[?#]/, 1)[0] ?? '';
  if (/[\\\p{Cc}]/u.test(text) || hasDotSegment(path)) throw refusedPath(address.system);
  const url = URL.parse(text);
  if (!url) throw refusedOrigin(address.system);
  return url;
}

/** Whether an URL is the system's own or at one of the further origins; undefined for every other. */
export function placeOf(address: Address, url: URL): 'own' | 'foreign' | undefined {
  if (hasDotSegment(url.pathname) || url.username || url.password) return undefined;
  if (url.origin !== address.base.origin) return address.origins.has(url.origin) ? 'foreign' : undefined;
  return `${url.pathname}/`.startsWith(address.base.pathname) ? 'own' : undefined;
}

/** As {@link placeOf}, but throws for an URL that no request may go to. */
export function admitUrl(address: Address, url: URL): 'own' | 'foreign' {
  if (hasDotSegment(url.pathname)) throw refusedPath(address.system);
  const place = placeOf(address, url);
  if (!place) throw refusedOrigin(address.system);
  return place;
}

/** An address without the slashes at its end, for one that goes on. */
export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function parseOrigin(system: string, text: string): URL {
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
  if (url && isSafe && !url.username && !url.password && !url.search && !url.hash) return url;
  throw new ToolError(
    'not_configured',
    `The address configured for ${system} cannot be used: give an https URL (http only to this machine) without user, query or fragment.`,
  );
}

function encodeSegment(system: string, segment: string): string {
  // Some vendors decode before they route, so a dot-segment hidden by encoding is refused as well.
  const isUsable = segment.isWellFormed() && segment !== '' && !/[\\\p{Cc}]/u.test(segment) && !hasDotSegment(segment);
  if (!isUsable) throw refusedPath(system);
  return encodeURIComponent(segment);
}

function hasDotSegment(path: string): boolean {
  const plain = path.replace(/%2f|%5c|\\/gi, '/').replace(/%2e/gi, '.');
  return plain.split('/').some((segment) => segment === '.' || segment === '..');
}

function refusedPath(system: string): ToolError {
  return new ToolError(
    'invalid_input',
    `An identifier is empty or has characters that no ${system} identifier has; nothing was sent. Pass it exactly as a search or list tool gave it.`,
  );
}

function refusedOrigin(system: string): ToolError {
  return new ToolError(
    'invalid_input',
    `The request would have left the address configured for ${system}; nothing was sent. Check the identifiers that were passed.`,
  );
}
