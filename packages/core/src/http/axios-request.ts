import { withoutSlash } from './request-url.ts';

/** As much of an axios request as is read here. Axios itself is not imported: each SDK brings its own. */
export interface AxiosRequest {
  url?: unknown;
  baseURL?: unknown;
  method?: unknown;
  params?: unknown;
  paramsSerializer?: unknown;
  headers?: unknown;
  data?: unknown;
  responseType?: unknown;
  signal?: unknown;
}

/** Set by fetch itself, or by us: what axios or an SDK says here would be wrong or is not its business. */
const ownHeaders = new Set(['connection', 'content-length', 'host', 'accept-encoding', 'transfer-encoding']);
/** A new random value in each request, for the vendor's logs: it would keep equal reads from sharing one answer. */
const noiseHeaders = new Set(['request-id']);

/** The whole address that an axios request goes to, its parameters in it; arrays are joined by commas. */
export function axiosUrl({ url, baseURL, params, paramsSerializer }: AxiosRequest): string {
  const path = typeof url === 'string' ? url : '';
  const isWhole = /^[a-z][a-z\d+.-]*:\/\//i.test(path);
  const base = typeof baseURL === 'string' && !isWhole ? `${withoutSlash(baseURL)}/` : '';
  const address = base ? base + path.replace(/^\/+/, '') : path;
  const query = queryOf(params, paramsSerializer);
  if (query === '') return address;
  return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

/** The headers of an axios request as fetch takes them; those that the upstream authorizes with replace an SDK's own. */
export function axiosHeaders({ headers }: AxiosRequest): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(plainOf(headers))) {
    const isOurs = ownHeaders.has(name.toLowerCase()) || noiseHeaders.has(name.toLowerCase());
    const isValue = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (isValue && !isOurs) kept[name] = String(value);
  }
  return kept;
}

/** The body of an axios request, after the SDK's own transformation; a stream can't be sent again and is refused. */
export function axiosBody({ method, data }: AxiosRequest): string | Uint8Array<ArrayBuffer> | undefined {
  // Generated clients give even a GET an empty body, which fetch refuses.
  const hasNone = typeof method !== 'string' || /^(get|head)$/i.test(method);
  if (hasNone || data === undefined || data === null) return undefined;
  if (typeof data === 'string') return data;
  if (data instanceof URLSearchParams) return data.toString();
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  // The form-data package, whose parts must be texts or buffers.
  if (typeof data === 'object' && 'getBuffer' in data && typeof data.getBuffer === 'function') {
    return axiosBody({ method, data: data.getBuffer() });
  }
  throw new Error('A vendor SDK sent a body that is neither text nor bytes, so nothing was sent');
}

function queryOf(params: unknown, serializer: unknown): string {
  if (params === undefined || params === null) return '';
  if (params instanceof URLSearchParams) return params.toString();
  if (typeof serializer === 'function') return String(serializer(params));
  const pairs = Object.entries(plainOf(params)).flatMap(([name, value]) => {
    const text = parameterText(value);
    return text === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(text)}`];
  });
  return pairs.join('&');
}

function parameterText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.flatMap((item) => parameterText(item) ?? []).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The own entries of an object; axios keeps headers in a class that can show them. */
function plainOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  const shown: unknown = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
  return typeof shown === 'object' && shown !== null ? { ...shown } : {};
}
