import { backoff } from './backoff.ts';
import { PhoenixLink } from './phoenix-link.ts';
import { type Binding, type ChannelListener, RealtimeChannel } from './realtime-channel.ts';
import type { OpenSocket } from './realtime-socket.ts';

export interface RealtimeConnectionOptions {
  /** The project's address. */
  url: string;
  apiKey: string;
  /** The user's token; asked for at each join and heartbeat, so that an expired one is replaced. */
  accessToken(): Promise<string>;
  openSocket: OpenSocket;
  /** Milliseconds; of the first wait after a failure, which then doubles. */
  firstWait?: number;
  heartbeat?: number;
  joinTimeout?: number;
}

/**
 * One socket for all subscriptions of this process. Not supabase-js's client: that rejoins by itself and does not tell from which
 * moment changes are complete again, which a resume is built on; and it logs to the console.
 */
export class RealtimeConnection {
  readonly #options: Required<RealtimeConnectionOptions>;
  readonly #channels = new Map<string, RealtimeChannel>();
  #link: PhoenixLink | undefined;
  #failures = 0;
  #reconnecting: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: RealtimeConnectionOptions) {
    this.#options = { firstWait: 500, heartbeat: 25_000, joinTimeout: 10_000, ...options };
  }

  /** Keeps a channel joined until the returned function is called. */
  join(name: string, bindings: readonly Binding[], listener: ChannelListener): () => void {
    const topic = `realtime:${name}`;
    const { accessToken, joinTimeout, firstWait } = this.#options;
    const channel = new RealtimeChannel({ topic, bindings, listener, accessToken, joinTimeout, firstWait });
    this.#channels.set(topic, channel);
    if (!this.#link) this.#open();
    else if (this.#link.isOpen) void channel.joinOver(this.#link);
    return () => this.#leave(topic, channel);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#reconnecting);
    for (const channel of this.#channels.values()) channel.leave();
    this.#channels.clear();
    this.#link?.close();
  }

  #open(): void {
    if (this.#isClosed || this.#link || this.#channels.size === 0) return;
    clearTimeout(this.#reconnecting);
    const { url, apiKey, openSocket, heartbeat, accessToken } = this.#options;
    const link = new PhoenixLink(
      { address: socketAddress(url, apiKey), openSocket, heartbeat, accessToken },
      {
        onOpen: () => {
          for (const channel of this.#channels.values()) void channel.joinOver(link);
        },
        onMessage: (message) => {
          this.#failures = 0;
          this.#channels.get(message.topic)?.receive(message);
        },
        topics: () => [...this.#channels].flatMap(([topic, channel]) => (channel.isJoined ? [topic] : [])),
        onEnd: (reason) => this.#end(reason),
      },
    );
    this.#link = link;
  }

  #end(reason: string): void {
    this.#link = undefined;
    for (const channel of this.#channels.values()) channel.drop(reason);
    this.#failures += 1;
    if (this.#isClosed) return;
    clearTimeout(this.#reconnecting);
    this.#reconnecting = setTimeout(() => this.#open(), backoff(this.#failures, this.#options.firstWait)).unref();
  }

  #leave(topic: string, channel: RealtimeChannel): void {
    channel.leave();
    if (this.#channels.get(topic) === channel) this.#channels.delete(topic);
    if (this.#channels.size === 0) this.#link?.close();
  }
}

function socketAddress(url: string, apiKey: string): string {
  const address = new URL(`${url}/realtime/v1/websocket`);
  address.protocol = address.protocol === 'http:' ? 'ws:' : 'wss:';
  address.searchParams.set('apikey', apiKey);
  address.searchParams.set('vsn', '1.0.0');
  return address.href;
}
