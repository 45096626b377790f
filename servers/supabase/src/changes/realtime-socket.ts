import type { WebSocketClass } from '@bizmcp/core';

export interface SocketListener {
  onOpen(): void;
  onText(text: string): void;
  /** Comes once, whatever ended it. */
  onEnd(reason: string): void;
}

/** A way to open a socket. */
export type OpenSocket = (address: string, listener: SocketListener) => { send(text: string): void; close(): void };

/** Opens sockets of a class: Node's own, which follows no redirect, or the sandbox's. */
export const openWith =
  (WebSocket: WebSocketClass): OpenSocket =>
  (address, listener) => {
    const socket = new WebSocket(address);
    let isEnded = false;
    const end = (reason: string) => {
      if (isEnded) return;
      isEnded = true;
      listener.onEnd(reason);
    };
    socket.addEventListener('open', () => listener.onOpen());
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') listener.onText(data);
    });
    socket.addEventListener('close', ({ code }) => end(`the socket closed (${code})`));
    socket.addEventListener('error', () => end('the socket failed'));
    return {
      send: (text) => socket.send(text),
      close() {
        socket.close();
        // A dead peer never answers the closing handshake.
        end('closed by us');
      },
    };
  };
