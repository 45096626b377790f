import * as z from 'zod';
import { parseExactly } from '../exact-number.ts';
import type { OpenSocket } from './realtime-socket.ts';

export interface PhoenixMessage {
  topic: string;
  event: string;
  payload: unknown;
  reference: string | undefined;
}

interface PhoenixLinkOptions {
  address: string;
  openSocket: OpenSocket;
  /** Milliseconds between two signs of life. */
  heartbeat: number;
  accessToken(): Promise<string>;
}

interface PhoenixListener {
  onOpen(): void;
  onMessage(message: PhoenixMessage): void;
  /** Topics that are told of a renewed token. */
  topics(): string[];
  onEnd(reason: string): void;
}

const Message = z.object({ topic: z.string(), event: z.string(), payload: z.unknown(), ref: z.string().nullish() });

const openMilliseconds = 15_000;

/** One socket that speaks Phoenix's protocol, from its opening to its end. */
export class PhoenixLink {
  readonly #options: PhoenixLinkOptions;
  readonly #listener: PhoenixListener;
  readonly #socket: ReturnType<OpenSocket>;
  readonly #opening: NodeJS.Timeout;
  #references = 0;
  #isOpen = false;
  #isEnded = false;
  #heartbeat: string | undefined;
  #token: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PhoenixLinkOptions, listener: PhoenixListener) {
    this.#options = options;
    this.#listener = listener;
    this.#opening = setTimeout(() => this.#fail('the socket did not open'), openMilliseconds).unref();
    this.#socket = options.openSocket(options.address, {
      onOpen: () => this.#open(),
      onText: (text) => this.#receive(text),
      onEnd: (reason) => this.#end(reason),
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Returns the reference of the message, which its reply carries. */
  push(topic: string, event: string, payload: unknown): string {
    this.#references += 1;
    const reference = String(this.#references);
    const joinReference = event === 'phx_join' ? { join_ref: reference } : {};
    this.#socket.send(JSON.stringify({ topic, event, payload, ref: reference, ...joinReference }));
    return reference;
  }

  close(): void {
    this.#fail('closed by us');
  }

  #open(): void {
    if (this.#isEnded) return;
    this.#isOpen = true;
    clearTimeout(this.#opening);
    this.#timer = setInterval(() => this.#beat(), this.#options.heartbeat).unref();
    this.#renewToken().catch(() => {});
    this.#listener.onOpen();
  }

  #receive(text: string): void {
    const message = this.#isEnded ? undefined : parseMessage(text);
    if (!message) return;
    if (message.topic === 'phoenix' && message.reference === this.#heartbeat) this.#heartbeat = undefined;
    else this.#listener.onMessage(message);
  }

  #beat(): void {
    if (this.#heartbeat !== undefined) {
      this.#fail('Realtime gave no sign of life');
      return;
    }
    this.#heartbeat = this.push('phoenix', 'heartbeat', {});
    // Without a new token the old one ends the channel, which joins again.
    this.#renewToken().catch(() => {});
  }

  async #renewToken(): Promise<void> {
    const next = await this.#options.accessToken();
    if (this.#token !== undefined && next !== this.#token && this.#isOpen) {
      for (const topic of this.#listener.topics()) this.push(topic, 'access_token', { access_token: next });
    }
    this.#token = next;
  }

  #fail(reason: string): void {
    this.#end(reason);
    this.#socket.close();
  }

  #end(reason: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#isOpen = false;
    clearInterval(this.#timer);
    clearTimeout(this.#opening);
    this.#listener.onEnd(reason);
  }
}

function parseMessage(text: string): PhoenixMessage | undefined {
  try {
    const { topic, event, payload, ref } = Message.parse(parseExactly(text));
    return { topic, event, payload, reference: ref ?? undefined };
  } catch {
    return undefined;
  }
}
