import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import type { ServerProcess } from './server-process.ts';

/**
 * The MCP client's transport over a process of our own, so that its lines, its standard error and its end can be looked at. It has
 * `pid` and `stderr` because the client takes a transport with both for one over stdio.
 */
export class ProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly pid: number;
  readonly stderr = null;
  /** Lines on standard output that are no messages: most clients fail on them. */
  readonly noise: string[] = [];
  readonly #process: ServerProcess;
  readonly #parse: (line: string) => JSONRPCMessage;

  constructor(process: ServerProcess, parse: (line: string) => JSONRPCMessage) {
    this.#process = process;
    this.#parse = parse;
    this.pid = process.pid;
  }

  async start(): Promise<void> {
    this.#process.onLine((line) => this.#receive(line));
    this.#process.ended.then(() => this.onclose?.());
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#process.send(JSON.stringify(message));
  }

  async close(): Promise<void> {
    await this.#process.close();
  }

  #receive(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = this.#parse(line);
    } catch {
      this.noise.push(line);
      return;
    }
    this.onmessage?.(message);
  }
}
