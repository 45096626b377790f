import { lookup } from 'node:dns';
import { once } from 'node:events';
import { request as sendRequest } from 'node:http';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** What is sent, and how long it may take. */
export interface GuardedRequest {
  headers: Record<string, string>;
  body: string;
  /** Whether this machine may be asked too; other private addresses never may. */
  isLoopbackAllowed: boolean;
  timeoutMilliseconds: number;
  signal: AbortSignal;
}

/** How it ended: the answer's status, an address that may not be asked, or no answer. */
export type PostOutcome =
  | { kind: 'answered'; status: number }
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string };

/** Sends one POST. Never rejects. */
export type GuardedPost = (url: URL, request: GuardedRequest) => Promise<PostOutcome>;

class AddressRefused extends Error {}

/**
 * Makes the way to addresses that a model or a vendor named. An address is looked at before it is connected to, and once more on the
 * connected socket before a byte of ours is sent, so that a name which means another address each time it is asked gains nothing. Redirects are not followed; the answer is not read.
 */
export function createGuardedPost(resolve: LookupFunction = lookup): GuardedPost {
  return async (url, request) => {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMilliseconds)]);
    const sockets: Socket[] = [];
    try {
      const socket = await openSocket(url, { ...request, signal }, resolve, sockets);
      return { kind: 'answered', status: await send(url, { ...request, signal }, socket) };
    } catch (error) {
      if (error instanceof AddressRefused) return { kind: 'refused', reason: error.message };
      return { kind: 'failed', reason: signal.aborted ? 'no answer in time' : reasonOf(error) };
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  };
}

/** Sends to public addresses, and to this machine where that is allowed. */
export const postGuarded: GuardedPost = createGuardedPost();

async function openSocket(
  url: URL,
  { isLoopbackAllowed, signal }: GuardedRequest,
  resolve: LookupFunction,
  sockets: Socket[],
): Promise<Socket> {
  signal.throwIfAborted();
  const isSecure = url.protocol === 'https:';
  if (!isSecure && url.protocol !== 'http:') throw new AddressRefused('the address is not one of the web');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port) || (isSecure ? 443 : 80);
  const check = (address: string) => {
    if (isPublicAddress(address) || (isLoopbackAllowed && isLoopbackAddress(address))) return;
    throw new AddressRefused('the host leads to an address that is not public');
  };
  if (isIP(host)) check(host);
  const plain = connect({ host, port, lookup: checkedLookup(resolve, check) });
  sockets.push(plain);
  await once(plain, 'connect', { signal });
  check(plain.remoteAddress ?? '');
  if (!isSecure) return plain;
  const encrypted = secure({ socket: plain, ...(/[a-z]/i.test(host) && !host.includes(':') && { servername: host }) });
  sockets.push(encrypted);
  await once(encrypted, 'secureConnect', { signal });
  return encrypted;
}

/** So that a private address is not even knocked at: whether it answers would tell what is there. */
function checkedLookup(resolve: LookupFunction, check: (address: string) => void): LookupFunction {
  return (hostname, options, callback) =>
    resolve(hostname, options, (error, addresses, family) => {
      try {
        if (!error) for (const one of [addresses].flat()) check(typeof one === 'string' ? one : one.address);
        callback(error, addresses, family);
      } catch (refused) {
        callback(refused instanceof Error ? refused : new AddressRefused(String(refused)), addresses, family);
      }
    });
}

async function send(url: URL, { headers, body, signal }: GuardedRequest, socket: Socket): Promise<number> {
  const outgoing = sendRequest({
    createConnection: () => socket,
    method: 'POST',
    path: `${url.pathname}${url.search}`,
    headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body), connection: 'close' },
    signal,
  });
  const answered = Promise.withResolvers<number>();
  outgoing.on('response', (response) => {
    response.on('error', () => {});
    answered.resolve(response.statusCode ?? 0);
  });
  outgoing.on('error', answered.reject);
  outgoing.end(body);
  return answered.promise;
}

/** The system's own word for it; the message names addresses. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'the connection failed';
}
