import * as z from 'zod';
import { readToken } from '../auth/json-web-token.ts';
import type { ProjectKeys } from '../auth/project-keys.ts';
import { sessionOfToken } from '../auth/read-session.ts';
import { DatabaseError } from '../schema/database-error.ts';
import type { RowChange } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import { type Dialect, type PhoenixMessage, readMessage, writeMessage } from './phoenix-message.ts';
import { changeMessage, joinMessages, openChannel, type RealtimeChannel, readJoin } from './realtime-channel.ts';

/** The other end of a connection, over a socket or in process. */
export interface Peer {
  send(text: string): void;
  close(code: number, reason: string): void;
}

export interface ConnectionSettings {
  readonly keys: ProjectKeys;
  readonly apiKey: string;
  readonly dialect: Dialect;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly nextId: () => number;
  readonly canRead: (session: Session, change: RowChange) => boolean | Promise<boolean>;
}

const TokenPayload = z.object({ access_token: z.string() });

const reasonOf = (token: string, { keys, now }: ConnectionSettings): string | undefined => {
  switch (readToken(token, keys.secret, now()).kind) {
    case 'expired':
      return 'InvalidJWTExpiration: Token has expired';
    case 'malformed':
      return 'MalformedJWT: The token provided is not a valid JWT';
    case 'wrong-signature':
      return 'JwtSignatureError: Failed to validate JWT signature';
    default:
      return undefined;
  }
};

/** One client of Realtime: https://supabase.com/docs/guides/realtime/protocol */
export class RealtimeConnection {
  readonly #peer: Peer;
  readonly #settings: ConnectionSettings;
  readonly #channels = new Map<string, RealtimeChannel>();

  constructor(peer: Peer, settings: ConnectionSettings) {
    this.#peer = peer;
    this.#settings = settings;
  }

  get topics(): readonly string[] {
    return [...this.#channels.keys()];
  }

  receive(text: string): void {
    const message = readMessage(text);
    if (message === undefined) return;
    const { event, topic } = message;
    if (event === 'heartbeat' && topic === 'phoenix') this.#reply(message, 'ok', {});
    else if (event === 'phx_join') this.#join(message);
    else if (event === 'phx_leave') this.#leave(message);
    else if (event === 'access_token') this.#renew(message);
    else if (!this.#channels.has(topic)) this.#reply(message, 'error', { reason: 'unmatched topic' });
  }

  /** Tells the channels that asked for such a change and may read the row. A deletion carries nothing to be read. */
  async tell(change: RowChange): Promise<void> {
    for (const channel of [...this.#channels.values()]) {
      if (this.#isOver(channel)) continue;
      const message = changeMessage(channel, change);
      if (message === undefined) continue;
      const isReadable = change.type === 'DELETE' || (await this.#settings.canRead(channel.session, change));
      if (isReadable && this.#channels.get(channel.topic) === channel) this.#send(message);
    }
  }

  close(code: number, reason: string): void {
    this.#channels.clear();
    this.#peer.close(code, reason);
  }

  #send(message: PhoenixMessage): void {
    this.#peer.send(writeMessage(this.#settings.dialect, message));
  }

  #reply({ joinRef, ref, topic }: PhoenixMessage, status: 'error' | 'ok', response: unknown): void {
    this.#send({ topic, event: 'phx_reply', payload: { status, response }, ref, joinRef });
  }

  #join(message: PhoenixMessage): void {
    const { access_token: token, config } = readJoin(message.payload);
    const used = token ?? this.#settings.apiKey;
    const { keys, nextId, now } = this.#settings;
    const reason = isOpaque(keys, used) ? undefined : reasonOf(used, this.#settings);
    if (reason !== undefined) {
      this.#reply(message, 'error', { reason });
      return;
    }
    const session = readSession(used, keys, now());
    const asked = config.postgres_changes;
    const ids = asked.map(nextId);
    this.#channels.set(message.topic, openChannel(message, session, asked, ids));
    for (const answer of joinMessages(message, asked, ids)) this.#send(answer);
  }

  #leave(message: PhoenixMessage): void {
    this.#channels.delete(message.topic);
    this.#reply(message, 'ok', {});
    const { joinRef, ref, topic } = message;
    this.#send({ topic, event: 'phx_close', payload: {}, ref: joinRef ?? ref, joinRef });
  }

  #renew({ payload, topic }: PhoenixMessage): void {
    const channel = this.#channels.get(topic);
    const token = TokenPayload.safeParse(payload).data?.access_token;
    if (channel === undefined || token === undefined) return;
    const reason = reasonOf(token, this.#settings);
    if (reason === undefined) channel.session = readSession(token, this.#settings.keys, this.#settings.now());
    else this.#end(channel, reason);
  }

  /** A channel ends with its token. */
  #isOver(channel: RealtimeChannel): boolean {
    const { exp } = channel.session.claims;
    if (typeof exp !== 'number' || exp * 1000 > this.#settings.now()) return false;
    this.#end(channel, 'InvalidJWTExpiration: Token has expired');
    return true;
  }

  #end({ joinRef, topic }: RealtimeChannel, message: string): void {
    this.#channels.delete(topic);
    const payload = { channel: topic.replace(/^realtime:/, ''), extension: 'system', message, status: 'error' };
    this.#send({ topic, event: 'system', payload, ref: null, joinRef });
    this.#send({ topic, event: 'phx_close', payload: {}, ref: joinRef, joinRef });
  }
}

const isOpaque = ({ publishableKey, secretKey }: ProjectKeys, key: string): boolean =>
  key === publishableKey || key === secretKey;

const readSession = (token: string, keys: ProjectKeys, now: number): Session => {
  if (token === keys.publishableKey) return sessionOfToken(keys.anonKey, keys, now);
  if (token === keys.secretKey) return sessionOfToken(keys.serviceRoleKey, keys, now);
  try {
    return sessionOfToken(token, keys, now);
  } catch (error) {
    if (error instanceof DatabaseError) return { role: 'anon', claims: {} };
    throw error;
  }
};
