import { readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Agent, request as ask } from 'node:https';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';

/** A package that is not on the registry yet, as it would be published. */
export interface OwnPackage {
  manifest: { name: string; version: string };
  tarball: string;
  integrity: string;
}

/** A registry on loopback: it hands on what the real one answers, has our own packages besides, and counts what it sends. */
export interface RegistryStandIn {
  url: string;
  /** Bytes of all answers' bodies so far, compressed as they were sent, and how many answers. */
  sent(): { bytes: number; answers: number };
  close(): void;
}

/** Starts a stand-in. Without an upstream it has only our own packages, and nothing leaves the machine. */
export async function startRegistryStandIn(own: readonly OwnPackage[], upstream?: string): Promise<RegistryStandIn> {
  const count = { bytes: 0, answers: 0 };
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const server = createServer((request, response) => {
    count.answers += 1;
    const write = response.write.bind(response);
    const counted = (chunk: Buffer) => {
      count.bytes += chunk.length;
      write(chunk);
    };
    if (answerOwn(request, response, { own, url: urlOf(server), counted })) return;
    if (upstream === undefined) response.writeHead(404).end();
    else handOn(request, response, { upstream, agent, counted });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: urlOf(server),
    sent: () => ({ ...count }),
    close: () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

function urlOf(server: Server): string {
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}

type Counted = (chunk: Buffer) => void;

/** Our own packages, as a registry describes them: the manifest with the place and the digest of its tarball. */
function answerOwn(
  request: IncomingMessage,
  response: ServerResponse,
  { own, url, counted }: { own: readonly OwnPackage[]; url: string; counted: Counted },
): boolean {
  const path = decodeURIComponent(request.url ?? '').slice(1);
  const packed = own.find(({ tarball }) => path === `tarballs/${basename(tarball)}`);
  const described = own.find(({ manifest }) => path === manifest.name);
  if (packed) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    counted(readFileSync(packed.tarball));
  } else if (described) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    counted(gzipSync(JSON.stringify(descriptionOf(described, url))));
  }
  if (packed || described) response.end();
  return packed !== undefined || described !== undefined;
}

function descriptionOf({ manifest, tarball, integrity }: OwnPackage, url: string) {
  const { name, version } = manifest;
  const dist = { tarball: `${url}tarballs/${basename(tarball)}`, integrity, unpackedSize: statSync(tarball).size };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}

function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  { upstream, agent, counted }: { upstream: string; agent: Agent; counted: Counted },
): void {
  const url = new URL((request.url ?? '').replace(/^\/+/, ''), upstream);
  const { host: _, connection: __, ...headers } = request.headers;
  const onward = ask(url, { agent, method: request.method, headers }, (answer) => {
    const isBare = /json/.test(answer.headers['content-type'] ?? '') && !answer.headers['content-encoding'];
    const { 'content-length': length, ...rest } = answer.headers;
    // The public registry compresses its descriptions, and a mirror may not: what is counted must not depend on which of them it is.
    const body = isBare ? answer.pipe(createGzip()) : answer;
    response.writeHead(
      answer.statusCode ?? 502,
      isBare ? { ...rest, 'content-encoding': 'gzip' } : { ...rest, ...(length && { 'content-length': length }) },
    );
    body.on('data', counted);
    body.once('end', () => response.end());
    answer.once('error', () => response.destroy());
  });
  onward.once('error', () => response.destroy());
  request.pipe(onward);
}
