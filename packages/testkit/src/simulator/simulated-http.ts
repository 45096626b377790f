/** What a request carried: nothing, JSON, a form, or text that is not what its content type says. */
export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly value: URLSearchParams }
  | { readonly kind: 'text'; readonly value: string };

/** One request as a simulator sees it; `Names` are the parameters of the route's path template. */
export interface SimulatedRequest<Names extends string = string> {
  readonly method: string;
  /** The path as sent: still percent-encoded, without a trailing slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: RequestBody;
  /** The body as it was sent, for files. */
  readonly bytes: Uint8Array;
  /** The decoded value of a path template's parameter. */
  readonly parameter: (name: Names) => string;
}

/** An answer: bytes and strings are sent as they are, another `body` as JSON, no body at all as an empty one. */
export interface SimulatedReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Thrown by a handler or a guard to answer at once with the vendor's error. */
export class Refusal extends Error {
  readonly reply: SimulatedReply;

  constructor(reply: SimulatedReply) {
    super(`refused with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}

/** An answer, or the one that it was refused with. */
export const catchRefusal = (produce: () => SimulatedReply): SimulatedReply => {
  try {
    return produce();
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
};

const parseJson = (text: string): RequestBody => {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'text', value: text };
  }
};

/** Reads a request's text by its content type; JSON that cannot be parsed stays text. */
export const readBody = (text: string, contentType: string): RequestBody => {
  if (text === '') return { kind: 'none' };
  if (contentType.includes('application/x-www-form-urlencoded'))
    return { kind: 'form', value: new URLSearchParams(text) };
  if (contentType.includes('json')) return parseJson(text);
  return { kind: 'text', value: text };
};

/** An answer as bytes go out: header names in lower case, the body a string. */
export interface RenderedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What goes out in place of `body` when the answer is a file; faults strike its text. */
  readonly bytes?: Uint8Array;
}

const defaultContentType = (body: unknown): string => {
  if (body instanceof Uint8Array) return 'application/octet-stream';
  return typeof body === 'string' ? 'text/plain;charset=utf-8' : 'application/json;charset=utf-8';
};

/** Turns an answer into what goes over the wire, with the content type of its body. */
export const renderReply = (reply: SimulatedReply): RenderedReply => {
  const headers: Record<string, string> = {};
  if (reply.body !== undefined) {
    headers['content-type'] = defaultContentType(reply.body);
  }
  for (const [name, value] of Object.entries(reply.headers ?? {})) headers[name.toLowerCase()] = value;
  if (reply.body === undefined) return { status: reply.status, headers, body: '' };
  if (reply.body instanceof Uint8Array) {
    const body = Buffer.from(reply.body).toString('utf8');
    return { status: reply.status, headers, body, bytes: reply.body };
  }
  return {
    status: reply.status,
    headers,
    body: typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body),
  };
};
