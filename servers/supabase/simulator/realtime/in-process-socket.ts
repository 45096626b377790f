import type { RealtimeConnection } from './realtime-connection.ts';
import type { RealtimeHub } from './realtime-hub.ts';

const states = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 } as const;

type Handler<Kind extends Event> = ((event: Kind) => unknown) | null;

/** Makes the class WebSocket of a place without a network: its sockets lead to this Realtime and nowhere else. */
export const createWebSocketClass = (hub: RealtimeHub) =>
  class SimulatedWebSocket extends EventTarget {
    static readonly CONNECTING = states.CONNECTING;
    static readonly OPEN = states.OPEN;
    static readonly CLOSING = states.CLOSING;
    static readonly CLOSED = states.CLOSED;
    readonly CONNECTING = states.CONNECTING;
    readonly OPEN = states.OPEN;
    readonly CLOSING = states.CLOSING;
    readonly CLOSED = states.CLOSED;
    readonly url: string;
    readonly protocol = '';
    readonly extensions = '';
    readonly bufferedAmount = 0;
    binaryType = 'blob';
    onopen: Handler<Event> = null;
    onmessage: Handler<MessageEvent> = null;
    onclose: Handler<Event> = null;
    onerror: Handler<Event> = null;
    connection: RealtimeConnection | undefined;
    state: number = states.CONNECTING;

    constructor(address: string | URL) {
      super();
      this.url = String(address);
      this.addEventListener('open', (event) => this.onopen?.(event));
      this.addEventListener('close', (event) => this.onclose?.(event));
      this.addEventListener('error', (event) => this.onerror?.(event));
      this.addEventListener('message', (event) => {
        if (event instanceof MessageEvent) this.onmessage?.(event);
      });
      setImmediate(() => this.connect());
    }

    get readyState(): number {
      return this.state;
    }

    send(data: unknown): void {
      if (this.state === states.CONNECTING) throw new DOMException('Still in CONNECTING state', 'InvalidStateError');
      const { connection } = this;
      if (this.state === states.OPEN) setImmediate(() => connection?.receive(String(data)));
    }

    close(code = 1000, reason = ''): void {
      if (this.connection !== undefined) hub.disconnect(this.connection);
      setImmediate(() => this.end(code, reason));
    }

    connect(): void {
      if (this.state !== states.CONNECTING) return;
      this.connection = hub.connect(new URL(this.url), {
        send: (text) => {
          setImmediate(() => this.deliver(text));
        },
        close: (code, reason) => this.end(code, reason),
      });
      if (this.connection === undefined) {
        this.dispatchEvent(new Event('error'));
        this.end(1006, 'the connection was refused');
        return;
      }
      this.state = states.OPEN;
      this.dispatchEvent(new Event('open'));
    }

    deliver(text: string): void {
      if (this.state === states.OPEN) this.dispatchEvent(new MessageEvent('message', { data: text }));
    }

    end(code: number, reason: string): void {
      if (this.state === states.CLOSED) return;
      this.state = states.CLOSED;
      this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean: code === 1000 }));
    }
  };
