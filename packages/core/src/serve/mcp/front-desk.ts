import type { JSONRPCMessage, JSONRPCRequest, Transport } from '@modelcontextprotocol/server';
import type { McpFace } from './mcp-face.ts';
import { Opening } from './opening.ts';

/** What a {@link FrontDesk} stands between. */
export interface FrontDeskOptions {
  /** The connection to the client. */
  wire: Transport;
  face: McpFace;
  /** Loads the SDK and connects it to a transport. */
  connect(transport: Transport): Promise<{ close(): Promise<void> }>;
  onerror(error: Error): void;
}

/**
 * Answers how a client begins (the handshake and the lists) without the SDK, whose loading takes as long as the rest of a start.
 * The first message of another kind loads it. It then hears what the client said before (its answers to that are dropped),
 * and everything from there on.
 */
export class FrontDesk implements Transport {
  onmessage?: Transport['onmessage'];
  onerror?: Transport['onerror'];
  onclose?: Transport['onclose'];

  readonly #options: FrontDeskOptions;
  readonly #opening: Opening;
  /** One message of each method that was answered here: all that the SDK has to know of them. */
  readonly #answered = new Map<string, JSONRPCMessage>();
  /** Messages that came while the SDK is loading; undefined before and after. */
  #queue: JSONRPCMessage[] | undefined;
  #connection: { close(): Promise<void> } | undefined;
  #replayed: { id: JSONRPCRequest['id']; done: () => void } | undefined;
  #isClosed = false;

  constructor(options: FrontDeskOptions) {
    const { wire, face } = options;
    this.#options = options;
    this.#opening = new Opening(face);
    wire.onmessage = (message) => this.#receive(message);
    wire.onerror = (error) => (this.onerror ?? options.onerror)(error);
    wire.onclose = () => {
      this.#isClosed = true;
      this.onclose?.();
    };
    wire.start().catch(options.onerror);
  }

  /** The wire is open already. */
  async start(): Promise<void> {}

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#replayed && !('method' in message) && message.id === this.#replayed.id) this.#replayed.done();
    else await this.#options.wire.send(message);
  }

  close(): Promise<void> {
    return this.#options.wire.close();
  }

  /** Ends the connection, whoever serves it. */
  async end(): Promise<void> {
    await (this.#connection ?? this).close();
  }

  #receive(message: JSONRPCMessage): void {
    if (this.#queue) this.#queue.push(message);
    else if (this.#connection) this.onmessage?.(message);
    else if (!this.#answer(message)) this.#handOver([message]);
  }

  #answer(message: JSONRPCMessage): boolean {
    const result = this.#opening.answer(message);
    if (result === undefined || !('method' in message)) return false;
    this.#answered.set(message.method, message);
    if (result !== 'nothing' && 'id' in message) {
      this.#options.wire.send({ jsonrpc: '2.0', id: message.id, result }).catch(this.#options.onerror);
    }
    return true;
  }

  async #handOver(queue: JSONRPCMessage[]): Promise<void> {
    this.#queue = queue;
    this.#connection = await this.#options.connect(this).catch((error: unknown) => {
      this.#options.onerror(error instanceof Error ? error : new Error('The code of the server could not be loaded.'));
      return undefined;
    });
    // The end of the input may have come in between.
    if (this.#isClosed) return this.#connection?.close();
    if (this.#connection) for (const message of this.#answered.values()) await this.#replay(message);
    this.#queue = undefined;
    if (this.#connection) for (const message of queue) this.onmessage?.(message);
    else this.#refuse(queue);
  }

  async #replay(message: JSONRPCMessage): Promise<void> {
    if (!('id' in message) || message.id === undefined) return this.onmessage?.(message);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#replayed = { id: message.id, done: resolve };
    this.onmessage?.(message);
    await promise;
    this.#replayed = undefined;
  }

  /** The files of the package may be gone or broken while a process lives; its client is told what helps. */
  #refuse(queue: readonly JSONRPCMessage[]): void {
    const error = { code: -32603, message: 'Internal error: the server could not load its code. Restart the client.' };
    for (const message of queue) {
      if (!('method' in message) || !('id' in message)) continue;
      this.#options.wire.send({ jsonrpc: '2.0', id: message.id, error }).catch(this.#options.onerror);
    }
  }
}
