import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ToolError } from '../../define/tool-error.ts';
import { rememberPassingSecret } from '../../masking/known-secrets.ts';
import type { OAuth } from './oauth.ts';

/** A listener that waits for the browser to come back, once. */
export interface LoopbackCallback {
  redirectUri: string;
  /** The parameters of the one right answer; rejects with `unauthenticated` when the person or the vendor said no. */
  answer(state: string, signal: AbortSignal): Promise<URLSearchParams>;
  /** Frees the port. */
  close(): void;
}

/** Whatever is wrong with a request, its answer is the same: a page tells an attacker nothing. */
const refusedPage = 'This is not an answer to a login that is waiting.';
const donePage = 'The answer has arrived. You can close this page and go back to the terminal.';
const headers = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

/**
 * Listens on 127.0.0.1, on a free port unless the vendor knows one only. A request with another host, origin, path, method or
 * state changes nothing; the first right one ends the listening. No answer of it ever holds a token.
 */
export async function listenForCallback(oauth: OAuth): Promise<LoopbackCallback> {
  const { createServer } = await import('node:http');
  const { host, port, path } = oauth.redirect ?? { host: '127.0.0.1', port: 0, path: '/callback' };
  const right = Promise.withResolvers<URLSearchParams>();
  right.promise.catch(() => {});
  let expected: { host: string; state: string } | undefined;

  const server = createServer((request, response) => {
    const parameters = expected && readAnswer(request, expected.host, path, expected.state);
    respond(response, parameters ? 200 : 404);
    if (!parameters) return;
    // Used up: the same request again is refused, even before the port is closed.
    expected = undefined;
    server.close();
    right.resolve(parameters);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', () => reject(portTaken(port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const authority = `${host}:${typeof address === 'object' && address ? address.port : port}`;

  return {
    redirectUri: `http://${authority}${path}`,
    async answer(state, signal) {
      expected = { host: authority, state };
      const onAbort = () =>
        right.reject(new ToolError('timeout', 'Nobody finished the login in time. Start it again.'));
      if (signal.aborted) onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      return checkAnswer(await right.promise, oauth);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The parameters of a request that is the browser coming back with our state; a page of another site can't make one. */
function readAnswer(request: IncomingMessage, host: string, path: string, state: string): URLSearchParams | undefined {
  const { method, url = '' } = request;
  const origin = request.headers.origin;
  if (method !== 'GET' || request.headers.host !== host || (origin !== undefined && origin !== `http://${host}`)) {
    return undefined;
  }
  const target = `http://${host}${url}`;
  if (!url.startsWith('/') || !URL.canParse(target)) return undefined;
  const { pathname, searchParams } = new URL(target);
  const given = Buffer.from(searchParams.get('state') ?? '');
  const wanted = Buffer.from(state);
  const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
  const isOnce = ['state', 'code', 'iss', 'error'].every((name) => searchParams.getAll(name).length <= 1);
  return pathname === path && isOurs && isOnce ? searchParams : undefined;
}

function checkAnswer(parameters: URLSearchParams, oauth: OAuth): URLSearchParams {
  const { system, issuer } = oauth;
  if (issuer !== undefined && parameters.get('iss') !== issuer) {
    throw new ToolError('unauthenticated', `The answer to the login is not from ${system}. Nothing was stored.`);
  }
  const code = parameters.get('code');
  if (parameters.has('error') || !code) {
    const isDenied = parameters.get('error') === 'access_denied';
    const why = isDenied ? 'access was denied there' : 'it gave no code';
    throw new ToolError('unauthenticated', `${system} did not let this server in: ${why}. Start the login again.`);
  }
  rememberPassingSecret(code);
  return parameters;
}

function respond(response: ServerResponse, status: 200 | 404): void {
  response.writeHead(status, headers).end(`${status === 200 ? donePage : refusedPage}\n`);
}

function portTaken(port: number): ToolError {
  return new ToolError(
    'unavailable',
    `Port ${port} of this machine is taken, perhaps by another login that waits. Finish or end it, then start this one again.`,
  );
}
