import type { ProjectKeys } from '../auth/project-keys.ts';
import { isProjectKey } from '../auth/read-session.ts';
import type { RowChange } from '../schema/project-state.ts';
import type { Session } from '../schema/session.ts';
import { type Peer, RealtimeConnection } from './realtime-connection.ts';

/** What Realtime needs of its project. */
export interface RealtimeSettings {
  readonly keys: ProjectKeys;
  readonly now: () => number;
  /** Whether row level security shows this row to this session. */
  readonly canRead: (session: Session, change: RowChange) => boolean | Promise<boolean>;
}

/** The ways in which a test makes Realtime unreliable. */
export interface RealtimeControls {
  /** How many clients are connected. */
  readonly connections: number;
  /** The topics joined by all of them. */
  readonly topics: readonly string[];
  /** Breaks all connections, as a network does; clients may come back at once. */
  dropConnections(): void;
  /** Breaks all connections and takes no new ones. What changes meanwhile is told to nobody, then or later. */
  stopRealtime(): void;
  startRealtime(): void;
  /** Holds each message back for so long; their order stays. */
  slowDown(milliseconds: number): void;
  /** Resolves once every change so far was sent to those who may see it. */
  settled(): Promise<void>;
}

/** Realtime's server: connections, and what they are told. */
export interface RealtimeHub extends RealtimeControls {
  /** Undefined when the connection is refused. */
  connect(url: URL, peer: Peer): RealtimeConnection | undefined;
  disconnect(connection: RealtimeConnection): void;
  publish(changes: readonly RowChange[]): void;
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends one message after the other, each after the delay of its time. */
const createOutbox = (peer: Peer, delay: () => number): Peer => {
  let last: Promise<void> | undefined;
  return {
    send: (text) => {
      if (delay() === 0 && last === undefined) return peer.send(text);
      const sent = (last ?? Promise.resolve()).then(() => wait(delay())).then(() => peer.send(text));
      last = sent;
      sent.then(() => {
        if (last === sent) last = undefined;
      });
    },
    close: (code, reason) => peer.close(code, reason),
  };
};

interface HubState {
  readonly connections: Set<RealtimeConnection>;
  isStopped: boolean;
  /** Milliseconds. */
  delay: number;
  lastId: number;
}

const createConnect =
  (settings: RealtimeSettings, held: HubState): RealtimeHub['connect'] =>
  (url, peer) => {
    const apiKey = url.searchParams.get('apikey') ?? '';
    if (held.isStopped || !isProjectKey(settings.keys, apiKey)) return undefined;
    const dialect = url.searchParams.get('vsn') === '2.0.0' ? '2.0.0' : '1.0.0';
    const nextId = (): number => {
      held.lastId += 1;
      return held.lastId;
    };
    const outbox = createOutbox(peer, () => held.delay);
    const connection = new RealtimeConnection(outbox, { ...settings, apiKey, dialect, nextId });
    held.connections.add(connection);
    return connection;
  };

const dropAll = ({ connections }: HubState): void => {
  const dropped = [...connections];
  connections.clear();
  for (const connection of dropped) connection.close(1006, 'the connection was lost');
};

const tellAll = async ({ connections }: HubState, changes: readonly RowChange[]): Promise<void> => {
  for (const change of changes) {
    for (const connection of [...connections]) await connection.tell(change);
  }
};

export const createRealtimeHub = (settings: RealtimeSettings): RealtimeHub => {
  const held: HubState = { connections: new Set(), isStopped: false, delay: 0, lastId: 0 };
  let queue: Promise<void> = Promise.resolve();
  return {
    connect: createConnect(settings, held),
    disconnect: (connection) => {
      held.connections.delete(connection);
    },
    publish: (changes) => {
      if (changes.length > 0 && held.connections.size > 0) queue = queue.then(() => tellAll(held, changes));
    },
    get connections() {
      return held.connections.size;
    },
    get topics() {
      return [...held.connections].flatMap(({ topics }) => topics);
    },
    dropConnections: () => dropAll(held),
    stopRealtime: () => {
      held.isStopped = true;
      dropAll(held);
    },
    startRealtime: () => {
      held.isStopped = false;
    },
    slowDown: (milliseconds) => {
      held.delay = milliseconds;
    },
    settled: () => queue,
  };
};
