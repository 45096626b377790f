import type { JSONRPCMessage, JSONRPCRequest } from '@modelcontextprotocol/server';

type RequestId = JSONRPCRequest['id'];

/** The requests that came in and were not answered yet, and those of ours that were not either. */
export class OpenRequests {
  readonly #ids = new Set<RequestId>();
  readonly #asked = new Set<RequestId>();
  #waiting: (() => void)[] = [];

  /** To be told of each message that comes in. */
  received(message: JSONRPCMessage): void {
    if (!('method' in message)) {
      if (message.id !== undefined) this.#asked.delete(message.id);
      return;
    }
    // A listening request stays open for as long as the connection: nothing is gained by waiting for it.
    if ('id' in message && message.method !== 'subscriptions/listen') this.#ids.add(message.id);
    const cancelled = message.method === 'notifications/cancelled' ? message.params?.requestId : undefined;
    if (typeof cancelled === 'string' || typeof cancelled === 'number') this.#close(cancelled);
  }

  /** To be told of each message that goes out. */
  sent(message: JSONRPCMessage): void {
    if (!('id' in message) || message.id === undefined) return;
    if ('method' in message) this.#asked.add(message.id);
    else this.#close(message.id);
  }

  /** Whether a request of ours with this id has no answer yet. */
  isAsked(id: RequestId): boolean {
    return this.#asked.has(id);
  }

  /** How many wait for their answer. */
  get size(): number {
    return this.#ids.size;
  }

  /** Resolves once all are answered or cancelled. */
  async answered(): Promise<void> {
    if (this.#ids.size > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #close(id: RequestId): void {
    this.#ids.delete(id);
    if (this.#ids.size > 0) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting = [];
  }
}
