import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { RealtimeHub } from './realtime-hub.ts';

const follow = (hub: RealtimeHub, url: URL, socket: WebSocket): void => {
  const connection = hub.connect(url, {
    send: (text) => socket.send(text),
    // 1006 is no code that can be sent: it stands for a connection that just ended.
    close: (code, reason) => (code === 1006 ? socket.terminate() : socket.close(code, reason)),
  });
  if (connection === undefined) {
    socket.terminate();
    return;
  }
  socket.on('message', (data) => connection.receive(data.toString()));
  socket.on('close', () => hub.disconnect(connection));
  socket.on('error', () => hub.disconnect(connection));
};

/** Takes WebSockets to Realtime's path; all other upgrades are refused. */
export const createSocketListener = (hub: RealtimeHub) => {
  let server: Promise<WebSocketServer> | undefined;
  // Loaded with the first socket: the sandbox has none.
  const load = async (): Promise<WebSocketServer> => {
    const { WebSocketServer } = await import('ws');
    return new WebSocketServer({ noServer: true });
  };
  return (incoming: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    if (url.pathname !== '/realtime/v1/websocket') {
      duplex.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
      return;
    }
    server ??= load();
    server
      .then((loaded) => loaded.handleUpgrade(incoming, duplex, head, (socket) => follow(hub, url, socket)))
      .catch(() => duplex.destroy());
  };
};
