import type { ServerProcess } from './server-process.ts';

/**
 * An MCP client's transport over a process that we started ourselves, so that its lines, its standard error and its end can be
 * looked at. It has `pid` and `stderr` because the v2 client takes a transport with both for one over stdio.
 */
export class ProcessTransport<Message> {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: ((message: Message) => void) | undefined;
  readonly pid: number;
  readonly stderr = null;
  readonly #process: ServerProcess;
  readonly #parse: (line: string) => Message;

  /** `parse` reads one line as the client's own SDK does; it throws for a line that is no message. */
  constructor(process: ServerProcess, parse: (line: string) => Message) {
    this.#process = process;
    this.#parse = parse;
    this.pid = process.pid;
  }

  async start(): Promise<void> {
    this.#process.onLine((line) => this.#receive(line));
    this.#process.exited.then(() => this.onclose?.());
  }

  async send(message: Message): Promise<void> {
    this.#process.send(JSON.stringify(message));
  }

  async close(): Promise<void> {
    await this.#process.close();
  }

  #receive(line: string): void {
    try {
      this.onmessage?.(this.#parse(line));
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error('A line could not be read.'));
    }
  }
}
