import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import { encodeLine } from './encode-line.ts';
import { type ParsedLine, parseMessageLine, rejectLine } from './json-line.ts';
import { createLineFramer, type LineFramer } from './line-framer.ts';
import type { LineWriter } from './line-writer.ts';
import { OpenRequests } from './open-requests.ts';
import { type Rejection, rejections, tooLong } from './rejection.ts';

/** Where a {@link StdioTransport} reads and writes. */
export interface StdioTransportOptions {
  stdin: Readable;
  writer: LineWriter;
}

/** The SDK's transport over standard input and output, with a defined answer to every line. */
export interface StdioTransport extends Transport {
  /** Resolves once every request that came in is answered, at the latest after 40 ms. */
  drained(): Promise<void>;
}

/** Longest line that is read, in bytes. */
const maxLineBytes = 4 * 1024 * 1024;

/**
 * Output that nobody reads at which we stop reading too, in characters:
 * far more than a client leaves that first writes all its requests.
 */
const maxUnreadLength = 16 * 1024 * 1024;

/** Requests under way at which we read more slowly, since each takes some kilobytes: no client has so many by intention. */
const mostAtWork = 2000;

/** For how many waits of 50 ms at most. */
const longestCatchUp = 20;

/** How long requests may still be answered once the input has ended: a part of the 100 ms in which the process ends. */
const drainMilliseconds = 40;

/**
 * Connects the SDK to standard input and output. Lines that become no message are answered or passed over here,
 * and told to `onerror` without their content. When the input ends, requests get 40 ms to be answered before `onclose`.
 */
export function createStdioTransport(options: StdioTransportOptions): StdioTransport {
  return new LineTransport(options);
}

class LineTransport implements StdioTransport {
  onmessage?: Transport['onmessage'];
  onerror?: Transport['onerror'];
  onclose?: Transport['onclose'];

  readonly #stdin: Readable;
  readonly #writer: LineWriter;
  readonly #framer: LineFramer;
  readonly #requests = new OpenRequests();
  #state: 'new' | 'open' | 'ending' | 'closed' = 'new';

  constructor({ stdin, writer }: StdioTransportOptions) {
    this.#stdin = stdin;
    this.#writer = writer;
    this.#framer = createLineFramer({
      maxBytes: maxLineBytes,
      onLine: (text) => this.#receive(parseMessageLine(text)),
      onOversize: (head, tail) => this.#receive(rejectLine(head, tooLong(maxLineBytes), tail)),
      onIllFormed: (text) => this.#receive(rejectLine(text, rejections.notUtf8)),
      onUnterminated: (text) => this.#receive(rejectLine(text, rejections.unterminated)),
    });
  }

  async start(): Promise<void> {
    if (this.#state !== 'new') throw new Error('The stdio transport was started before.');
    this.#state = 'open';
    this.#writer.onBroken(() => void this.close());
    this.#stdin.on('error', this.#onInputError);
    this.#stdin.on('end', this.#onInputEnd);
    this.#stdin.on('close', this.#onInputEnd);
    this.#stdin.on('data', this.#onChunk);
    if (this.#stdin.readableEnded || this.#stdin.destroyed) setImmediate(this.#onInputEnd);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#state === 'closed') throw new Error('The connection is closed.');
    this.#requests.sent(message);
    await this.#write(this.#encode(message));
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#stdin.pause();
    this.onclose?.();
  }

  async drained(): Promise<void> {
    await Promise.race([this.#requests.answered(), delay(drainMilliseconds)]);
  }

  readonly #onChunk = (chunk: Buffer | string): void => {
    this.#framer.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    if (this.#requests.size > mostAtWork && !this.#stdin.isPaused()) this.#catchUp();
  };

  /** Only for a while: what is under way may itself wait for a line of the client, an answer or a cancellation. */
  async #catchUp(): Promise<void> {
    this.#stdin.pause();
    for (let waits = 0; waits < longestCatchUp && this.#requests.size > mostAtWork; waits += 1) await delay(50);
    if (this.#state === 'open') this.#stdin.resume();
  }

  readonly #onInputEnd = async (): Promise<void> => {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    this.#framer.end();
    await this.drained();
    await this.close();
  };

  /** An input that failed gives nothing more: its end or close follows. */
  readonly #onInputError = (error: Error): void => {
    this.onerror?.(error);
  };

  #receive(parsed: ParsedLine): void {
    if (this.#state === 'closed') return;
    if (parsed.kind === 'message') this.#deliver(parsed.message);
    else if (parsed.kind === 'ignore') this.#passOver(parsed);
    else this.#refuse(parsed.id, parsed);
  }

  #deliver(message: JSONRPCMessage): void {
    this.#requests.received(message);
    try {
      this.onmessage?.(message);
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error('A message handler failed.'));
    }
  }

  /** What was to answer a request of ours is its failure: nobody waits for an answer that has come already. */
  #passOver({ reason, responseTo: id }: Extract<ParsedLine, { kind: 'ignore' }>): void {
    this.#reportLine(reason);
    if (id === undefined || !this.#requests.isAsked(id)) return;
    const error = { code: -32603, message: 'The answer could not be read.' };
    this.#deliver({ jsonrpc: '2.0', id, error });
  }

  #reportLine(reason: string | undefined): void {
    if (reason) this.onerror?.(new Error(reason));
  }

  /** The SDK's types know no null id, which JSON-RPC asks for where the id is not known. */
  #refuse(id: string | number | null, { code, message, data }: Rejection): void {
    const line = encodeLine({ jsonrpc: '2.0', id, error: { code, message, data } });
    this.#reportLine(`Refused a line. ${message}`);
    // A broken output closes the transport; there is nobody left to be told here.
    this.#write(line).catch(() => {});
  }

  /** An answer that is no JSON (a BigInt, a cycle) must not leave its caller waiting. */
  #encode(message: JSONRPCMessage): string {
    try {
      return encodeLine(message);
    } catch (error) {
      const isAnswer = !('method' in message) && message.id !== undefined;
      if (isAnswer) this.#refuse(message.id ?? null, rejections.unwritable);
      throw error;
    }
  }

  async #write(line: string): Promise<void> {
    const written = this.#writer.write(line);
    if (this.#writer.pendingLength > maxUnreadLength && !this.#stdin.isPaused()) this.#holdInput();
    await written;
  }

  #holdInput(): void {
    this.#stdin.pause();
    this.#writer.flushed().then(() => {
      if (this.#state === 'open') this.#stdin.resume();
    });
  }
}
