import * as z from 'zod';
import { backoff } from './backoff.ts';
import { WireChange } from './change.ts';
import type { PhoenixLink, PhoenixMessage } from './phoenix-link.ts';

/** What Realtime is asked to tell. */
export interface Binding {
  event: string;
  schema: string;
  table: string;
  filter?: string;
}

export interface ChannelListener {
  /** From now on every change is told; what happened before has to be read. */
  onReady(): void;
  onChange(change: WireChange): void;
  onDown(reason: string): void;
}

export interface ChannelOptions {
  topic: string;
  bindings: readonly Binding[];
  listener: ChannelListener;
  accessToken(): Promise<string>;
  /** Milliseconds. */
  joinTimeout: number;
  firstWait: number;
}

const Reply = z.object({ status: z.string(), response: z.object({ reason: z.string() }).partial().optional() });
const System = z.object({ status: z.string(), extension: z.string().optional(), message: z.string().optional() });
const Told = z.object({ data: WireChange });

/** One subscription's channel: joins whenever there is a socket, and again after each refusal or end. */
export class RealtimeChannel {
  readonly #options: ChannelOptions;
  #link: PhoenixLink | undefined;
  /** The reference of the join under way or done; what carries another is of an earlier life. */
  #join: string | undefined;
  #isReady = false;
  #isLeft = false;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  get isJoined(): boolean {
    return this.#join !== undefined;
  }

  /** Joins over this socket. */
  async joinOver(link: PhoenixLink): Promise<void> {
    this.#link = link;
    const token = await this.#options.accessToken().catch(() => undefined);
    if (this.#isLeft || this.#link !== link || !link.isOpen || this.#join !== undefined) return;
    if (token === undefined) {
      this.#rejoinLater('there is no valid access token');
      return;
    }
    this.#join = link.push(this.#options.topic, 'phx_join', joinPayload(this.#options.bindings, token));
    this.#wait(() => this.#rejoinLater('Realtime did not answer the join'), this.#options.joinTimeout);
  }

  receive({ event, payload, reference }: PhoenixMessage): void {
    if (this.#join === undefined) return;
    const isOwn = reference === this.#join;
    if (event === 'postgres_changes') this.#onChange(payload);
    else if (event === 'system') this.#onSystem(payload);
    else if (event === 'phx_reply' && isOwn) this.#onReply(payload);
    else if ((event === 'phx_error' || event === 'phx_close') && (isOwn || !reference)) {
      this.#rejoinLater('Realtime closed the channel');
    }
  }

  /** The socket is gone. */
  drop(reason: string): void {
    this.#link = undefined;
    this.#down(reason);
  }

  leave(): void {
    this.#isLeft = true;
    clearTimeout(this.#timer);
    if (this.#join !== undefined && this.#link?.isOpen) this.#link.push(this.#options.topic, 'phx_leave', {});
    this.#join = undefined;
  }

  #onChange(payload: unknown): void {
    const told = Told.safeParse(payload);
    // What can't be read must not be lost: after a rejoin it is read from the table.
    if (told.success) this.#options.listener.onChange(told.data.data);
    else this.#rejoinLater('Realtime sent a change of an unknown shape');
  }

  #onSystem(payload: unknown): void {
    const { status, extension, message } = System.safeParse(payload).data ?? {};
    if (status === 'error') this.#rejoinLater(message ?? 'Realtime reports an error');
    else if (status === 'ok' && extension === 'postgres_changes') this.#ready();
  }

  #onReply(payload: unknown): void {
    const reply = Reply.safeParse(payload).data;
    if (reply?.status !== 'ok') this.#rejoinLater(reply?.response?.reason ?? 'Realtime refused the join');
    // The stream begins with the system message. One that never comes must not keep a subscription waiting.
    else if (!this.#isReady) this.#wait(() => this.#ready(), this.#options.joinTimeout);
  }

  #ready(): void {
    if (this.#isReady) return;
    clearTimeout(this.#timer);
    this.#isReady = true;
    this.#failures = 0;
    this.#options.listener.onReady();
  }

  #down(reason: string): void {
    clearTimeout(this.#timer);
    this.#join = undefined;
    this.#isReady = false;
    if (!this.#isLeft) this.#options.listener.onDown(reason);
  }

  #rejoinLater(reason: string): void {
    const link = this.#link;
    // Else the server, which still has the old channel, would tell everything twice.
    if (this.#join !== undefined && link?.isOpen) link.push(this.#options.topic, 'phx_leave', {});
    this.#down(reason);
    this.#failures += 1;
    if (link) this.#wait(() => void this.joinOver(link), backoff(this.#failures, this.#options.firstWait));
  }

  #wait(work: () => void, milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(work, milliseconds).unref();
  }
}

function joinPayload(bindings: readonly Binding[], token: string) {
  const quiet = { broadcast: { ack: false, self: false }, presence: { key: '' }, private: false };
  return { config: { ...quiet, postgres_changes: bindings }, access_token: token };
}
