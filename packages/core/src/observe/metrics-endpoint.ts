import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { ToolError } from '../define/tool-error.ts';

/** Where metrics may be asked for: a unix socket that its folder protects, or a port of this machine that a token protects. */
export type MetricsAddress = { socket: string } | { port: number; token: string };

/** Reads `BIZMCP_METRICS` (`unix:/path` or `127.0.0.1:9464`) and `BIZMCP_METRICS_TOKEN`. */
export function readMetricsAddress(address: string, token: string | undefined): MetricsAddress {
  if (address.startsWith('unix:/')) return { socket: address.slice('unix:'.length) };
  const port = /^(?:127\.0\.0\.1|localhost):(\d{1,5})$/.exec(address)?.[1];
  if (port === undefined)
    throw new ToolError(
      'not_configured',
      'BIZMCP_METRICS takes unix:/full/path or 127.0.0.1:<port>; no other machine may ask.',
    );
  if (token === undefined || token.length < 16)
    throw new ToolError('not_configured', 'Metrics on a port need BIZMCP_METRICS_TOKEN with at least 16 characters.');
  return { port: Number(port), token };
}

/** Answers `GET /metrics` with `render()` until closed. A browser on a foreign page can't ask: the Host and the token are checked. */
export async function serveMetrics(
  address: MetricsAddress,
  render: () => string,
): Promise<{ port: number | undefined; close(): void }> {
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => {
    const status = statusFor(request, address);
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(status === 200 ? render() : `${status}\n`);
  });
  await listen(server, address);
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : undefined,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, address: MetricsAddress): Promise<void> {
  // It must not keep the process alive once the client is gone.
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    if ('socket' in address) server.listen(address.socket, resolve);
    else server.listen(address.port, '127.0.0.1', resolve);
  });
}

function statusFor(request: IncomingMessage, address: MetricsAddress): number {
  if (request.method !== 'GET' || request.url !== '/metrics') return 404;
  if ('socket' in address) return 200;
  const isLocal = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '');
  if (!isLocal || request.headers.origin !== undefined) return 403;
  const given = Buffer.from(request.headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${address.token}`);
  return given.length === expected.length && timingSafeEqual(given, expected) ? 200 : 401;
}
