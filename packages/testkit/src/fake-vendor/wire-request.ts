/** A request as it went over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly host: string;
  /** Decoded, without the prefix that the vendor's paths share. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The value of a JSON body, the text of any other. */
  readonly body: unknown;
}

/** Reads a request to its end. `prefix` is what its path leaves out at the beginning. Throws for JSON that is none. */
export async function readWireRequest(request: Request, prefix: string): Promise<WireRequest> {
  const url = new URL(request.url);
  const text = await request.text();
  const isJson = request.headers.get('content-type')?.includes('json') ?? false;
  const path = decodeURIComponent(url.pathname);
  return {
    method: request.method,
    host: url.host,
    path: path.startsWith(prefix) ? path.slice(prefix.length) : path,
    query: url.searchParams,
    headers: request.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}
