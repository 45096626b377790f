import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Delivery } from './delivery.ts';
import type { Exchange, Respond } from './exchange.ts';
import type { OpenLogEntry } from './request-log.ts';

/** A simulator that listens. */
export interface Listener {
  /** The origin, without a trailing slash. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Takes over a connection that asks for another protocol, such as a WebSocket's. */
export type TakeUpgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;

const readBytes = async (incoming: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const toExchange = async (incoming: IncomingMessage): Promise<Exchange> => {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const bytes = await readBytes(incoming);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://127.0.0.1'),
    headers,
    body: bytes.toString('utf8'),
    bytes,
  };
};

const drip = (outgoing: ServerResponse, text: string, everyMilliseconds: number): void => {
  const bytes = Buffer.from(text);
  let sent = 0;
  const timer = setInterval(() => {
    outgoing.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent < bytes.length) return;
    clearInterval(timer);
    outgoing.end();
  }, everyMilliseconds);
  outgoing.on('close', () => clearInterval(timer));
};

const send = (outgoing: ServerResponse, delivery: Delivery, entry: OpenLogEntry): void => {
  if (delivery.manner === 'hang') return;
  if (delivery.manner === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const { reply } = delivery;
  entry.status = reply.status;
  entry.answer = reply.body;
  outgoing.writeHead(reply.status, { ...reply.headers });
  if (delivery.manner === 'drip') drip(outgoing, reply.body, delivery.everyMilliseconds);
  else if (delivery.manner === 'stalled') outgoing.write(reply.body.slice(0, Math.ceil(reply.body.length / 2)));
  else outgoing.end(reply.bytes ?? reply.body);
};

const serve = async (respond: Respond, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
  const { delayMilliseconds, delivery, entry } = respond(await toExchange(incoming));
  let timer: NodeJS.Timeout | undefined;
  outgoing.on('close', () => {
    clearTimeout(timer);
    if (!outgoing.writableFinished && delivery.manner !== 'reset') entry.aborted = true;
  });
  if (delayMilliseconds > 0) timer = setTimeout(() => send(outgoing, delivery, entry), delayMilliseconds);
  else send(outgoing, delivery, entry);
};

/** Hands over upgrades, and gives what breaks those connections: the server itself forgets them. */
const followUpgrades = (server: Server, takeUpgrade: TakeUpgrade): (() => void) => {
  const sockets = new Set<Duplex>();
  server.on('upgrade', (incoming, socket, head) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    takeUpgrade(incoming, socket, head);
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
};

/** Serves a simulator on a free port of 127.0.0.1. */
export const startListener = async (respond: Respond, takeUpgrade?: TakeUpgrade): Promise<Listener> => {
  // Loaded here: a static import would make every `--sandbox` start pay for it.
  const { createServer } = await import('node:http');
  const server = createServer((incoming, outgoing) => {
    serve(respond, incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end(`the simulator itself failed: ${String(error)}`);
    });
  });
  // A busy process is late to notice: a request on its way to a connection that was closed for idleness is lost.
  server.keepAliveTimeout = 60_000;
  const breakUpgraded = takeUpgrade === undefined ? () => {} : followUpgrades(server, takeUpgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        breakUpgraded();
      }),
  };
};
