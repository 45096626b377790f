import type { OpenSocket, SocketListener } from '../../src/changes/realtime-socket.ts';
import { type FakeDatabase, holds } from './fake-database.ts';

interface Binding {
  event: string;
  table: string;
  filter?: string;
}

interface Connection {
  listener: SocketListener;
  address: string;
  channels: Map<string, Binding[]>;
  tokens: string[];
  isOpen: boolean;
}

/** Realtime by its published protocol, without a network: channels of Phoenix, fed by the fake database. */
export class FakeRealtime {
  readonly connections: Connection[] = [];
  /** While it is down, sockets fail to open. */
  isDown = false;
  /** How the next joins are answered, the next first; accepted when there is none. */
  readonly joinRefusals: string[] = [];
  isSilent = false;
  joins = 0;

  constructor(database: FakeDatabase) {
    database.listeners.add((change) => {
      for (const connection of this.open) this.#tell(connection, change);
    });
  }

  get open(): Connection[] {
    return this.connections.filter(({ isOpen }) => isOpen);
  }

  /** The network goes away: all sockets end at once. */
  drop(): void {
    for (const connection of this.open) this.#end(connection, 'dropped');
  }

  readonly openSocket: OpenSocket = (address, listener) => {
    const connection: Connection = { listener, address, channels: new Map(), tokens: [], isOpen: false };
    this.connections.push(connection);
    setImmediate(() => {
      connection.isOpen = !this.isDown;
      if (this.isDown) listener.onEnd('refused');
      else listener.onOpen();
    });
    return {
      send: (text) => setImmediate(() => this.#receive(connection, JSON.parse(text))),
      close: () => this.#end(connection, 'closed'),
    };
  };

  #end(connection: Connection, reason: string): void {
    if (!connection.isOpen) return;
    connection.isOpen = false;
    connection.listener.onEnd(reason);
  }

  #receive(connection: Connection, message: { topic: string; event: string; ref: string; payload: JoinPayload }): void {
    if (!connection.isOpen || this.isSilent) return;
    const { topic, event, ref, payload } = message;
    const reply = (status: string, response: unknown) =>
      this.#send(connection, { topic, event: 'phx_reply', ref, payload: { status, response } });
    if (event === 'heartbeat') reply('ok', {});
    if (event === 'access_token') connection.tokens.push(payload.access_token ?? '');
    if (event === 'phx_leave') connection.channels.delete(topic);
    if (event !== 'phx_join') return;
    this.joins += 1;
    connection.tokens.push(payload.access_token ?? '');
    const refusal = this.joinRefusals.shift();
    if (refusal === undefined) this.#accept(connection, topic, payload.config?.postgres_changes ?? [], reply);
    else reply('error', { reason: refusal });
  }

  #accept(
    connection: Connection,
    topic: string,
    bindings: Binding[],
    reply: (status: string, response: unknown) => void,
  ): void {
    reply('ok', { postgres_changes: bindings.map((binding, id) => ({ id, ...binding })) });
    connection.channels.set(topic, bindings);
    const ready = { channel: topic, extension: 'postgres_changes', message: 'Subscribed to PostgreSQL', status: 'ok' };
    this.#send(connection, { topic, event: 'system', ref: null, payload: ready });
  }

  #tell(connection: Connection, change: Parameters<Parameters<FakeDatabase['listeners']['add']>[0]>[0]): void {
    for (const [topic, bindings] of connection.channels) {
      const isAsked = bindings.some(
        ({ event, table, filter }) =>
          table === change.table &&
          (event === '*' || event === change.type) &&
          (filter === undefined || holds(change.record ?? change.old ?? {}, filter.replace('=', '.'))),
      );
      if (!isAsked) continue;
      const { type, table, record, old, at } = change;
      const data = {
        schema: 'public',
        table,
        type,
        commit_timestamp: at,
        columns: [],
        errors: null,
        record,
        old_record: old,
      };
      this.#send(connection, { topic, event: 'postgres_changes', ref: null, payload: { ids: [0], data } });
    }
  }

  #send(connection: Connection, message: unknown): void {
    if (connection.isOpen) connection.listener.onText(JSON.stringify(message));
  }
}

interface JoinPayload {
  access_token?: string;
  config?: { postgres_changes?: Binding[] };
}
